import { scoreInterval } from '../../ensemble/bootstrap.js';
import { decideClasses } from '../../metrics/decisions.js';
import { scoreRows } from '../../metrics/scored-rows.js';
import type { NamedPredictions } from '../../predictor/kept-rows.js';
import type { JudgedRows } from './judged-rows.js';

/** A model with its score on rows that it was not fitted to, and the 95 % interval over resampled rows. */
export interface ModelScore {
  readonly name: string;
  readonly score: number;
  readonly interval?: readonly [low: number, high: number];
}

/** Models that are told. */
const MOST_MODELS = 15;

/** The predictor and the models whose predictions were kept, in that order; of metrics of classes each at thresholds that were fitted to other rows. */
export function modelScores(
  judged: JudgedRows,
  predictions: readonly NamedPredictions[],
  seed: number,
): readonly ModelScore[] {
  return predictions.slice(0, MOST_MODELS).map(({ name, values }) => {
    const decided = decideClasses(judged, values).predictions;
    const score = scoreRows(judged, decided);
    const interval = scoreInterval(judged, decided, seed);
    return { name, score, ...(interval && { interval }) };
  });
}
