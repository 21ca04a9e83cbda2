import type { Matrix } from '../matrix/matrix.js';
import { takesLogits } from './cost.js';
import type { CostStep } from './kernels/kernels.js';
import type { Pass } from './layers/stage.js';
import type { NetworkInput } from './network-input.js';
import type { Plan } from './plan.js';

/** A pass that its owner moves on from step to step. */
export type MutablePass = { -readonly [Key in keyof Pass]: Pass[Key] };

/** A pass over rows in this order, at its beginning and still without rows. */
export function createPass(plan: Plan, order: Int32Array, training: boolean): MutablePass {
  return { kernels: plan.kernels, order, start: 0, rows: 0, training, seed: 0, dropout: 1 };
}

/** Brings the pass's rows of x into the arena. */
export function gatherBatch({ kernels, input, sparse }: Plan, x: NetworkInput, pass: Pass): void {
  if (x.dense) kernels.gather(x.dense, pass, input.value);
  if (x.sparse) kernels.gatherSparse(x.sparse, pass, sparse);
}

/** Runs the pass's rows of x through the network. */
export function forward(plan: Plan, x: NetworkInput, pass: Pass): void {
  const { stages } = plan;
  gatherBatch(plan, x, pass);
  for (let i = 0; i < stages.length; i++) stages[i]?.forward(pass);
}

/** What the rows should give, and how much each counts; all alike without weights. */
export interface Targets {
  /** (rows, targets); one class code for softmax. */
  readonly y: Matrix;
  /** (rows, 1). */
  readonly weights: Matrix | undefined;
}

/** The summed cost of the rows just run forward; leaves the gradient of every weight in the arena. */
export function backward(plan: Plan, { y, weights }: Targets, step: CostStep, pass: Pass): number {
  const { kernels, targets } = plan;
  const logits = takesLogits(step.kind);
  const { value, gradient, columns } = logits ? plan.logits : plan.output;
  kernels.gather(y, pass, targets);
  if (weights) kernels.gather(weights, pass, plan.weights);
  const sum = kernels.cost(step, value, targets, plan.weights, gradient, pass.rows, columns);
  const last = logits ? plan.logitStages : plan.stages.length;
  for (let i = last - 1; i >= 0; i--) plan.stages[i]?.backward(pass);
  return sum;
}
