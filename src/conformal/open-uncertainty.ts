import type { Table } from '../table/table.js';
import type { TaskShape } from '../util/task-kind.js';
import { classSet } from './class-set.js';
import { quantileFor } from './score-quantiles.js';
import { openSpread } from './spread-model.js';
import type { Intervals, Uncertainty } from './uncertainty.js';

/** What rows are answered besides one number or class. */
export type Uncertain = UncertainNumbers | UncertainClasses;

/** The ends of an interval a row; infinite where too few rows were judged for the coverage. */
export interface UncertainNumbers {
  readonly kind: 'intervals';
  readonly coverage: number;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** Codes of classes a row, the most probable first. */
export interface UncertainClasses {
  readonly kind: 'sets';
  readonly coverage: number;
  readonly sets: readonly Int32Array[];
}

/** Opened for many tables: their rows, what was answered of them, and the share that is to be covered. */
export type OpenUncertainty = (
  table: Table,
  predictions: Float64Array,
  coverage?: number,
) => Uncertain;

/** The task has the threshold that answers are decided by. */
export function openUncertainty(uncertainty: Uncertainty, task: TaskShape): OpenUncertainty {
  if (uncertainty.kind === 'intervals') return openIntervals(uncertainty);
  return (table, predictions, coverage = uncertainty.coverage) => {
    const highest = quantileFor(uncertainty.scores, coverage);
    const sets = Array.from({ length: table.rows }, (_, row) =>
      classSet(predictions, row, task, highest),
    );
    return { kind: 'sets', coverage, sets };
  };
}

function openIntervals({ scores, spread, coverage: asked }: Intervals): OpenUncertainty {
  const spreadsOf = spread && openSpread(spread);
  return (table, predictions, coverage = asked) => {
    const reach = quantileFor(scores, coverage);
    const spreads = spreadsOf?.(table, predictions);
    const reachAt = (row: number) => reach * (spreads?.[row] ?? 1);
    return {
      kind: 'intervals',
      coverage,
      low: predictions.map((answer, row) => answer - reachAt(row)),
      high: predictions.map((answer, row) => answer + reachAt(row)),
    };
  };
}

/** What is known of some of the rows. */
export function uncertainRows(uncertain: Uncertain, from: number, to: number): Uncertain {
  if (uncertain.kind === 'sets') return { ...uncertain, sets: uncertain.sets.slice(from, to) };
  const { low, high } = uncertain;
  return { ...uncertain, low: low.subarray(from, to), high: high.subarray(from, to) };
}
