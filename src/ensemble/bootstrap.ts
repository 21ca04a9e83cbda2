import { oriented, truthAt } from '../metrics/metric.js';
import type { TrialJudge } from '../trial/trial-judge.js';
import { type Random, randomStream } from '../util/random.js';
import { pickRows } from './sample-rows.js';

/** The labels of some rows and how they are scored. */
export type Judged = Pick<TrialJudge, 'metric' | 'task' | 'truth' | 'weights'>;

/** Resampled predictions in all, so that large tables do not take long; and resamples at least. */
const MOST_CELLS = 1_000_000;
const LEAST_RESAMPLES = 20;
/** Fewer resamples than this tell the deviation, not where the percentiles lie; many rows are spread normally. */
const LEAST_FOR_PERCENTILES = 200;

/** By how much one set of predictions is better than another, and how sure that is. */
export interface Gain {
  /** In the metric, higher is better. */
  readonly gain: number;
  /** Of the gain, over resampled rows. */
  readonly standardError: number;
}

/** Compares predictions of the same rows by the paired bootstrap (Efron 1979). */
export function pairedGain(
  judged: Judged,
  better: Float64Array,
  than: Float64Array,
  seed: number,
): Gain {
  const { metric } = judged;
  const difference = (own: Judged, a: Float64Array, b: Float64Array) =>
    oriented(metric, scoreOf(own, a)) - oriented(metric, scoreOf(own, b));
  const random = randomStream(seed, 'bootstrap');
  const gains = resamples(judged, 60, random).map(({ own, pick }) =>
    difference(own, pick(better), pick(than)),
  );
  return { gain: difference(judged, better, than), standardError: deviation(gains) };
}

/** The score's 95 % interval over resampled rows: the percentile bootstrap, of many rows 1.96 of its deviations. */
export function scoreInterval(
  judged: Judged,
  predictions: Float64Array,
  seed: number,
): readonly [low: number, high: number] {
  const random = randomStream(seed, 'interval');
  const scores = resamples(judged, 400, random)
    .map(({ own, pick }) => scoreOf(own, pick(predictions)))
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  if (scores.length < LEAST_FOR_PERCENTILES) {
    const [score, reach] = [scoreOf(judged, predictions), 1.96 * deviation(scores)];
    return [score - reach, score + reach];
  }
  const at = (share: number) => scores[Math.round(share * (scores.length - 1))] ?? Number.NaN;
  return [at(0.025), at(0.975)];
}

function scoreOf({ metric, truth, task, weights }: Judged, predictions: Float64Array): number {
  return metric.score(truth, predictions, task, weights);
}

/** Rows drawn with replacement, again and again, with a way to draw the same ones of predictions. */
function resamples(
  { metric, task, truth, weights }: Judged,
  wanted: number,
  random: Random,
): readonly { readonly own: Judged; readonly pick: (predictions: Float64Array) => Float64Array }[] {
  const rows = truth.length;
  const cells = Math.max(1, rows * Math.max(1, task.classes));
  const affordable = Math.max(LEAST_RESAMPLES, Math.floor(MOST_CELLS / cells));
  return Array.from({ length: Math.min(wanted, affordable) }, () => {
    const drawn = Int32Array.from(truth, () => random.integer(rows));
    const ownWeights = weights && Float64Array.from(drawn, (row) => weights[row] ?? 1);
    const own = { metric, task, truth: truthAt(truth, drawn), weights: ownWeights };
    return { own, pick: (predictions) => pickRows(predictions, drawn, rows) };
  });
}

function deviation(values: readonly number[]): number {
  const finite = values.filter(Number.isFinite);
  const mean = finite.reduce((sum, value) => sum + value, 0) / finite.length;
  const squares = finite.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / Math.max(1, finite.length - 1));
}
