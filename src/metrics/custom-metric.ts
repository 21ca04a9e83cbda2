import { AutofitError, errorMessage } from '../util/errors.js';
import { shown } from '../util/shown.js';
import type { TaskShape } from '../util/task-kind.js';
import { countsScore, countsWeights } from './custom-counts.js';
import type { Direction, Metric, RowWeights, Truth } from './metric.js';
import { predictedClass } from './predicted-class.js';

/** What a metric is told besides labels and predictions. */
export interface MetricRows {
  /** Class names by code; empty for numbers. */
  readonly classes: readonly string[];
  /** How much each row counts; undefined where all count alike. */
  readonly weights: Float64Array | undefined;
}

interface CustomNamed {
  readonly name: string;
  readonly direction: Direction;
}

/** Of numbers: a label and a prediction for each row. */
export interface NumbersMetric extends CustomNamed {
  readonly judges: 'numbers';
  score(truth: Float64Array, predictions: Float64Array, rows: MetricRows): number;
}

/** Of codes of classes, places in `classes` (−1 for one that the model does not know), and (rows, classes) probabilities. */
export interface ProbabilitiesMetric extends CustomNamed {
  readonly judges: 'probabilities';
  score(truth: Int32Array, predictions: Float64Array, rows: MetricRows): number;
}

/** Of codes of classes, and those of the classes that are chosen. */
export interface ClassesMetric extends CustomNamed {
  readonly judges: 'classes';
  score(truth: Int32Array, predictions: Int32Array, rows: MetricRows): number;
}

/** Of whatever the task has: numbers, or codes of classes and probabilities. */
export interface AnyMetric extends CustomNamed {
  readonly judges?: undefined;
  score(truth: Truth, predictions: Float64Array, rows: MetricRows): number;
}

/** A metric of one's own. Only rows that count are given, all with predictions that are numbers; arrays may be changed. */
export type CustomMetric = NumbersMetric | ProbabilitiesMetric | ClassesMetric | AnyMetric;

/** The same as a function by its name. */
export type MetricFunction = CustomMetric['score'] & Omit<CustomMetric, 'score'>;

/** Names of metrics of one's own: what fits a table's head and a file. */
const NAME = /^[\p{L}\p{N}_ .%-]{1,40}$/u;
const JUDGED = ['numbers', 'probabilities', 'classes'];

/** What was given as a metric. Throws an AutofitError for what it lacks; `isTaken` tells names of other metrics. */
export function customMetric(given: unknown, isTaken: (name: string) => boolean): CustomMetric {
  const own = typeof given === 'function' ? asObject(given) : given;
  if (typeof own !== 'object' || own === null) throw noMetric(`cannot be ${shown(given)}`);
  const { name, direction, judges, score } = own as Partial<Record<keyof CustomMetric, unknown>>;
  if (typeof name !== 'string' || !NAME.test(name)) {
    throw noMetric(`needs a \`name\` of letters, digits, "_", "." and "-", not ${shown(name)}`);
  }
  if (isTaken(name)) throw noMetric(`cannot be called "${name}": there is one of that name`);
  if (direction !== 'maximize' && direction !== 'minimize') {
    throw noMetric(`"${name}" needs a \`direction\`, not ${shown(direction)}`);
  }
  if (judges !== undefined && !JUDGED.includes(judges as string)) {
    throw noMetric(`"${name}" cannot judge ${shown(judges)}`);
  }
  if (typeof score !== 'function') throw noMetric(`"${name}" needs a function \`score\``);
  return own as CustomMetric;
}

/**
 * The metric of rows of a task, with these classes; of two classes a threshold is fitted where rows count by their weights.
 * Throws an AutofitError where it is of another task.
 */
export function metricOf(
  custom: CustomMetric,
  task: TaskShape,
  classes: readonly string[],
): Metric {
  const { kind } = task;
  const { name, direction } = custom;
  const judges = custom.judges ?? (kind === 'regression' ? 'numbers' : 'probabilities');
  if ((judges === 'numbers') !== (kind === 'regression')) {
    throw noMetric(`"${name}" judges ${judges}, which a ${kind} task has not`);
  }
  const score: Metric['score'] = (truth, predictions, own, weights) =>
    scoreOf(custom, { truth, predictions, task: own, weights, classes, judges });
  const metric: Metric = { name, direction, tasks: [kind], judges, isCustom: true, score };
  const isOfCounts = task.kind === 'binary' && judges === 'classes' && countsWeights(metric, task);
  return isOfCounts ? { ...metric, ofCounts: countsScore(metric, task) } : metric;
}

interface GivenRows {
  readonly truth: Truth;
  readonly predictions: Float64Array;
  readonly task: TaskShape;
  readonly weights: RowWeights;
  readonly classes: readonly string[];
  readonly judges: Metric['judges'];
}

/** Not a number where no row counts or one that does has no prediction, as of every metric. */
function scoreOf(custom: CustomMetric, given: GivenRows): number {
  const { truth, task, weights, classes, judges } = given;
  const rows = Int32Array.from(truth, (_, row) => row).filter((row) => weights?.[row] !== 0);
  const predictions =
    judges === 'classes'
      ? chosenOf(given, rows)
      : outputsOf(given, rows, Math.max(1, task.classes));
  if (rows.length === 0 || !predictions) return Number.NaN;
  const own = weights && Float64Array.from(rows, (row) => weights[row] ?? 1);
  const labelAt = (row: number) => truth[row] ?? Number.NaN;
  const labels =
    judges === 'numbers'
      ? Float64Array.from(rows, labelAt)
      : Int32Array.from(rows, (row) => Math.max(-1, labelAt(row)));
  const about = { classes, weights: own };
  // What it judges says which arrays these are.
  return asked(custom, () => Reflect.apply(custom.score, custom, [labels, predictions, about]));
}

function chosenOf({ predictions, task }: GivenRows, rows: Int32Array): Int32Array | undefined {
  const codes = rows.map((row) => predictedClass(predictions, row, task) ?? -1);
  return codes.includes(-1) ? undefined : codes;
}

function outputsOf(
  { predictions }: GivenRows,
  rows: Int32Array,
  width: number,
): Float64Array | undefined {
  const own = new Float64Array(rows.length * width);
  for (const [place, row] of rows.entries()) {
    for (let c = 0; c < width; c++) {
      own[place * width + c] = predictions[row * width + c] ?? Number.NaN;
    }
  }
  return own.some(Number.isNaN) ? undefined : own;
}

/** What it says. Throws an AutofitError that names it where it fails, or says no number. */
function asked({ name }: CustomMetric, ask: () => unknown): number {
  let said: unknown;
  try {
    said = ask();
  } catch (thrown) {
    throw badAnswer(`The metric "${name}" failed: ${errorMessage(thrown)}.`);
  }
  if (typeof said === 'number') return said;
  throw badAnswer(`The metric "${name}" gave ${shown(said)}, not a number.`);
}

function asObject(given: object): unknown {
  const { name, direction, judges } = given as MetricFunction;
  return { name, direction, judges, score: given };
}

function noMetric(fault: string): AutofitError {
  return new AutofitError('BAD_METRIC', `A metric of your own ${fault}.`, {
    hint: "It is { name: 'my_error', direction: 'minimize', score: (truth, predictions, { classes, weights }) => … }, with `judges: 'classes'` where it takes classes and not probabilities.",
  });
}

function badAnswer(message: string): AutofitError {
  return new AutofitError('BAD_METRIC', message, {
    hint: 'Mend its `score`: it is to give a number for all labels and predictions.',
  });
}
