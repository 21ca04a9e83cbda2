import type { Random } from '../util/random.js';
import { type Cost, isCustom } from './cost.js';
import { fitToData } from './data-driven.js';
import { embeddedNumbers } from './embedding-layer.js';
import { type Initialisation, initialParameters } from './initial-parameters.js';
import { type Network, outputLayer } from './network.js';
import { inputWidths, type NetworkInput } from './network-input.js';
import { type ParameterBlock, writeParameters } from './parameter-blocks.js';
import type { Plan } from './plan.js';

/** What fresh weights are drawn by and for. */
interface Beginning {
  readonly initialisation: Initialisation;
  readonly random: Random;
  readonly cost: Cost;
}

/**
 * Puts fresh weights into the arena. Those of sparse columns and levels that no row has are 0: nothing would teach them. Without
 * a hidden layer those of all sparse columns are, where they learn from 0 as well: rows tell no more than what the levels of a
 * column add beside the bias.
 */
export function initialise(
  plan: Plan,
  network: Network,
  x: NetworkInput,
  { initialisation, random, cost }: Beginning,
): void {
  const fresh = initialParameters(network, inputWidths(x), random, initialisation);
  const taught = learnsFromZero(network, cost) ? [] : (x.sparse?.indices ?? []);
  for (const block of plan.blocks) {
    if (block.role === 'sparse-weights') leaveOutUnused(fresh, block, taught);
    if (block.role === 'levels') leaveOutUnused(fresh, block, usedLevels(network, x));
  }
  writeParameters(plan.kernels, plan.blocks, fresh);
  if (initialisation === 'data-driven') fitToData(plan, x, random);
}

/** A ReLU of 0 has no slope, and a cost of the caller's own may tell outputs apart by what they start as. */
function learnsFromZero(network: Network, cost: Cost): boolean {
  const { activation } = outputLayer(network);
  const isFlat = activation === 'relu' || activation === 'relu6';
  return network.layers.length === 1 && !isFlat && !isCustom(cost);
}

function leaveOutUnused(
  parameters: Float32Array,
  { at, rows, columns }: ParameterBlock,
  used: Iterable<number>,
): void {
  const isUsed = new Uint8Array(rows);
  for (const row of used) isUsed[row] = 1;
  for (let row = 0; row < rows; row++) {
    if (isUsed[row] === 0) parameters.fill(0, at + row * columns, at + (row + 1) * columns);
  }
}

/** Places of the embedded levels that rows have, among those of all columns. */
function usedLevels({ layers: [first] }: Network, { dense }: NetworkInput): ReadonlySet<number> {
  const used = new Set<number>();
  if (first?.kind !== 'embedding' || !first.levels || !dense) return used;
  const start = embeddedNumbers(first);
  let before = 0;
  for (const [i, count] of first.levels.cardinalities.entries()) {
    for (let at = start + i; at < dense.data.length; at += dense.columns) {
      used.add(before + (dense.data[at] ?? 0));
    }
    before += count;
  }
  return used;
}
