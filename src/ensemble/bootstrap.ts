import { decideClasses } from '../metrics/decisions.js';
import { oriented, rangeOf } from '../metrics/metric.js';
import { effectiveRows, rowsOfGroups } from '../metrics/row-groups.js';
import { type Judged, judgedAt } from '../trial/trial-judge.js';
import { exp } from '../util/elementary/exp.js';
import { pow } from '../util/elementary/pow.js';
import { square } from '../util/elementary/square.js';
import { type Random, randomStream } from '../util/random.js';
import { answersPerRow } from '../util/task-kind.js';
import { pickRows } from './sample-rows.js';

/** Resampled predictions in all, so that large tables do not take long; and resamples at least. */
const MOST_CELLS = 1_000_000;
const LEAST_RESAMPLES = 20;
/** Predictions of a resample at most where a report asks for dozens of intervals: of more rows a part is drawn. */
const MOST_DRAWN_CELLS = 100_000;
/** Resamples of fewer rows, or groups of them, are not spread normally: percentiles are worth more predictions there. */
const LEAST_FOR_NORMAL = 30;
const MOST_CELLS_OF_FEW = 10_000_000;
/** Fewer resamples than this tell the deviation, not where the percentiles lie; many rows are spread normally. */
const LEAST_FOR_PERCENTILES = 200;

/** Fewer rows, or groups of them, tell nothing of how far a score strays. */
const LEAST_FOR_INTERVAL = 4;

/** By how much one set of predictions is better than another, and how sure that is. */
export interface Gain {
  /** In the metric, higher is better. */
  readonly gain: number;
  /** Of the gain, over resampled rows or groups of them. */
  readonly standardError: number;
}

/**
 * Compares predictions of the same rows by the paired bootstrap (Efron 1979), of metrics of classes each at its own threshold,
 * cross-fitted.
 */
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
  const [a, b] = [better, than].map((own) => decideClasses(judged, own).predictions) as [
    Float64Array,
    Float64Array,
  ];
  const gains = Array.from(resamples(judged, 60, random), ({ own, pick }) =>
    difference(own, pick(a), pick(b)),
  );
  return { gain: difference(judged, a, b), standardError: deviation(gains) };
}

/**
 * The score's 95 % interval over resampled rows, or whole groups of rows that are not independent: the percentile bootstrap,
 * of many rows 1.96 of its deviations, cut where no score lies; of very many each resample is of m of the n rows, and strays
 * √(n / m) times as far (Bickel, Götze, van Zwet 1997). It is as much wider as few groups tell less (expanded percentiles;
 * Hesterberg 2015).
 */
export function scoreInterval(
  judged: Judged,
  predictions: Float64Array,
  seed: number,
): readonly [low: number, high: number] | undefined {
  const { metric, truth, weights, groups } = judged;
  const rows = effectiveRows(truth.length, weights, groups);
  if (!(rows >= LEAST_FOR_INTERVAL)) return undefined;
  const random = randomStream(seed, 'interval');
  const drawn = drawnRows(judged);
  const mostCells = rows < LEAST_FOR_NORMAL ? MOST_CELLS_OF_FEW : MOST_CELLS;
  const scores = Array.from(resamples(judged, 400, random, drawn, mostCells), ({ own, pick }) =>
    scoreOf(own, pick(predictions)),
  )
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  const score = scoreOf(judged, predictions);
  if (!Number.isFinite(score)) return undefined;
  const deviations = deviationsFor(rows);
  if (scores.length < LEAST_FOR_PERCENTILES) {
    const reach = deviations * deviation(scores) * Math.sqrt(drawn / truth.length);
    const [least, most] = rangeOf(metric);
    return [Math.max(least, score - reach), Math.min(most, score + reach)];
  }
  const at = (share: number) => scores[Math.round(share * (scores.length - 1))] ?? Number.NaN;
  const tail = normalTail(deviations);
  return [at(tail), at(1 - tail)];
}

/** Deviations of resamples that 95 % lie within: Student's quantile (Fisher's expansion), times √(n / (n − 1)). */
function deviationsFor(rows: number): number {
  const [z, freedom] = [1.96, rows - 1];
  const first = (pow(z, 3) + z) / (4 * freedom);
  const second = (5 * pow(z, 5) + 16 * pow(z, 3) + 3 * z) / (96 * square(freedom));
  return (z + first + second) * Math.sqrt(rows / freedom);
}

/** The share of a normal distribution beyond so many deviations (Abramowitz and Stegun 1964, 26.2.17). */
function normalTail(deviations: number): number {
  const t = 1 / (1 + 0.2316419 * deviations);
  const factors = [1.330274429, -1.821255978, 1.781477937, -0.356563782, 0.31938153, 0];
  const sum = factors.reduce((total, factor) => total * t + factor, 0);
  return (exp(-square(deviations) / 2) / Math.sqrt(2 * Math.PI)) * sum;
}

function scoreOf({ metric, truth, task, weights }: Judged, predictions: Float64Array): number {
  return metric.score(truth, predictions, task, weights);
}

/** Rows of a resample; groups are all drawn, and rows for a metric of one's own, which may be a sum and stray less by fewer. */
function drawnRows({ metric, truth, groups, task }: Judged): number {
  const most = Math.ceil(MOST_DRAWN_CELLS / Math.max(1, task.classes));
  return groups || metric.isCustom ? truth.length : Math.min(truth.length, most);
}

/** Judged rows that were drawn, with a way to draw the same ones of predictions. */
interface Resample {
  readonly own: Judged;
  readonly pick: (predictions: Float64Array) => Float64Array;
}

/** Rows, or groups, drawn with replacement, again and again, one at a time: all of them would be many times the table. */
function* resamples(
  judged: Judged,
  wanted: number,
  random: Random,
  rowsDrawn = judged.truth.length,
  mostCells = MOST_CELLS,
): Generator<Resample> {
  const rows = judged.truth.length;
  const groups = judged.groups && rowsOfGroups(judged.groups);
  const cells = Math.max(1, rows * answersPerRow(judged.task));
  const affordable = Math.max(LEAST_RESAMPLES, Math.floor(mostCells / cells));
  for (let left = Math.min(wanted, affordable); left > 0; left--) {
    const drawn = groups ? drawGroups(groups, random) : drawRows(rows, rowsDrawn, random);
    yield {
      own: judgedAt(judged, drawn),
      pick: (predictions) => pickRows(predictions, drawn, rows),
    };
  }
}

function drawRows(rows: number, count: number, random: Random): Int32Array {
  const drawn = new Int32Array(count);
  for (let i = 0; i < count; i++) drawn[i] = random.integer(rows);
  return drawn;
}

function drawGroups(groups: readonly Int32Array[], random: Random): Int32Array {
  const chosen = groups.map(() => groups[random.integer(groups.length)] ?? new Int32Array());
  const drawn = new Int32Array(chosen.reduce((sum, rows) => sum + rows.length, 0));
  let place = 0;
  for (const rows of chosen) {
    drawn.set(rows, place);
    place += rows.length;
  }
  return drawn;
}

function deviation(values: readonly number[]): number {
  const finite = values.filter(Number.isFinite);
  const mean = finite.reduce((sum, value) => sum + value, 0) / finite.length;
  const squares = finite.reduce((sum, value) => sum + square(value - mean), 0);
  return Math.sqrt(squares / Math.max(1, finite.length - 1));
}
