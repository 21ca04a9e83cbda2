import type { Params, SearchSpace } from '../../space/search-space.js';
import { log } from '../../util/elementary/log.js';
import type { Random } from '../../util/random.js';
import { createKernels, placeOf } from './kernels.js';

/** A density over some parameters: a mixture of products of kernels, one around each known configuration, and the prior. */
export interface Parzen {
  /** Where each parameter lies (`placeOf`). */
  draw(random: Random): readonly number[];
  logDensity(point: readonly number[]): number;
}

/** A product of many densities may be beyond what numbers can be: it is kept times a power of this. */
const SCALE = 2 ** 512;
const [LEAST, MOST] = [2 ** -256, 2 ** 256];

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
    logDensity(point) {
      const densities = kernels.map(
        (own, axis) => (kernel: number) => own.density(kernel, point[axis] ?? 0),
      );
      let [sum, power] = [0, Number.NEGATIVE_INFINITY];
      for (const [kernel, weight] of all.entries()) {
        const own = scaledProduct(weight, densities, kernel);
        if (own.value === 0) continue;
        if (own.power > power) [sum, power] = [scaledTo(sum, power - own.power), own.power];
        sum += scaledTo(own.value, own.power - power);
      }
      return log(sum / total) + power * log(SCALE);
    },
  };
}

/** The weight times the densities of a kernel, as a value times a power of the scale. */
function scaledProduct(
  weight: number,
  densities: readonly ((kernel: number) => number)[],
  kernel: number,
): { readonly value: number; readonly power: number } {
  let [value, power] = [weight, 0];
  for (const densityOf of densities) {
    value *= densityOf(kernel);
    for (; value < LEAST && value > 0; power--) value *= SCALE;
    for (; value >= MOST; power++) value /= SCALE;
  }
  return { value, power };
}

/** A value at a power that is so many higher: beyond one it is none. */
function scaledTo(value: number, lower: number): number {
  if (lower === 0) return value;
  return lower === -1 ? value / SCALE : 0;
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
