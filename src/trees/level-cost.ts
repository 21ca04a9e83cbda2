import { pow } from '../util/elementary/pow.js';
import type { NodeMoments } from './node-moments.js';
import { HISTOGRAM_BINS } from './tree-arena.js';

/**
 * What the best parting of levels wins where they say nothing, in units of the noise and beyond what one edge wins. The
 * gradients of a level of hessian h and noise v then sum to about √(v h) z with a normal z; the first m of k sorted levels
 * have the m largest of k draws, their sum is about √v D with `drift` D = Σ √h E z, and parting them from the others of a
 * node of hessian `total` wins v D² total / (h (total − h)). Two levels cost nothing.
 */
export function levelCost(
  { h, drift }: { readonly h: number; readonly drift: number },
  total: number,
): number {
  const won = (drift * drift * total) / (h * (total - h));
  return won > 1 ? won - 1 : 0;
}

/** The variance of a node's gradients about their mean, for a hessian of 1. */
export function noiseOf({ g, h, gg, gh, hh }: NodeMoments): number {
  if (!(h > 0)) return 0;
  const mean = g / h;
  return Math.max(0, gg - 2 * mean * gh + mean * mean * hh) / h;
}

const SCORES: (Float64Array | undefined)[] = new Array(HISTOGRAM_BINS + 1);

/** Expected values of k sorted normal draws, the largest first (Blom 1958). */
export function normalScores(k: number): Float64Array {
  const known = SCORES[k];
  if (known) return known;
  const scores = Float64Array.from({ length: k }, (_, i) => {
    const share = (k - i - 0.375) / (k + 0.25);
    // The normal quantile within 1 % by Tukey's λ (Joiner and Rosenblatt 1971).
    return 4.91 * (pow(share, 0.14) - pow(1 - share, 0.14));
  });
  SCORES[k] = scores;
  return scores;
}
