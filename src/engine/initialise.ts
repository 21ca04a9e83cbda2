import type { Random } from '../util/random.js';
import { fitToData } from './data-driven.js';
import { type Initialisation, initialParameters } from './initial-parameters.js';
import type { Network } from './network.js';
import { inputWidths, type NetworkInput } from './network-input.js';
import { type ParameterBlock, writeParameters } from './parameter-blocks.js';
import type { Plan } from './plan.js';

/** Puts fresh weights into the arena. Those of sparse columns that no row has are 0: nothing would teach them. */
export function initialise(
  plan: Plan,
  network: Network,
  x: NetworkInput,
  initialisation: Initialisation,
  random: Random,
): void {
  const fresh = initialParameters(network, inputWidths(x), random, initialisation);
  for (const block of plan.blocks) {
    if (block.role === 'sparse-weights') leaveOutUnused(fresh, block, x);
  }
  writeParameters(plan.kernels, plan.blocks, fresh);
  if (initialisation === 'data-driven') fitToData(plan, x, random);
}

function leaveOutUnused(
  parameters: Float32Array,
  { at, columns }: ParameterBlock,
  { sparse }: NetworkInput,
): void {
  if (!sparse) return;
  const isUsed = new Uint8Array(sparse.columns);
  for (const column of sparse.indices) isUsed[column] = 1;
  for (const [column, used] of isUsed.entries()) {
    if (used === 0) parameters.fill(0, at + column * columns, at + (column + 1) * columns);
  }
}
