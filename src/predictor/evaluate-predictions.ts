import { cost } from '../metrics/cost.js';
import type { Metric, Truth } from '../metrics/metric.js';
import { allMetricsOf, metricNamed, metricsOf } from '../metrics/metrics.js';
import { classReader } from '../schema/class-key.js';
import { checkPlainOptions } from '../util/check-arguments.js';
import type { AutofitError } from '../util/errors.js';
import { meanOne } from '../util/mean-one.js';
import { shown } from '../util/shown.js';
import type { TaskShape } from '../util/task-kind.js';
import { ALL } from './asked-metrics.js';
import type { Scores } from './evaluate-table.js';
import { answersIn, chancesIn, checkChances, type GivenPredictions } from './given-predictions.js';
import { type GivenLabel, type GivenTask, refused, type ToldTask, toldTask } from './given-task.js';

/** How predictions are scored. */
export interface EvaluatePredictionsOptions extends GivenTask {
  /** `all` for every one of the task. @default the common ones of the task; of classes without their chances those that judge classes */
  readonly metrics?: readonly string[] | undefined;
  /** How much each row counts. @default all alike */
  readonly weights?: ArrayLike<number> | undefined;
}

/**
 * Scores of predictions, without a model: numbers, classes, or the chances of classes. A label of a class that is not among them counts
 * as predicted wrongly, as in `evaluate`. Throws an AutofitError for what does not belong together.
 */
export function evaluatePredictions(
  truth: ArrayLike<GivenLabel>,
  predictions: GivenPredictions,
  options: EvaluatePredictionsOptions = {},
): Scores {
  checkLists({ truth, predictions });
  checkGiven(options);
  checkTruth(truth);
  const rows = truth.length;
  const chances = chancesIn(predictions, options.classes?.map(String));
  const labels = chances ? [] : answersOf(predictions as ArrayLike<GivenLabel>);
  const task = toldTask(options, chances?.classes, [...Array.from(truth), ...labels]);
  const count = chances ? chances.values.length / chances.classes.length : labels.length;
  if (count !== rows || rows === 0) throw otherRows(rows, count);
  if (chances) checkChances(chances);
  else if (options.threshold !== undefined) throw noChances('`threshold` decides by');
  const { shape } = task;
  const weights = meanOne(options.weights && checkedWeights(options.weights, rows));
  const values = chances?.values ?? answersIn(labels, task);
  const known = truthIn(truth, task);
  const scores = metricsFor(shape, chances !== undefined, options.metrics).map(
    (metric): [string, number] => [metric.name, metric.score(known, values, shape, weights)],
  );
  const positive = shape.kind === 'binary' ? task.classes[shape.positive] : undefined;
  return {
    rows,
    metrics: Object.fromEntries(scores),
    ...(positive !== undefined && { positive }),
    weighted: weights !== undefined,
  };
}

/** Callers without types may give anything. */
function checkGiven(options: EvaluatePredictionsOptions): void {
  checkPlainOptions(
    options,
    { task: ['string'], positive: ['string', 'number', 'boolean'], threshold: ['number'] },
    ['classes', 'metrics', 'weights'],
  );
  const { classes, metrics, weights, task } = options;
  const lists = Object.entries({ classes, metrics, weights });
  checkLists(Object.fromEntries(lists.filter(([, list]) => list !== undefined)));
  if (task !== undefined && !['binary', 'multiclass', 'regression'].includes(task))
    throw refused(
      `There is no \`task\` "${task}".`,
      'The tasks are binary, multiclass and regression.',
    );
}

function checkLists(given: Readonly<Record<string, unknown>>): void {
  for (const [name, list] of Object.entries(given)) {
    const isObject = typeof list === 'object' && list !== null;
    if (isObject && ('length' in list || (name === 'predictions' && 'values' in list))) continue;
    throw refused(`\`${name}\` is a list, not ${shown(list)}.`, 'Give it as one.');
  }
}

/** Throws an AutofitError for what is no label. */
function checkTruth(truth: ArrayLike<unknown>): void {
  const isLabel = (label: unknown) => isGiven(label) && label !== '' && !isNoNumber(label);
  const labels = Array.from(truth);
  const bad = labels.findIndex((label) => !isLabel(label));
  if (bad < 0) return;
  throw refused(
    `The label of row ${bad + 1} is ${shown(labels[bad])}.`,
    'Leave rows without a label out.',
  );
}

/** Predictions that are one thing a row. Throws an AutofitError for what is none. */
function answersOf(predictions: ArrayLike<GivenLabel>): GivenLabel[] {
  const answers = Array.from(predictions);
  const bad = answers.findIndex((answer) => !isGiven(answer));
  if (bad < 0) return answers;
  throw refused(
    `Row ${bad + 1} is predicted as ${shown(answers[bad])}.`,
    'Give a number or a class for each row: NaN or an empty text where there is none.',
  );
}

function isGiven(value: unknown): boolean {
  return ['number', 'string', 'boolean'].includes(typeof value);
}

function isNoNumber(value: unknown): boolean {
  return typeof value === 'number' && !Number.isFinite(value);
}

/** Metrics that are named, or all that can be told of these predictions. */
function metricsFor(
  { kind }: TaskShape,
  hasChances: boolean,
  names: readonly string[] | undefined,
): readonly Metric[] {
  // Of those that judge classes only the ones of the k most probable classes rank them.
  const needsChances = ({ judges, sureFrom }: Metric) =>
    kind !== 'regression' && (judges !== 'classes' || sureFrom !== undefined);
  if (names?.length === 0)
    throw refused('The list of metrics is empty.', 'Leave it out for all that fit.');
  const told = (metrics: readonly Metric[]) =>
    metrics.filter((metric) => hasChances || !needsChances(metric));
  if (!names) return told(metricsOf(kind));
  const chosen = names.flatMap((name) =>
    name === ALL ? told(allMetricsOf(kind)) : metricNamed(name, kind),
  );
  if (chosen.includes(cost))
    throw refused('`cost` judges by costs, and none are told here.', 'Leave it out.');
  const other = chosen.find((metric) => !hasChances && needsChances(metric));
  if (other) throw noChances(`The metric "${other.name}" judges`);
  return chosen;
}

function truthIn(truth: ArrayLike<GivenLabel>, { shape, classes }: ToldTask): Truth {
  if (shape.kind === 'regression') return Float64Array.from(truth as ArrayLike<number>);
  const codeOf = classReader(classes);
  return Int32Array.from({ length: truth.length }, (_, row) => codeOf(String(truth[row])));
}

function checkedWeights(given: ArrayLike<number>, rows: number): Float64Array {
  const weights = Float64Array.from(given, (weight) =>
    typeof weight === 'number' ? weight : Number.NaN,
  );
  const areWeights = weights.every((weight) => Number.isFinite(weight) && weight >= 0);
  if (weights.length === rows && areWeights && weights.some((weight) => weight > 0)) return weights;
  throw refused(
    `\`weights\` are ${rows} numbers of at least 0, not all 0.`,
    `Give one a row; there are ${weights.length}.`,
  );
}

function noChances(what: string): AutofitError {
  return refused(
    `${what} the chances of classes, and these predictions are classes.`,
    'Give what `predictProba` or `predictMatrix` says.',
  );
}

function otherRows(rows: number, predicted: number): AutofitError {
  return refused(
    `There are ${rows} labels and ${predicted} predictions.`,
    'Give one prediction for each label, in the same order.',
  );
}
