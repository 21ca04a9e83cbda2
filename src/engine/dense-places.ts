import type { Ground } from './ground.js';
import type { DensePlaces } from './layers/dense.js';
import { blockOf, type PlacedLayer } from './parameter-blocks.js';

/** Without biases their places are tables of zeros, and of a gradient that nobody reads. */
export function densePlaces(placed: PlacedLayer, { scratch, table }: Ground): DensePlaces {
  const weights = blockOf(placed, 'weights');
  const biases = placed.blocks.find(({ role }) => role === 'biases');
  const b = biases?.w ?? table(1, weights.columns);
  const db = biases?.dw ?? table(1, weights.columns);
  return { w: weights.w, b, dw: weights.dw, db, scratch };
}
