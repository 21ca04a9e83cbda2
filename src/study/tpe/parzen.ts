import type { Params, SearchSpace } from '../../space/search-space.js';
import type { Random } from '../../util/random.js';
import { createKernels, placeOf } from './kernels.js';

/** A density over some parameters: a mixture of products of kernels, one around each known configuration, and the prior. */
export interface Parzen {
  /** Where each parameter lies (`placeOf`). */
  draw(random: Random): readonly number[];
  density(point: readonly number[]): number;
}

/** Of configurations that have all parameters, each with its weight; the prior weighs 1. */
export function createParzen(
  space: SearchSpace,
  configs: readonly Params[],
  weights: readonly number[],
): Parzen {
  const kernels = Object.entries(space).map(([name, distribution]) =>
    createKernels(
      distribution,
      configs.map((params) => placeOf(distribution, params[name] ?? Number.NaN)),
    ),
  );
  const all = [...weights, 1];
  const total = all.reduce((sum, weight) => sum + weight, 0);
  return {
    draw(random) {
      const kernel = drawPlace(all, random.next() * total);
      return kernels.map((own) => own.draw(kernel, random));
    },
    density(point) {
      let sum = 0;
      for (const [kernel, weight] of all.entries()) {
        let product = weight;
        for (const [axis, own] of kernels.entries()) {
          product *= own.density(kernel, point[axis] ?? 0);
        }
        sum += product;
      }
      return sum / total;
    },
  };
}

/** Which of the weights a mark between 0 and their sum falls on. */
function drawPlace(weights: readonly number[], mark: number): number {
  let sum = 0;
  const place = weights.findIndex((weight) => {
    sum += weight;
    return mark < sum;
  });
  return place < 0 ? weights.length - 1 : place;
}
