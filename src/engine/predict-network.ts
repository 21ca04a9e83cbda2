import type { Kernels } from './kernels/kernels.js';
import { createReferenceKernels } from './kernels/reference.js';
import type { TrainedNetwork } from './network.js';
import type { NetworkInput } from './network-input.js';
import { forward, gatherRows } from './passes.js';
import { type Plan, planNetwork } from './plan.js';

const BATCH = 256;

/** The outputs of a network, (rows, output units), after the output's activation. */
export function predictNetwork(
  trained: TrainedNetwork,
  x: NetworkInput,
  kernels: Kernels = createReferenceKernels(),
): Float32Array {
  const plan = planNetwork(kernels, trained.network, x, Math.min(BATCH, Math.max(1, x.rows)));
  kernels.arena.set(trained.parameters, plan.parameters);
  return predictWithPlan(plan, x);
}

/** The same with weights that are in the arena already. */
export function predictWithPlan(plan: Plan, x: NetworkInput): Float32Array {
  const { kernels, batchSize } = plan;
  const { columns, value } = plan.output;
  const out = new Float32Array(x.rows * columns);
  for (let start = 0; start < x.rows; start += batchSize) {
    const rows = Math.min(batchSize, x.rows - start);
    const rowIndices = Int32Array.from({ length: rows }, (_, i) => start + i);
    gatherRows(plan, x, rowIndices);
    forward(plan, { kernels, rows, rowIndices, sparse: x.sparse, training: false, seed: 0 });
    out.set(kernels.arena.subarray(value, value + rows * columns), start * columns);
  }
  return out;
}
