import type { BatchCost } from './batch-cost.js';
import type { Pass } from './layers/stage.js';
import { mixedColumns } from './mixed-columns.js';
import type { NetworkInput } from './network-input.js';
import type { ChangePicture } from './picture-input.js';
import type { Plan } from './plan.js';
import { rowOrder } from './row-order.js';

/** A pass that its owner moves on from step to step. */
export type MutablePass = { -readonly [Key in keyof Pass]: Pass[Key] } & {
  /** Changes each picture as it is gathered. */
  augment?: ChangePicture | undefined;
};

/** A pass over rows in this order, at its beginning and still without rows. */
export function createPass(plan: Plan, order: Int32Array, training: boolean): MutablePass {
  return { kernels: plan.kernels, order, start: 0, rows: 0, training, seed: 0, dropout: 1 };
}

/** Brings the pass's rows of x into the arena. */
export function gatherBatch(plan: Plan, x: NetworkInput, pass: MutablePass): void {
  const { kernels, input, sparse, gatherPictures } = plan;
  if (x.pictures) gatherPictures?.(x.pictures, pass, input.value, pass.augment);
  const { mix } = pass;
  const columns = mix ? mixedColumns(x, pass, mix) : x;
  const batch = mix ? { order: rowOrder(pass.rows), start: 0, rows: pass.rows } : pass;
  if (columns.dense) kernels.gather(columns.dense, batch, input.value);
  if (columns.sparse) kernels.gatherSparse(columns.sparse, batch, sparse);
}

/** Runs the pass's rows of x through the network. */
export function forward(plan: Plan, x: NetworkInput, pass: MutablePass): void {
  const { stages } = plan;
  gatherBatch(plan, x, pass);
  for (let i = 0; i < stages.length; i++) stages[i]?.forward(pass);
}

/** The summed cost of the rows just run forward; leaves the gradient of every weight in the arena. */
export function backward(plan: Plan, cost: BatchCost, pass: Pass): number {
  const sum = cost.measure(pass);
  const last = cost.takesLogits ? plan.logitStages : plan.stages.length;
  for (let i = last - 1; i >= 0; i--) plan.stages[i]?.backward(pass);
  return sum;
}
