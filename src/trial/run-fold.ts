import type { Fold } from '../folds/folds.js';
import type { DesignMatrix } from '../matrix/design-matrix.js';
import type { ModelInputs } from '../matrix/model-inputs.js';
import { type Metric, type Truth, truthAt } from '../metrics/metric.js';
import { metricNamed } from '../metrics/metrics.js';
import { familyNamed } from '../models/families.js';
import type { Directions, ServedModel, TrainContext } from '../models/model-family.js';
import { passingRoom } from '../models/passing-room.js';
import { keptModel } from '../models/saved-model.js';
import { createPictureFits } from '../preprocessing/picture-fits.js';
import type { PreprocessingOptions } from '../preprocessing/preprocessing-options.js';
import {
  type FitContext,
  type FittedPreprocessor,
  fitPreprocessor,
  transformTable,
} from '../preprocessing/preprocessor.js';
import { type FittedTarget, fitTarget, restoreTarget } from '../preprocessing/target.js';
import { createTextIndexes } from '../preprocessing/text-index.js';
import { preparationKey, withVariant } from '../preprocessing/variants.js';
import type { ColumnSchema } from '../schema/schema.js';
import type { Table } from '../table/table.js';
import { now } from '../util/clock.js';
import { meanOne } from '../util/mean-one.js';
import { randomStream } from '../util/random.js';
import { Stopped } from '../util/stopped.js';
import type { TaskShape } from '../util/task-kind.js';
import type { FoldResult, Job, JobOutcome, RefitJob, TrialJob } from './job.js';
import { designBytes } from './memory-plan.js';
import { type StoppingScore, stoppingScore } from './stopping-score.js';
import { type ClassWeights, withClassWeights } from './weigh-classes.js';

/** All that a worker needs to run any fold of any trial; plain data on shared memory. */
export interface TrialContext {
  readonly kind: 'trial-context';
  readonly table: Table;
  readonly columns: readonly ColumnSchema[];
  readonly task: TaskShape;
  readonly folds: readonly Fold[];
  readonly preprocessing: PreprocessingOptions;
  readonly metric: string;
  /** Columns as which answers must not fall, or rise. @default none */
  readonly monotone?: Directions | undefined;
  readonly seed: number;
  /** How much rows of each class count in training. @default as a trial's own choice has it */
  readonly classWeights?: ClassWeights | undefined;
  /** What networks are trained on, in every worker. */
  readonly kernels: TrainContext['kernels'];
  /** Bytes of prepared folds that each worker may keep between trials. @default no bound */
  readonly keptBytes?: number | undefined;
}

/** In place of a fold's number. */
export const ALL_ROWS = -1;

/** A fold made ready for the families that take the same inputs. */
interface PreparedFold {
  readonly preprocessor: FittedPreprocessor;
  readonly x: DesignMatrix;
  readonly xValidation: DesignMatrix;
  readonly target: FittedTarget;
  readonly y: Float32Array;
  readonly truth: Truth;
  /** Of the rows to fit on, with a mean of 1, and of those to judge by. */
  readonly weights: Float64Array | undefined;
  readonly truthWeights: Float64Array | undefined;
}

/** Preparations that a worker keeps at most, however small they are. */
const KEPT_PREPARATIONS = 12;

/** Rows that predicting is timed on, where there are fewer to judge by in so many passes at most. */
const TIMED_ROWS = 1000;
const MOST_PASSES = 10;

