import { pow } from '../util/elementary/pow.js';
import type { Random } from '../util/random.js';
import type { Batch } from './kernels/kernels.js';

/**
 * How the rows of a step are mixed (mixup; Zhang et al. 2018): each is `share` (λ) of itself and the rest of that so many places behind
 * it in the batch, where the first follow the last.
 */
export interface Mix {
  readonly share: number;
  readonly shift: number;
}

/** The largest α: above it nearly all rows would be halves. */
export const MOST_ALPHA = 4;

/** A share drawn from Beta(α, α), and a shift, for a batch of more rows than members. Rows of an ensemble are mixed with their member's. */
export function drawMix(random: Random, alpha: number, rows: number, members: number): Mix {
  const others = Math.floor(rows / members) - 1;
  return { share: drawBeta(random, alpha), shift: members * (1 + random.integer(others)) };
}

/** By Jöhnk's way (1964): x / (x + y) of x = u^(1/α) and y = v^(1/α), where they add to 1 at most. */
function drawBeta(random: Random, alpha: number): number {
  for (;;) {
    const [u, v] = [random.next(), random.next()];
    const [x, y] = [pow(u, 1 / alpha), pow(v, 1 / alpha)];
    if (x + y > 0 && x + y <= 1) return x / (x + y);
    // Both are too small for a float where α is: their ratio is not.
    if (x + y === 0 && u > 0 && v > 0) return 1 / (1 + pow(v / u, 1 / alpha));
  }
}

/** The row of the data that stands at this place of a batch, and the row that is mixed into it. */
export function mixedPair(
  place: number,
  { order, start, rows }: Batch,
  { shift }: Mix,
): readonly [number, number] {
  return [order[start + place] as number, order[start + ((place + shift) % rows)] as number];
}
