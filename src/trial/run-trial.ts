import type { Metric } from '../metrics/metric.js';
import type { Table } from '../table/table.js';
import type { TaskShape } from '../util/task-kind.js';
import { type Fold, validatedRows } from './folds.js';
import type { Executor, FoldResult, JobOutcome } from './job.js';
import type { Stretch } from './stretch.js';
import type { Trial } from './trial.js';

/** What a trial is judged by: the folds and the labels of the rows that they validate. */
export interface TrialJudge {
  readonly folds: readonly Fold[];
  readonly task: TaskShape;
  readonly metric: Metric;
  /** Rows with an out-of-fold prediction, ascending, and their labels. */
  readonly rows: Int32Array;
  readonly truth: Float64Array;
  readonly weights: Float64Array | undefined;
}

/** A trial after a stretch, with what it leaves; nothing unless every fold has an answer and there is a score. */
export interface FinishedTrial {
  readonly trial: Trial;
  readonly left: TrialLeft | undefined;
}

/** What a stretch leaves besides its record. */
export interface TrialLeft {
  /** Out-of-fold predictions of the validation rows, in the label's units: (rows, classes) or (rows). */
  readonly predictions: Float32Array;
  readonly folds: readonly FoldResult[];
}

export function createJudge(
  folds: readonly Fold[],
  task: TaskShape,
  metric: Metric,
  { target, weights }: Pick<Table, 'target' | 'weights'>,
): TrialJudge {
  const rows = validatedRows(folds);
  const truth = Float64Array.from(rows, (row) => target?.[row] ?? Number.NaN);
  const own = weights && Float64Array.from(rows, (row) => weights[row] ?? 1);
  return { folds, task, metric, rows, truth, weights: own };
}

/**
 * Runs every fold of a configuration up to the stretch's end, and scores their out-of-fold predictions together. `before`
 * is what the stretch before it left: folds whose training has ended are not run again.
 */
export async function runTrial(
  executor: Executor,
  judge: TrialJudge,
  stretch: Stretch,
  before: readonly FoldResult[] = [],
): Promise<FinishedTrial> {
  const { config, trial, pauseAfter } = stretch;
  const runFold = async (fold: number): Promise<JobOutcome> => {
    const earlier = before[fold];
    if (earlier && !earlier.checkpoint) return earlier;
    const from = earlier?.checkpoint;
    const outcome = await executor.run({ kind: 'trial', trial, fold, config, pauseAfter, from });
    if (!earlier || outcome.kind !== 'done') return outcome;
    return { ...outcome, fitSeconds: earlier.fitSeconds + outcome.fitSeconds };
  };
  const outcomes = await Promise.all(judge.folds.map((_, fold) => runFold(fold)));
  const done = outcomes.filter((outcome) => outcome.kind === 'done');
  if (done.length < outcomes.length) return unfinished(stretch, outcomes, done);
  const predictions = gatherPredictions(judge, done);
  const score = judge.metric.score(judge.truth, predictions, judge.task, judge.weights);
  if (!Number.isFinite(score)) {
    const reason = `the ${judge.metric.name} of its predictions is ${score}`;
    return { trial: record(stretch, 'failed', done, null, reason), left: undefined };
  }
  const state = done.some(({ checkpoint }) => checkpoint) ? 'paused' : 'complete';
  const left = { predictions, folds: done };
  return { trial: record(stretch, state, done, score, null), left };
}

function unfinished(
  stretch: Stretch,
  outcomes: readonly JobOutcome[],
  done: readonly FoldResult[],
): FinishedTrial {
  const failure = outcomes.find((outcome) => outcome.kind === 'failed');
  const trial = failure
    ? record(stretch, 'failed', done, null, failure.reason)
    : record(stretch, 'stopped', done, null, 'stopped before every fold was done');
  return { trial, left: undefined };
}

function record(
  { trial: number, config, rung }: Stretch,
  state: Trial['state'],
  done: readonly FoldResult[],
  score: number | null,
  reason: string | null,
): Trial {
  const name = config.family === 'constant' ? 'constant' : `${config.family}-${number}`;
  const mean = (of: (result: FoldResult) => number) =>
    done.reduce((sum, result) => sum + of(result), 0) / Math.max(1, done.length);
  return {
    kind: 'trial',
    number,
    name,
    config,
    rung,
    state,
    score,
    reason,
    fitSeconds: mean((result) => result.fitSeconds) * done.length,
    predictMs: mean((result) => result.predictMs) * done.length,
    parameters: Math.round(mean((result) => result.parameters)),
    epochs: Math.round(mean((result) => result.epochs)),
  };
}

/** Puts each fold's predictions at the places of its rows among all validated rows. */
export function gatherPredictions(judge: TrialJudge, done: readonly FoldResult[]): Float32Array {
  const width = Math.max(1, judge.task.classes);
  const placeOf = new Map([...judge.rows].map((row, place) => [row, place]));
  const all = new Float32Array(judge.rows.length * width);
  for (const [fold, { predictions }] of done.entries()) {
    const rows = judge.folds[fold]?.validation ?? new Int32Array();
    for (const [i, row] of rows.entries()) {
      const place = (placeOf.get(row) ?? 0) * width;
      all.set(predictions.subarray(i * width, (i + 1) * width), place);
    }
  }
  return all;
}
