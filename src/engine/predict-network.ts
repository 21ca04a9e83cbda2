import { checkInputs } from './check-training.js';
import { createKernels } from './kernels/create-kernels.js';
import type { Kernels } from './kernels/kernels.js';
import { memberCount, type TrainedNetwork } from './network.js';
import type { NetworkInput } from './network-input.js';
import { writeParameters } from './parameter-blocks.js';
import { createPass, forward } from './passes.js';
import { type Plan, planNetwork } from './plan.js';
import { rowOrder } from './row-order.js';

/** Rows that go through a network together. */
export const BATCH = 256;

/** Made at the first prediction and kept: a prediction runs to its end before the next one starts. */
let shared: Kernels | undefined;

/** The outputs of a network, (rows, output units), after the output's activation. */
export function predictNetwork(
  trained: TrainedNetwork,
  x: NetworkInput,
  kernels: Kernels = sharedKernels(),
): Float32Array {
  checkInputs(x, trained);
  const batchSize = Math.min(BATCH, Math.max(1, x.rows)) * memberCount(trained.network);
  const plan = planNetwork(kernels, trained.network, x, { batchSize, training: false });
  writeParameters(kernels, plan.blocks, trained.parameters);
  return predictWithPlan(plan, x);
}

/** The same with weights that are in the arena already; the mean of the members of an ensemble. */
export function predictWithPlan(plan: Plan, x: NetworkInput): Float32Array {
  const { members, kernels, output } = plan;
  const { columns } = output;
  const out = new Float32Array(x.rows * columns);
  const order = rowOrder(x.rows, members);
  const pass = createPass(plan, order, false);
  const read = members === 1 ? out : new Float32Array(plan.batchSize * columns);
  for (let start = 0; start < order.length; start += plan.batchSize) {
    pass.start = start;
    pass.rows = Math.min(plan.batchSize, order.length - start);
    forward(plan, x, pass);
    const to = members === 1 ? start * columns : 0;
    kernels.read('signal', output.value, { rows: pass.rows, columns }, read, to);
    if (members > 1)
      addMembers(read, pass.rows, members, columns, out, (start / members) * columns);
  }
  return out;
}

function addMembers(
  values: Float32Array,
  rows: number,
  members: number,
  columns: number,
  out: Float32Array,
  at: number,
): void {
  for (let i = 0; i < rows * columns; i++) {
    const row = Math.floor(i / columns / members);
    const place = at + row * columns + (i % columns);
    out[place] = (out[place] ?? 0) + (values[i] ?? 0) / members;
  }
}

function sharedKernels(): Kernels {
  shared ??= createKernels('auto');
  return shared;
}
