import { checkInputs } from './check-training.js';
import { createKernels } from './kernels/create-kernels.js';
import type { Kernels } from './kernels/kernels.js';
import type { TrainedNetwork } from './network.js';
import type { NetworkInput } from './network-input.js';
import { writeParameters } from './parameter-blocks.js';
import { createPass, forward } from './passes.js';
import { type Plan, planNetwork } from './plan.js';
import { rowOrder } from './row-order.js';

const BATCH = 256;

/** Made at the first prediction and kept: a prediction runs to its end before the next one starts. */
let shared: Kernels | undefined;

/** The outputs of a network, (rows, output units), after the output's activation. */
export function predictNetwork(
  trained: TrainedNetwork,
  x: NetworkInput,
  kernels: Kernels = sharedKernels(),
): Float32Array {
  checkInputs(x, trained.inputs);
  const batchSize = Math.min(BATCH, Math.max(1, x.rows));
  const plan = planNetwork(kernels, trained.network, x, { batchSize, training: false });
  writeParameters(kernels, plan.blocks, trained.parameters);
  return predictWithPlan(plan, x);
}

/** The same with weights that are in the arena already. */
export function predictWithPlan(plan: Plan, x: NetworkInput): Float32Array {
  const { columns, value } = plan.output;
  const out = new Float32Array(x.rows * columns);
  const order = rowOrder(x.rows);
  const pass = createPass(plan, order, false);
  for (let start = 0; start < x.rows; start += plan.batchSize) {
    pass.start = start;
    pass.rows = Math.min(plan.batchSize, x.rows - start);
    forward(plan, x, pass);
    plan.kernels.read('signal', value, { rows: pass.rows, columns }, out, start * columns);
  }
  return out;
}

function sharedKernels(): Kernels {
  shared ??= createKernels('auto');
  return shared;
}
