import { type Metric, oriented, type Truth } from '../../src/metrics/metric.js';
import { metricNamed } from '../../src/metrics/metrics.js';
import type { TaskShape } from '../../src/util/task-kind.js';
import type { SeenAnswers, SeenConfigs } from './seen-configs.js';

/** Added to the seconds of every configuration: it has to be prepared, judged and kept. */
const OVERHEAD = 0.3;
/** Added besides when they are weighed: the best by the second alone is rarely the best start for many seconds. */
const PATIENCE = 4;
/** What it has to lower the error by, on average; and what one data set says of that at most, up or down. */
const LEAST_GAIN = 0.00005;
const MOST_GAIN = 0.5;
/** Weights with which a model may join the mean of those before it; alone it begins one. */
const WEIGHTS = [1, 1 / 2, 1 / 5, 1 / 10, 1 / 20];

/** A data set for choosing an order: what a configuration takes, and what a mean of models is worth. */
export interface JudgedSet {
  readonly set: string;
  /** Of each configuration; undefined for one that failed. */
  readonly seconds: readonly (number | undefined)[];
  /** One half of the rows weighs the models, the other judges the mean; and the other way round. */
  readonly halves: readonly JudgedHalf[];
}

export interface JudgedHalf {
  readonly metric: Metric;
  readonly task: TaskShape;
  readonly weighs: JudgedRows;
  readonly judges: JudgedRows;
}

/** Rows with the predictions of each configuration for them. */
interface JudgedRows {
  readonly truth: Truth;
  readonly predictions: readonly (Float64Array | undefined)[];
}

/** A mean of models: its predictions for both halves, and its error on the half that judges. */
export interface Mean {
  readonly weighed: Float64Array;
  readonly judged: Float64Array;
  readonly error: number;
}

export function judgedSet(seen: SeenConfigs): JudgedSet {
  const labels = (truth: readonly number[]) =>
    seen.task.kind === 'regression' ? Float64Array.from(truth) : Int32Array.from(truth);
  const rowsOf = (truth: readonly number[], of: 'predictions' | 'fresh'): JudgedRows => ({
    truth: labels(truth),
    predictions: seen.answers.map((own: SeenAnswers | null) =>
      own ? Float64Array.from(own[of]) : undefined,
    ),
  });
  const first = rowsOf(seen.truth, 'predictions');
  const second = rowsOf(seen.freshTruth, 'fresh');
  const shared = { metric: metricNamed(seen.metric), task: seen.task };
  return {
    set: seen.set,
    seconds: seen.answers.map((own) => own?.seconds),
    halves: [
      { ...shared, weighs: first, judges: second },
      { ...shared, weighs: second, judges: first },
    ],
  };
}

/** The plain answer: the mean, or the shares of the classes, of the rows that weigh. */
export function plainMean({ metric, task, weighs, judges }: JudgedHalf): Mean {
  const truth = Array.from(weighs.truth);
  const width = Math.max(1, task.classes);
  const answer = new Float64Array(width);
  if (task.kind === 'regression') answer[0] = truth.reduce((a, b) => a + b, 0) / truth.length;
  else for (const code of [...truth, ...answer.keys()]) answer[code] = (answer[code] ?? 0) + 1;
  const repeated = (rows: number) =>
    Float64Array.from({ length: rows * width }, (_, i) => answer[i % width] ?? 0);
  const judged = repeated(judges.truth.length);
  const error = metric.score(judges.truth, judged, task);
  return { weighed: repeated(weighs.truth.length), judged, error };
}

/** The mean that a configuration joins with the weight that is best on the rows that weigh, or the mean as it was. */
export function joined(half: JudgedHalf, mean: Mean, place: number): Mean {
  const { metric, task, weighs, judges } = half;
  const [own, other] = [weighs.predictions[place], judges.predictions[place]];
  if (!own || !other) return mean;
  const worth = (predictions: Float64Array) =>
    oriented(metric, metric.score(weighs.truth, predictions, task));
  let best = { worth: worth(mean.weighed), weight: 0, weighed: mean.weighed };
  for (const weight of WEIGHTS) {
    const weighed = mixed(mean.weighed, own, weight);
    const value = worth(weighed);
    if (value > best.worth) best = { worth: value, weight, weighed };
  }
  if (best.weight === 0) return mean;
  const judged = mixed(mean.judged, other, best.weight);
  return { weighed: best.weighed, judged, error: metric.score(judges.truth, judged, task) };
}

function mixed(mean: Float64Array, own: Float64Array, weight: number): Float64Array {
  return mean.map((value, i) => value + weight * ((own[i] ?? 0) - value));
}

/**
 * The order in which configurations are worth their time: again and again the one that lowers the mean's error most for its
 * seconds, over the data sets, by its logarithm. Ends when none lowers it enough.
 */
export function portfolioOrder(sets: readonly JudgedSet[], configs: number): readonly number[] {
  const order: number[] = [];
  const state = sets.flatMap(({ seconds, halves }) =>
    halves.map((half) => ({ half, seconds, mean: plainMean(half) })),
  );
  for (;;) {
    const offers = Array.from({ length: configs }, (_, place) => {
      if (order.includes(place)) return { place, gain: 0, worth: 0, means: [] };
      const means = state.map(({ half, mean }) => joined(half, mean, place));
      let [gain, seconds] = [0, 0];
      for (const [i, own] of state.entries()) {
        const change = Math.log(own.mean.error / (means[i]?.error ?? Number.NaN));
        gain += Math.max(-MOST_GAIN, Math.min(MOST_GAIN, change)) / state.length;
        seconds += (own.seconds[place] ?? 0) / state.length;
      }
      return { place, gain, worth: gain / (seconds + PATIENCE), means };
    });
    const able = offers.filter(({ gain }) => gain > LEAST_GAIN);
    if (able.length === 0) return order;
    const best = able.reduce((a, b) => (b.worth > a.worth ? b : a));
    order.push(best.place);
    for (const [i, own] of state.entries()) own.mean = best.means[i] ?? own.mean;
  }
}

/** The logarithm of the error after each of so many seconds when configurations come in this order, those that end in time. */
export function errorsInTime(
  { seconds, halves }: JudgedSet,
  order: readonly number[],
  times: readonly number[],
): readonly number[] {
  return times.map((time) => {
    let spent = 0;
    const done = order.filter((place) => {
      spent += (seconds[place] ?? 0) + OVERHEAD;
      return spent <= time;
    });
    const errors = halves.map((half) => {
      const mean = done.reduce((own, place) => joined(half, own, place), plainMean(half));
      return Math.log(mean.error);
    });
    return errors.reduce((a, b) => a + b, 0) / errors.length;
  });
}
