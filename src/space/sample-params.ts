import type { Random } from '../util/random.js';
import type { Params, SearchSpace } from './search-space.js';
import { paramsAt } from './unit-cube.js';

/** Draws every parameter whose condition holds, in the order of the space. */
export function sampleParams(space: SearchSpace, random: Random): Params {
  return paramsAt(space, () => random.next());
}