/** Runs folds one at a time and keeps what preprocessing made, by fold and inputs. */
export function createFoldRunner(
  context: TrialContext,
  isStopped: () => boolean,
): (job: Job) => JobOutcome {
  const prepared = new Map<string, PreparedFold>();
  const textIndexOf = createTextIndexes(context.preprocessing.text);
  const pictureFits = createPictureFits(context.seed, context.kernels);
  const metric = metricNamed(context.metric, context.task.kind);
  return (job) => {
    if (isStopped() && job.config.family !== 'constant') return { kind: 'stopped' };
    const family = familyNamed(job.config.family);
    const options = withVariant(context.preprocessing, job.config.params);
    const number = job.kind === 'trial' ? job.fold : ALL_ROWS;
    const key = preparationKey(number, family.inputs, options);
    // The baseline is always finished.
    const shouldStop = job.config.family === 'constant' ? () => false : isStopped;
    try {
      const known = prepared.get(key);
      const pictureFitOf = pictureFits(number, shouldStop);
      const shared = { textIndexOf, pictureFitOf, kernels: context.kernels, shouldStop };
      const fold = known ?? prepareFold(context, number, family.inputs, options, shared);
      keep(prepared, key, fold, context.keptBytes);
      return job.kind === 'trial'
        ? runFold(job, fold, context, metric, shouldStop)
        : refit(job, fold, context, metric, shouldStop);
    } catch (thrown) {
      if (thrown instanceof Stopped) return { kind: 'stopped' };
      throw thrown;
    }
  };
}

/** Puts a preparation last and drops those that were not used for longest. */
function keep(
  prepared: Map<string, PreparedFold>,
  key: string,
  fold: PreparedFold,
  mostBytes = Number.POSITIVE_INFINITY,
): void {
  prepared.delete(key);
  prepared.set(key, fold);
  for (const oldest of prepared.keys()) {
    const sizes = [...prepared.values()].map(
      ({ x, xValidation }) => designBytes(x) + designBytes(xValidation),
    );
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    if (prepared.size <= KEPT_PREPARATIONS && bytes <= mostBytes) return;
    prepared.delete(oldest);
  }
}

/** Fits everything on the fold's training rows that count and nothing else. */
function prepareFold(
  context: TrialContext,
  number: number,
  inputs: ModelInputs,
  options: PreprocessingOptions,
  shared: Omit<FitContext, 'task' | 'y' | 'weights' | 'random'>,
): PreparedFold {
  const { table, columns, task, seed } = context;
  const fold = number === ALL_ROWS ? allRows(table) : context.folds[number];
  const labels = table.target;
  if (!fold || !labels) throw new Error(`no fold ${number} of a table with labels`);
  const weightsOf = (rows: Int32Array) =>
    table.weights && Float64Array.from(rows, (row) => table.weights?.[row] ?? 1);
  const train = countingRows(table, fold.train);
  const y = Float64Array.from(train, (row) => labels[row] ?? Number.NaN);
  const random = randomStream(seed, number, 'preprocessing');
  const weights = meanOne(weightsOf(train));
  const known = { task, y, weights, random, ...shared };
  const { fitted, x } = fitPreprocessor(options, inputs, columns, table, train, known);
  const target = fitTarget(task, y, options.targetScale, weights);
  return {
    preprocessor: fitted,
    x,
    xValidation: transformTable(fitted, table, fold.validation, shared),
    target: target.fitted,
    y: target.transformed,
    truth: truthAt(labels, fold.validation),
    weights,
    truthWeights: weightsOf(fold.validation),
  };
}

/** A row of weight 0 is as good as absent: no bin, median or level is made of it. */
function countingRows({ weights }: Table, rows: Int32Array): Int32Array {
  return weights ? rows.filter((row) => (weights[row] ?? 1) > 0) : rows;
}

/** All rows whose class is known: those of a validation file may have others. */
function allRows({ rows, target }: Table): Fold {
  const isClass = target instanceof Int32Array;
  const train = Int32Array.from({ length: rows }, (_, row) => row).filter(
    (row) => !isClass || (target[row] as number) >= 0,
  );
  return { train, validation: train.slice(0, 1) };
}

/**
 * Trains on all rows for as long as the folds did: up to their length, where training can pause, as a schedule that is
 * shorter is another one. A score that only rises stands for validation, so that whatever a family chooses by it is the last
 * and longest.
 */
