import { decidedScore } from '../metrics/decisions.js';
import { logLoss } from '../metrics/log-loss.js';
import { smeared } from '../preprocessing/target.js';
import { answersPerRow } from '../util/task-kind.js';
import { fitSmearing, withSmearing } from './fit-smearing.js';
import type { Executor, FoldResult, JobOutcome } from './job.js';
import { type FoldCurve, learningCurve } from './learning-curve.js';
import type { Stretch } from './stretch.js';
import type { Trial } from './trial.js';
import { firstFoldOf, type TrialJudge } from './trial-judge.js';
import { trialName } from './trial-name.js';

/** A trial after a stretch, with what it leaves; nothing unless every fold has an answer and there is a score. */
export interface FinishedTrial {
  readonly trial: Trial;
  readonly left: TrialLeft | undefined;
}

/** What a stretch leaves besides its record. */
export interface TrialLeft {
  /** Out-of-fold predictions of the validation rows, in the label's units: (rows, classes) or (rows). */
  readonly predictions: Float64Array;
  readonly folds: readonly FoldResult[];
}

/**
 * Runs a stretch on its folds, and scores their out-of-fold predictions together. `before` is what the stretch before it
 * left: folds whose training has ended are not run again.
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
    const fitSeconds = earlier.fitSeconds + outcome.fitSeconds;
    return { ...outcome, fitSeconds, curve: longer(earlier.curve, outcome.curve) };
  };
  const own = stretch.onFirstFold ? firstFoldOf(judge) : judge;
  const outcomes = await Promise.all(own.folds.map((_, fold) => runFold(fold)));
  const done = outcomes.filter((outcome) => outcome.kind === 'done');
  if (done.length < outcomes.length) return unfinished(stretch, outcomes, done);
  return judged(stretch, judge, own, done);
}

/** A stretch for which there is no time any more. */
export function stoppedTrial(stretch: Stretch): FinishedTrial {
  return unfinished(stretch, [], []);
}

/** A curve, and how it goes on. */
function longer(before: FoldCurve | undefined, curve: FoldCurve | undefined) {
  return before && curve && { ...curve, scores: [...before.scores, ...curve.scores] };
}

/** Scores what all folds of a stretch have answered, of a logarithm aiming at the mean where that is seen to help. */
function judged(
  stretch: Stretch,
  whole: TrialJudge,
  own: TrialJudge,
  answers: readonly FoldResult[],
): FinishedTrial {
  const plain = answers.map((result) => withSmearing(result, 1));
  const smearing = fitSmearing(own, gatherPredictions(own, plain), plain);
  const done = plain.map((result) => withSmearing(result, smearing));
  const predictions = gatherPredictions(own, done);
  const score = decidedScore(own, predictions);
  const reason = faultOf(own, predictions, score);
  if (reason !== undefined) {
    return { trial: record(stretch, 'failed', done, null, reason), left: undefined };
  }
  const first = firstFoldOf(whole);
  const onFirst = gatherPredictions(first, done.slice(0, 1));
  const curve = done[0]?.curve && learningCurve(done[0].curve);
  const trial = {
    ...record(stretch, stateOf(whole, done), done, score, shortfall(done)),
    firstFoldScore: finite(decidedScore(first, onFirst)),
    tieLoss: tieLoss(own, predictions),
    firstFoldTieLoss: tieLoss(first, onFirst),
    ...(curve && { curve }),
  };
  return { trial, left: { predictions, folds: done } };
}

/** Metrics of classes may have a score of predictions that are no numbers. */
function faultOf(
  { metric }: TrialJudge,
  predictions: Float64Array,
  score: number,
): string | undefined {
  if (!Number.isFinite(score)) return `the ${metric.name} of its predictions is ${score}`;
  return predictions.every(Number.isFinite) ? undefined : 'some of its predictions are not numbers';
}

/** The log loss, by which equal scores of metrics of classes are told apart. */
function tieLoss({ metric, truth, task, weights }: TrialJudge, predictions: Float64Array) {
  if (metric.judges !== 'classes') return null;
  return finite(logLoss.score(truth, predictions, task, weights));
}

function finite(score: number): number | null {
  return Number.isFinite(score) ? score : null;
}

function stateOf({ folds }: TrialJudge, done: readonly FoldResult[]): Trial['state'] {
  if (done.some(({ checkpoint }) => checkpoint)) return 'paused';
  return done.length < folds.length ? 'screened' : 'complete';
}

/** What is to be told of models that still got better when their training ended. */
function shortfall(done: readonly FoldResult[]): string | null {
  const short = done.filter(({ converged, checkpoint }) => converged === false && !checkpoint);
  if (short.length === 0) return null;
  return `${short.length} of ${done.length} folds still got better when training ended`;
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
  const mean = (of: (result: FoldResult) => number) =>
    done.reduce((sum, result) => sum + of(result), 0) / Math.max(1, done.length);
  return {
    kind: 'trial',
    number,
    name: trialName(config, number),
    config,
    rung,
    state,
    score,
    folds: done.length,
    firstFoldScore: null,
    tieLoss: null,
    firstFoldTieLoss: null,
    reason,
    fitSeconds: mean((result) => result.fitSeconds) * done.length,
    msPer1000Rows: mean((result) => result.msPer1000Rows) * done.length,
    parameters: Math.round(mean((result) => result.parameters)),
    length: middleLength(done),
  };
}

/**
 * One that a fold had, the upper of two middle ones: between those of two folds may be an epoch at which a rate in waves stands
 * high, and a number of neighbours that none has chosen.
 */
function middleLength(done: readonly FoldResult[]): number {
  const lengths = done.map(({ length }) => length).sort((a, b) => a - b);
  return lengths[Math.floor(lengths.length / 2)] ?? 0;
}

/** Puts each fold's predictions, smeared as its target says, at the places of its rows among all validated rows. */
export function gatherPredictions(judge: TrialJudge, done: readonly FoldResult[]): Float64Array {
  const width = answersPerRow(judge.task);
  const placeOf = new Map([...judge.rows].map((row, place) => [row, place]));
  const all = new Float64Array(judge.rows.length * width);
  for (const [fold, { model, predictions: plain }] of done.entries()) {
    const { log, smearing } = model.target;
    const predictions = log ? smeared(plain, smearing) : plain;
    const rows = judge.folds[fold]?.validation ?? new Int32Array();
    for (const [i, row] of rows.entries()) {
      const place = (placeOf.get(row) ?? 0) * width;
      all.set(predictions.subarray(i * width, (i + 1) * width), place);
    }
  }
  return all;
}
