import { type Cost, takesLogits, targetColumns } from './cost.js';
import type { Pass } from './layers/stage.js';
import type { NetworkInput } from './network-input.js';
import type { Plan } from './plan.js';

/** Copies the dense part of these rows into the arena, one after the other. */
export function gatherRows(plan: Plan, x: NetworkInput, rows: Int32Array): void {
  if (!x.dense) return;
  const { columns, data } = x.dense;
  const { arena } = plan.kernels;
  for (let r = 0; r < rows.length; r++) {
    const from = (rows[r] as number) * columns;
    const to = plan.input.value + r * columns;
    for (let j = 0; j < columns; j++) arena[to + j] = data[from + j] as number;
  }
}

/** Copies the targets of these rows into the arena. */
export function gatherTargets(
  plan: Plan,
  y: Float32Array,
  columns: number,
  rows: Int32Array,
): void {
  const { arena } = plan.kernels;
  for (let r = 0; r < rows.length; r++) {
    for (let j = 0; j < columns; j++) {
      arena[plan.targets + r * columns + j] = y[(rows[r] as number) * columns + j] as number;
    }
  }
}

/** Runs gathered rows through the network. */
export function forward(plan: Plan, pass: Pass): void {
  for (const stage of plan.stages) stage.forward(pass);
}

/** The summed cost of the rows just run forward; leaves the gradient of every weight in the arena. */
export function backward(plan: Plan, pass: Pass, cost: Cost): number {
  const { kernels, targets } = plan;
  const logits = takesLogits(cost);
  const { value, gradient, columns } = logits ? plan.logits : plan.output;
  const sum = kernels.cost(cost, value, targets, gradient, pass.rows, columns);
  const last = logits ? plan.logitStages : plan.stages.length;
  for (let i = last - 1; i >= 0; i--) plan.stages[i]?.backward(pass);
  return sum;
}

/** One training step's cost and gradients for these rows, weights as they are. */
export function costAndGradients(
  plan: Plan,
  x: NetworkInput,
  y: Float32Array,
  cost: Cost,
  rowIndices: Int32Array,
  seed: number,
): number {
  const rows = rowIndices.length;
  gatherRows(plan, x, rowIndices);
  gatherTargets(plan, y, targetColumns(cost, plan.output.columns), rowIndices);
  const { kernels } = plan;
  const pass: Pass = { kernels, rows, rowIndices, sparse: x.sparse, training: true, seed };
  forward(plan, pass);
  return backward(plan, pass, cost);
}
