import type { Metric } from '../metrics/metric.js';
import type { Table } from '../table/table.js';
import type { TaskShape } from '../util/task-kind.js';
import { type Fold, validatedRows } from './folds.js';
import type { Executor, FoldResult, JobOutcome } from './job.js';
import type { Trial, TrialConfig, TrialOutputs } from './trial.js';

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

/** A trial with what it leaves; outputs only when it is complete. */
export interface FinishedTrial {
  readonly trial: Trial;
  readonly outputs: TrialOutputs | undefined;
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

/** Runs every fold of a configuration and scores their out-of-fold predictions together. */
export async function runTrial(
  executor: Executor,
  judge: TrialJudge,
  number: number,
  config: TrialConfig,
): Promise<FinishedTrial> {
  const outcomes = await Promise.all(
    judge.folds.map((_, fold) => executor.run({ kind: 'trial', trial: number, fold, config })),
  );
  const done = outcomes.filter((outcome) => outcome.kind === 'done');
  if (done.length < outcomes.length) return unfinished(number, config, outcomes, done);
  const predictions = gatherPredictions(judge, done);
  const score = judge.metric.score(judge.truth, predictions, judge.task, judge.weights);
  if (!Number.isFinite(score)) {
    const reason = `the ${judge.metric.name} of its predictions is ${score}`;
    return { trial: record(number, config, 'failed', done, null, reason), outputs: undefined };
  }
  const outputs = { predictions, folds: done.map(({ model }) => model) };
  return { trial: record(number, config, 'complete', done, score, null), outputs };
}

function unfinished(
  number: number,
  config: TrialConfig,
  outcomes: readonly JobOutcome[],
  done: readonly FoldResult[],
): FinishedTrial {
  const failure = outcomes.find((outcome) => outcome.kind === 'failed');
  const trial = failure
    ? record(number, config, 'failed', done, null, failure.reason)
    : record(number, config, 'stopped', done, null, 'stopped before every fold was done');
  return { trial, outputs: undefined };
}

function record(
  number: number,
  config: TrialConfig,
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
function gatherPredictions(judge: TrialJudge, done: readonly FoldResult[]): Float32Array {
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
