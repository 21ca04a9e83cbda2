import { AutofitError } from '../util/errors.js';
import type { BinaryTask, TaskShape } from '../util/task-kind.js';
import type { Metric } from './metric.js';

/** Rows, and how much they weigh, by which is tried whether weights count: labels and answers of classes, and of numbers. */
const WEIGHTS = [3, 1, 2, 4];
const CODES = [0, 0, 1, 1];
const GUESSES = [0, 1, 0, 1];
const LABELS = [1, 2, 3, 5];
const NUMBERS = [2, 2, 5, 1];

/** What a metric of classes says of a binary task by its counts: its score of five rows which weigh so much. */
export function countsScore(metric: Metric, task: BinaryTask): NonNullable<Metric['ofCounts']> {
  const yes = task.positive;
  const no = 1 - yes;
  return (counts) => {
    const { trueNegative, falsePositive, falseNegative, truePositive, unknownPositive } = counts;
    const weights = [trueNegative, falsePositive, falseNegative, truePositive, unknownPositive];
    return scoreOf(metric, task, [no, no, yes, yes, -1], [no, yes, no, yes, yes], weights);
  };
}

/** Whether a row of weight 3 counts as three rows; not where the metric takes no such small sample. */
export function countsWeights(metric: Metric, task: TaskShape): boolean {
  const isNumber = task.kind === 'regression';
  const [truth, guesses] = isNumber ? [LABELS, NUMBERS] : [CODES, GUESSES];
  const repeated = (values: readonly number[]) =>
    values.flatMap((value, row) => new Array<number>(WEIGHTS[row] ?? 1).fill(value));
  try {
    const weighted = scoreOf(metric, task, truth, guesses, WEIGHTS);
    const written = scoreOf(metric, task, repeated(truth), repeated(guesses));
    return Math.abs(weighted - written) <= 1e-9 * Math.max(1, Math.abs(written));
  } catch (thrown) {
    if (thrown instanceof AutofitError) return false;
    throw thrown;
  }
}

function scoreOf(
  metric: Metric,
  task: TaskShape,
  truth: readonly number[],
  guesses: readonly number[],
  weights?: readonly number[],
): number {
  const { kind, classes } = task;
  const labels = kind === 'regression' ? Float64Array.from(truth) : Int32Array.from(truth);
  const predictions =
    kind === 'regression'
      ? Float64Array.from(guesses)
      : Float64Array.from(guesses.flatMap((code) => oneHot(code, classes)));
  return metric.score(labels, predictions, task, weights && Float64Array.from(weights));
}

function oneHot(code: number, classes: number): number[] {
  return Array.from({ length: classes }, (_, c) => (c === code ? 1 : 0));
}
