import { checkInputs } from './check-data.js';
import { checkNetwork } from './check-training.js';
import { createKernels } from './kernels/create-kernels.js';
import type { Kernels } from './kernels/kernels.js';
import { placesOf } from './map-size.js';
import { memberCount, type TrainedNetwork } from './network.js';
import type { NetworkInput } from './network-input.js';
import { writeParameters } from './parameter-blocks.js';
import { createPass, forward } from './passes.js';
import { type Plan, planNetwork } from './plan.js';
import { rowOrder } from './row-order.js';
import { checkKernels } from './told-options.js';

/** Rows that go through a network together. */
const BATCH = 256;
/** Places of pictures that do: their values are many times as many. */
const BATCH_PLACES = 16_384;

/** Made at the first prediction and kept: a prediction runs to its end before the next one starts. */
let shared: Kernels | undefined;

/** The outputs of a network, (rows, output units), of maps (rows, places, units), after the output's activation. */
export function predictNetwork(
  trained: TrainedNetwork,
  x: NetworkInput,
  kernels: Kernels = sharedKernels(),
): Float32Array {
  checkNetwork(trained, 'trained-network');
  checkInputs(x, trained);
  checkKernels(kernels);
  const batchSize = predictionBatch(trained, x.rows);
  const plan = planNetwork(kernels, trained.network, x, { batchSize, training: false });
  writeParameters(kernels, plan.blocks, trained.parameters);
  return predictWithPlan(plan, x);
}

/** How many places of a batch so many rows are predicted by, those of each member counted. */
export function predictionBatch({ network, map }: TrainedNetwork, rows: number): number {
  const most = map ? Math.max(1, Math.floor(BATCH_PLACES / placesOf(map))) : BATCH;
  return Math.min(BATCH, most, Math.max(1, rows)) * memberCount(network);
}

/** The same with weights that are in the arena already; the mean of the members of an ensemble. */
export function predictWithPlan(plan: Plan, x: NetworkInput): Float32Array {
  const { members, kernels, output } = plan;
  const { columns, places } = output;
  const perRow = places * columns;
  const out = new Float32Array(x.rows * perRow);
  const order = rowOrder(x.rows, members);
  const pass = createPass(plan, order, false);
  const read = members === 1 ? out : new Float32Array(plan.batchSize * perRow);
  for (let start = 0; start < order.length; start += plan.batchSize) {
    pass.start = start;
    pass.rows = Math.min(plan.batchSize, order.length - start);
    forward(plan, x, pass);
    const to = members === 1 ? start * perRow : 0;
    kernels.read('signal', output.value, { rows: pass.rows * places, columns }, read, to);
    if (members > 1) addMembers(read, pass.rows, members, perRow, out, (start / members) * perRow);
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
