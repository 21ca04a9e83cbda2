import { dealParts } from '../metrics/deal-parts.js';
import { oriented, totalWeight } from '../metrics/metric.js';
import { smeared } from '../preprocessing/target.js';
import type { FoldResult } from './job.js';
import { type Judged, judgedAt } from './trial-judge.js';

/**
 * What 1 + y is multiplied by so that predictions of a logarithm aim at the mean (smearing; Duan 1983): the sum of labels
 * by that of out-of-fold predictions. 1 unless each half of the rows gains by the other's factor, by the metric that decides;
 * always 1 for metrics that ask for the median, as mae, and where not every fold learned a logarithm.
 */
export function fitSmearing(
  judged: Judged,
  predictions: Float64Array,
  folds: readonly FoldResult[],
): number {
  const { metric, task } = judged;
  const isLog = folds.length > 0 && folds.every(({ model }) => model.target.log);
  // Quantiles of a logarithm are those of the numbers.
  const asksForMean =
    !metric.asksForMedian && task.kind === 'regression' && task.loss !== 'absolute';
  if (!isLog || !asksForMean) return 1;
  const parts = dealParts(judged, 2);
  const halves = [0, 1].map((part) => halfOf(judged, predictions, parts, part));
  const factors = halves.map(factorOf);
  const gains = halves.every((own, part) => {
    const factor = factors[1 - part] ?? 1;
    return worthOf(own, factor) > worthOf(own, 1);
  });
  const factor = factorOf({ judged, predictions });
  return gains && Number.isFinite(factor) ? factor : 1;
}

/** The result with its predictions multiplied by another factor. */
export function withSmearing(result: FoldResult, smearing: number): FoldResult {
  const { model } = result;
  if (model.target.smearing === smearing) return result;
  return { ...result, model: { ...model, target: { ...model.target, smearing } } };
}

interface Half {
  readonly judged: Judged;
  readonly predictions: Float64Array;
}

function halfOf(judged: Judged, predictions: Float64Array, parts: Uint8Array, part: number): Half {
  const rows = Int32Array.from([...parts.keys()].filter((row) => parts[row] === part));
  const own = new Float64Array(rows.length);
  for (const [place, row] of rows.entries()) own[place] = predictions[row] ?? 0;
  return { judged: judgedAt(judged, rows), predictions: own };
}

/** Σ w (1 + y) / Σ w (1 + ŷ). */
function factorOf({ judged: { truth, weights }, predictions }: Half): number {
  const total = totalWeight(truth.length, weights);
  let [sum, predicted] = [0, 0];
  for (let row = 0; row < truth.length; row++) {
    const share = (weights?.[row] ?? 1) / total;
    sum += share * (1 + (truth[row] ?? 0));
    predicted += share * (1 + (predictions[row] ?? 0));
  }
  return sum / predicted;
}

/** By the metric, higher is better. */
function worthOf({ judged, predictions }: Half, smearing: number): number {
  const { metric, truth, task, weights } = judged;
  return oriented(metric, metric.score(truth, smeared(predictions, smearing), task, weights));
}
