import { decidedScore } from '../metrics/decisions.js';
import { oriented } from '../metrics/metric.js';
import type { Judged } from '../trial/trial-judge.js';

/** A weighted mean of trials, and its score on the rows that judged them. */
export interface GrownEnsemble {
  readonly score: number;
  readonly members: number;
}

/** Weights with which a trial may join. */
const WEIGHTS = [1 / 2, 1 / 5, 1 / 20];

/**
 * A mean that each trial joins where that is better, or replaces where it is better alone: at the price of four scores a trial,
 * what mixing would give by now. It decides nothing; `finishEnsemble` chooses anew.
 */
export function growEnsemble(judge: Judged): (predictions: Float64Array) => GrownEnsemble {
  let mean: Float64Array | undefined;
  let grown: GrownEnsemble = { score: Number.NaN, members: 0 };
  const offer = (predictions: Float64Array, members: number) => {
    const score = decidedScore(judge, predictions);
    const isBetter = mean === undefined || worth(score) > worth(grown.score);
    if (!Number.isFinite(score) || !isBetter) return;
    mean = predictions;
    grown = { score, members };
  };
  const worth = (score: number) => oriented(judge.metric, score);
  return (predictions) => {
    const [before, members] = [mean, grown.members + 1];
    offer(predictions, 1);
    if (!before) return grown;
    for (const weight of WEIGHTS) {
      const joined = before.map((value, i) => value + weight * ((predictions[i] ?? 0) - value));
      offer(joined, members);
    }
    return grown;
  };
}
