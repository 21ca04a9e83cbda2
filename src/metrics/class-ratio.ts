import { type ClassCounts, classCounts, classCountsOf } from './confusion.js';
import type { Metric } from './metric.js';

/** The (weighted) rows of one class, those taken for it, and those that are both. */
export interface ClassRows {
  readonly actual: number;
  readonly predicted: number;
  readonly right: number;
}

/** How good a class is found; undefined where it neither occurs nor is predicted. */
export type ClassRatio = (rows: ClassRows) => number | undefined;

/** How the ratios of all classes are made one number; `chosen` is the positive class of a binary task, else the macro mean. */
export type Average = 'chosen' | 'macro' | 'micro' | 'weighted';

/** Those that have a name of their own. */
export const AVERAGES = ['macro', 'micro', 'weighted'] as const;

/** A metric that is a ratio of each class, averaged, as scikit-learn's `average` does. */
export function ratioMetric(
  base: string,
  ratio: ClassRatio,
  average: Average,
  more: Pick<Metric, 'warning' | 'thresholdErrors'> & { readonly fitsThreshold?: boolean } = {},
): Metric {
  const averaged = AVERAGED[average];
  const { fitsThreshold = true, ...rest } = more;
  return {
    name: average === 'chosen' ? base : `${base}_${average}`,
    direction: 'maximize',
    tasks: ['binary', 'multiclass'],
    judges: 'classes',
    favoursRareClasses: average === 'chosen' || average === 'macro',
    ...(average === 'chosen' && { ofPositive: true }),
    // By all rows together it is the accuracy.
    ...(average === 'micro' && { thresholdErrors: 2 }),
    score(truth, predictions, task, weights) {
      const counts = classCounts(truth, predictions, task, weights);
      if (!counts) return Number.NaN;
      return averaged(ratio, counts, task.kind === 'binary' ? task.positive : undefined);
    },
    ...(fitsThreshold && {
      ofCounts: (counts: Parameters<typeof classCountsOf>[0]) =>
        averaged(ratio, classCountsOf(counts), 1),
    }),
    ...rest,
  };
}

type Averaged = (ratio: ClassRatio, counts: ClassCounts, positive: number | undefined) => number;

const AVERAGED: Readonly<Record<Average, Averaged>> = {
  chosen(ratio, counts, positive) {
    if (positive === undefined) return AVERAGED.macro(ratio, counts, positive);
    return ratio(rowsOf(counts, positive)) ?? 0;
  },
  // A class that the model does not know has 0.
  macro(ratio, counts) {
    const { actual, unknown } = counts;
    const ratios = [...actual.keys()].map((c) => ratio(rowsOf(counts, c)));
    const known = ratios.filter((own) => own !== undefined);
    return sumOf(known) / (known.length + unknown.length);
  },
  micro(ratio, { actual, predicted, right, unknown }) {
    const rows = {
      actual: sumOf(actual) + sumOf(unknown),
      predicted: sumOf(predicted),
      right: sumOf(right),
    };
    return ratio(rows) ?? Number.NaN;
  },
  weighted(ratio, counts) {
    const { actual, unknown } = counts;
    const parts = actual.map((rows, c) => (rows > 0 ? rows * (ratio(rowsOf(counts, c)) ?? 0) : 0));
    return sumOf(parts) / (sumOf(actual) + sumOf(unknown));
  },
};

function rowsOf({ actual, predicted, right }: ClassCounts, c: number): ClassRows {
  return { actual: actual[c] ?? 0, predicted: predicted[c] ?? 0, right: right[c] ?? 0 };
}

function sumOf(values: Iterable<number>): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