function refit(
  { trial, config, length }: RefitJob,
  fold: PreparedFold,
  context: TrialContext,
  metric: Metric,
  shouldStop: () => boolean,
): JobOutcome {
  const { counted, rungs } = familyNamed(config.family);
  const pauses = counted !== undefined && counted === rungs?.param;
  const planned = pauses ? Math.max(length, Number(config.params[counted])) : length;
  const params = counted ? { ...config.params, [counted]: planned } : config.params;
  const pauseAfter = pauses ? length : undefined;
  let rising = 0;
  const own = { ...config, params };
  const job = { kind: 'trial', trial, fold: ALL_ROWS, config: own, pauseAfter } as const;
  const result = runFold(job, fold, context, metric, shouldStop, () => ++rising);
  // What was cut short is no model of all rows.
  return shouldStop() ? { kind: 'stopped' } : { ...result, checkpoint: undefined };
}

function runFold(
  job: TrialJob,
  fold: PreparedFold,
  { task, seed, kernels, classWeights, monotone }: TrialContext,
  metric: Metric,
  shouldStop: () => boolean,
  scored?: () => number,
): FoldResult {
  const family = familyNamed(job.config.family);
  const judge = scoreOf(job, fold, { task, classWeights }, metric);
  const scores: number[] = [];
  const score = (outputs: Float64Array) => {
    const own = judge.score(outputs);
    scores.push(own);
    return own;
  };
  const start = now();
  const { x, y } = fold;
  const weights = withClassWeights(job.config.params, task, y, fold.weights, classWeights);
  const model = family.train({ x, y, weights }, job.config.params, {
    task,
    metric: metric.name,
    ...(monotone && { monotone }),
    kernels,
    random: randomStream(seed, job.trial, job.fold, 'train'),
    validation: { x: fold.xValidation, score: scored ?? score },
    shouldStop,
    pauseAfter: job.pauseAfter,
    from: job.from,
  });
  const trained = now();
  const predict =
    family.serve?.(model, task, passingRoom(kernels)) ??
    ((x: DesignMatrix) => family.predict(model, x, task, kernels));
  const { outputs, msPer1000Rows } = timed(predict, fold.xValidation);
  const { preprocessor, target } = fold;
  return {
    kind: 'done',
    predictions: restoreTarget(target, outputs),
    model: { fold: job.fold, model: keptModel(family, model), preprocessor, target },
    length: model.length,
    parameters: model.parameters,
    fitSeconds: (trained - start) / 1000,
    msPer1000Rows,
    converged: model.converged,
    checkpoint: model.checkpoint,
    ...(family.rungs && { curve: { metric: judge.metric.name, scores } }),
  };
}

/** What a model gives that is set up, and how long it takes: few rows are predicted again, as the first time lays values out. */
function timed(
  predict: ServedModel,
  x: DesignMatrix,
): { readonly outputs: Float64Array; readonly msPer1000Rows: number } {
  const rows = Math.max(1, x.rows);
  const passes = rows < TIMED_ROWS ? Math.min(MOST_PASSES, Math.ceil(TIMED_ROWS / rows)) : 0;
  const start = now();
  const outputs = predict(x);
  const again = now();
  for (let pass = 0; pass < passes; pass++) predict(x);
  const ms = passes > 0 ? (now() - again) / passes : again - start;
  return { outputs, msPer1000Rows: (ms * 1000) / rows };
}

/** Classes that count alike in training do so in the loss that stops it. */
function scoreOf(
  { config }: TrialJob,
  { truth, truthWeights, target }: PreparedFold,
  { task, classWeights }: Pick<TrialContext, 'task' | 'classWeights'>,
  metric: Metric,
): StoppingScore {
  const isWeighed = metric.judges === 'classes' || classWeights !== undefined;
  const weights = isWeighed
    ? withClassWeights(config.params, task, truth, truthWeights, classWeights)
    : truthWeights;
  const by = stoppingScore({ metric, task, truth, weights });
  return { ...by, score: (outputs) => by.score(restoreTarget(target, outputs)) };
}
