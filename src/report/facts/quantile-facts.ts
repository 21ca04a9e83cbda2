import type { Covered } from '../../conformal/covered.js';
import { type QuantileScore, quantileScores } from '../../conformal/quantile-scores.js';
import { effectiveRows } from '../../metrics/row-groups.js';
import { middleAnswers, middlePlace } from '../../predictor/quantile-answers.js';
import { baselinePredictions } from './baseline.js';
import type { JudgedRows } from './judged-rows.js';

/** How quantiles do on rows with labels. */
export interface QuantileFacts {
  readonly each: readonly ToldQuantile[];
  /** Of the interval from the least to the greatest; none of a single quantile. */
  readonly central?: Covered;
  /** The one that is told as the number that is predicted: the nearest to the median. */
  readonly middle: number;
}

/** One of them, beside the quantile of all labels. */
export interface ToldQuantile extends QuantileScore {
  /** By how much the share at or below strays by chance where answers are right. */
  readonly standardError: number;
  /** The pinball loss of the labels' own quantile. */
  readonly baseline: number;
}

/** Undefined for other tasks. */
export function quantileFacts(judged: JudgedRows): QuantileFacts | undefined {
  const { truth, predictions, task, weights, groups } = judged;
  if (task.kind !== 'quantile') return undefined;
  const { quantiles } = task;
  const { each, central } = quantileScores(truth, predictions, quantiles, weights);
  const plain = quantileScores(truth, baselinePredictions(judged), quantiles, weights);
  const rows = effectiveRows(truth.length, weights, groups);
  return {
    each: each.map((own, place) => ({
      ...own,
      standardError: Math.sqrt((own.quantile * (1 - own.quantile)) / rows),
      baseline: plain.each[place]?.pinball ?? Number.NaN,
    })),
    ...(central && { central }),
    middle: quantiles[middlePlace(quantiles)] ?? Number.NaN,
  };
}

/** The same rows as if the answer nearest to the median were all that is said; others as they are. */
export function byMiddle(judged: JudgedRows): JudgedRows {
  const { task, predictions } = judged;
  if (task.kind !== 'quantile') return judged;
  return {
    ...judged,
    task: { kind: 'regression', classes: 0 },
    predictions: middleAnswers(predictions, task.quantiles),
  };
}
