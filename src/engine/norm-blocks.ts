import type { NormBlocks } from './layers/layer-norm.js';
import { blockOf, type PlacedLayer } from './parameter-blocks.js';

/** Where the trained parameters of a norm layer lie. */
export function normBlocks(placed: PlacedLayer): NormBlocks {
  return { scales: blockOf(placed, 'scales'), shifts: blockOf(placed, 'shifts') };
}
