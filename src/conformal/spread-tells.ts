import { log } from '../util/elementary/log.js';
import { square } from '../util/elementary/square.js';

/** How far answers strayed, and what was told of each by a model that had not seen it. */
export interface ToldSpreads {
  readonly strayed: Float64Array;
  readonly spreads: Float64Array;
  readonly weights: Float64Array | undefined;
  readonly parts: Uint8Array;
  /** How many rows, or groups of them, tell as much. */
  readonly effective: number;
}

/**
 * Whether spreads tell more of how far answers stray than the mean of the other parts does, by more than one standard error of the
 * likelihood of Laplace's distribution, log σ + |r| / σ.
 */
export function spreadTells({ strayed, spreads, weights, parts, effective }: ToldSpreads): boolean {
  const weightOf = (place: number) => weights?.[place] ?? 1;
  const means = meansOfOthers(strayed, parts, weightOf);
  let [total, sum, squares] = [0, 0, 0];
  for (const [place, own] of strayed.entries()) {
    const [mean, spread] = [means.get(parts[place] ?? 0) ?? 0, spreads[place] ?? 0];
    const weight = weightOf(place);
    if (!(weight > 0)) continue;
    const gain = log(mean) + own / mean - log(spread) - own / spread;
    total += weight;
    sum += weight * gain;
    squares += weight * gain * gain;
  }
  const mean = sum / total;
  const error = Math.sqrt(Math.max(0, squares / total - square(mean)) / effective);
  return mean > error;
}

function meansOfOthers(
  strayed: Float64Array,
  parts: Uint8Array,
  weightOf: (place: number) => number,
): ReadonlyMap<number, number> {
  const means = new Map<number, number>();
  for (const part of new Set(parts)) {
    let [total, sum] = [0, 0];
    for (const [place, own] of strayed.entries()) {
      if (parts[place] === part) continue;
      total += weightOf(place);
      sum += weightOf(place) * own;
    }
    means.set(part, sum / total);
  }
  return means;
}
