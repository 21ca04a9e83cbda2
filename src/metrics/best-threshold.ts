import { powerOfTwoFrom } from '../util/elementary/powers-of-two.js';
import type { BinaryTask } from '../util/task-kind.js';
import type { Metric, RowWeights, Truth } from './metric.js';

/** Rows of a binary task that count, the most probably positive ones first. */
export interface RankedRows {
  readonly order: Int32Array;
  /** The probability of each of them in whole steps of 1 / scale. */
  readonly levels: Float64Array;
  readonly scale: number;
}

/** A threshold, with the metric of the rows that it was chosen on. */
export interface BestThreshold {
  readonly threshold: number;
  readonly value: number;
}

/** Probabilities in steps this fine, and rows, share the bits that a double counts in whole numbers by. */
const BITS = 52;
/** Values that differ by less are equal but for rounding. */
const ROUNDING = 1e-12;

/** Undefined where a probability is not a number. Each row is sorted as one number: its probability, then its place. */
export function rankRows(
  { positive }: BinaryTask,
  truth: Truth,
  predictions: Float64Array,
  weights: RowWeights,
): RankedRows | undefined {
  const places = powerOfTwoFrom(truth.length + 1);
  const scale = 2 ** BITS / places;
  const keys = Float64Array.from(truth, (_, row) => {
    const chance = predictions[2 * row + positive] ?? Number.NaN;
    return Math.round(chance * scale) * places + row;
  });
  if (keys.some(Number.isNaN)) return undefined;
  const counting = keys.filter((_, row) => weights?.[row] !== 0);
  counting.sort().reverse();
  const order = Int32Array.from(counting, (key) => key % places);
  const levels = counting.map((key) => Math.floor(key / places));
  return { order, levels, scale };
}

/**
 * The probability from which rows count as positive, such that the metric is best on all rows but those of one part. Every
 * threshold between two probabilities is tried, in one pass from none positive to all; equal ones go towards a half.
 */
export function bestThreshold(
  ofCounts: NonNullable<Metric['ofCounts']>,
  { positive }: BinaryTask,
  { order, levels, scale }: RankedRows,
  truth: Truth,
  weights: RowWeights,
  without?: { readonly parts: Uint8Array; readonly part: number },
): BestThreshold {
  const isIn = (row: number) => without?.parts[row] !== without?.part || !without;
  const { counts, behind } = nonePositive(positive, order, isIn, truth, weights);
  let best: BestThreshold = { threshold: 0.5, value: Number.NEGATIVE_INFINITY };
  const offer = (above: number, below: number) => {
    const threshold = between(above, below, scale);
    const value = ofCounts(counts);
    const nearer = Math.abs(threshold - 0.5) < Math.abs(best.threshold - 0.5);
    if (value > best.value + ROUNDING || (nearer && value >= best.value - ROUNDING)) {
      best = { threshold, value };
    }
  };
  let above = Math.max(scale, levels[0] ?? 0) + 1;
  for (const [place, row] of order.entries()) {
    if (!isIn(row)) continue;
    const level = levels[place] ?? 0;
    if (level < above) offer(above, level);
    above = level;
    const weight = weights?.[row] ?? 1;
    if ((truth[row] ?? -1) < 0) counts.unknownPositive += weight;
    else if (truth[row] === positive) {
      counts.truePositive += weight;
      counts.falseNegative = behind[place] ?? 0;
    } else {
      counts.falsePositive += weight;
      counts.trueNegative = behind[place] ?? 0;
    }
  }
  offer(above, -1);
  return best;
}

/** A half where it lies there; else the middle, which parts rows by their levels as it does by their probabilities. */
function between(above: number, below: number, scale: number): number {
  const half = scale / 2;
  return below < half && half < above ? 0.5 : Math.max(0, (above + below) / 2) / scale;
}

/**
 * The counts where no row is positive, and for each place the rows of its class behind it: behind the last exactly 0, where
 * taking rows away one by one would leave a rest of rounding.
 */
function nonePositive(
  positive: number,
  order: Int32Array,
  isIn: (row: number) => boolean,
  truth: Truth,
  weights: RowWeights,
) {
  const counts = {
    truePositive: 0,
    falsePositive: 0,
    trueNegative: 0,
    falseNegative: 0,
    unknownPositive: 0,
  };
  const behind = new Float64Array(order.length);
  for (let place = order.length - 1; place >= 0; place--) {
    const row = order[place] ?? 0;
    if (!isIn(row) || (truth[row] ?? -1) < 0) continue;
    const name = truth[row] === positive ? 'falseNegative' : 'trueNegative';
    behind[place] = counts[name];
    counts[name] += weights?.[row] ?? 1;
  }
  return { counts, behind };
}
