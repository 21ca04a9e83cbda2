import type { RowWeights } from '../../metrics/metric.js';
import { weightedQuantiles } from '../../metrics/weighted-quantiles.js';
import { permutation, randomStream } from '../../util/random.js';
import type { JudgedRows } from './judged-rows.js';
import { tiedRanges } from './tied-ranges.js';

/** How far predictions are from the numbers. */
export interface NumberFacts {
  /** Some of the rows, drawn by the seed: what was true and what was said. */
  readonly points: readonly (readonly [truth: number, predicted: number])[];
  /** Of how many. */
  readonly rows: number;
  /** Predicted minus true: the 0 % to the 100 % quantile in steps of 5 %. */
  readonly residuals: readonly number[];
  /** How far off: half of the rows less, and one in twenty more. */
  readonly half: number;
  readonly most: number;
  /** Rows whose true values lie close together. */
  readonly ranges: readonly RangeError[];
}

/** Errors of rows whose true value lies in a range; means count rows by their weights. */
export interface RangeError {
  /** The least and the greatest true value; where rows are left out, halfway to the next range, null at the ends. */
  readonly low: number | null;
  readonly high: number | null;
  readonly rows: number;
  /** The mean distance, and the mean of predicted minus true. */
  readonly meanAbsolute: number;
  readonly bias: number;
}

const POINTS = 1000;
const RANGES = 8;

/** Undefined for classes. */
export function numberFacts(judged: JudgedRows, seed: number): NumberFacts | undefined {
  const { truth, predictions, task, weights } = judged;
  if (task.kind !== 'regression') return undefined;
  const errors = predictions.map((value, row) => value - (truth[row] ?? Number.NaN));
  const drawn = permutation(randomStream(seed, 'points'), truth.length).slice(0, POINTS).sort();
  const steps = Array.from({ length: 21 }, (_, step) => step / 20);
  const [half = Number.NaN, most = Number.NaN] = weightedQuantiles(
    errors.map(Math.abs),
    weights,
    [0.5, 0.95],
  );
  return {
    points: Array.from(drawn, (row) => [truth[row] ?? 0, predictions[row] ?? 0] as const),
    rows: truth.length,
    residuals: weightedQuantiles(errors, weights, steps),
    half,
    most,
    ranges: errorRanges(truth, errors, weights),
  };
}

/** Ranges of about equally many rows that count; equal values are in one. */
function errorRanges(
  truth: ArrayLike<number>,
  errors: Float64Array,
  weights: RowWeights,
): readonly RangeError[] {
  const order = [...errors.keys()].filter((row) => weights?.[row] !== 0);
  order.sort((a, b) => (truth[a] ?? 0) - (truth[b] ?? 0));
  const isTied = (place: number) => truth[order[place] ?? 0] === truth[order[place - 1] ?? 0];
  return tiedRanges(order.length, RANGES, isTied).map(([from, to]) => {
    const rows = order.slice(from, to);
    const all = rows.reduce((sum, row) => sum + (weights?.[row] ?? 1), 0);
    const mean = (of: (error: number) => number) =>
      rows.reduce((sum, row) => sum + (weights?.[row] ?? 1) * of(errors[row] ?? 0), 0) / all;
    return {
      low: truth[rows[0] ?? 0] ?? 0,
      high: truth[rows.at(-1) ?? 0] ?? 0,
      rows: rows.length,
      meanAbsolute: mean(Math.abs),
      bias: mean((error) => error),
    };
  });
}
