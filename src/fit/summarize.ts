import { existsSync } from 'node:fs';
import type { LeaderboardRow } from '../leaderboard/leaderboard.js';
import { chosenOf } from '../predictor/chosen-of.js';
import { isBaseline } from '../predictor/is-baseline.js';
import { predictorName, predictorRow } from '../predictor/predictor-row.js';
import type { PredictorState } from '../predictor/predictor-state.js';
import { stateMetric } from '../predictor/state-metric.js';
import type { RunFolder } from '../run/run-folder.js';
import { featureColumns } from '../schema/schema.js';
import { type Join, joinOf, type MoreEvent } from '../trial/journal.js';
import type { Trial } from '../trial/trial.js';
import type { TaskKind } from '../util/task-kind.js';
import { chosenByValidation } from './chosen-by-validation.js';
import { type SummarizedIntervals, summarizedIntervals } from './summarized-intervals.js';

/** Milliseconds that answering a row may take, and what it takes in batches of 1,000 rows. */
export interface AnswerSpeed {
  readonly limitMs: number;
  readonly msPerRow: number;
}

/** What a fit found, as `fit --json` prints it. */
export interface FitSummary {
  /** The run folder and the model file in it; null when nothing was written. */
  readonly run: string | null;
  readonly model: string | null;
  /** The page that says what was found; null when there is none. */
  readonly report: string | null;
  readonly task: TaskKind;
  readonly label: string;
  /** Of two classes the one that `f1`, `precision`, `recall` and `average_precision` are of. */
  readonly positive?: string;
  readonly metric: { readonly name: string; readonly direction: 'maximize' | 'minimize' };
  readonly rows: number;
  /** Rows that these were chosen of, where memory or time was not enough for all. */
  readonly chosenOf?: number;
  readonly features: number;
  readonly seed: number;
  /** Until the model was saved: a report is made behind that. */
  readonly seconds: number;
  /** Where the run was given more than it had: when, and what in all; null is no bound. */
  readonly joins?: readonly Join[];
  readonly best: {
    readonly name: string;
    readonly scoreValidation: number | null;
    /** The same with thresholds that were fitted to other rows, where a threshold was chosen. */
    readonly scoreCrossFitted?: number;
  };
  /** What was chosen by the rows that `scoreValidation` is of. */
  readonly chosen: readonly string[];
  readonly scoreTest?: number;
  /** Its 95 % interval over resampled rows. */
  readonly scoreTestInterval?: readonly [low: number, high: number];
  /** What intervals, or sets of classes, cover: out of fold, each part of the rows by the others, and of test rows. */
  readonly intervals?: SummarizedIntervals;
  /** Where the models were trained anew on all rows: the validation score is of those of the folds. */
  readonly refit?: true;
  /** Where `inferLimit` was given: milliseconds that answering a row may take, and takes. */
  readonly answers?: AnswerSpeed;
  /** Trials, the baseline not counted, and how many of them failed. */
  readonly trials: number;
  readonly failed: number;
  /** The reason of the first failure, where there is one. */
  readonly failure?: string;
  /** True when nothing but the baseline came out of the search: time was too short, or every model failed. */
  readonly baselineOnly: boolean;
  readonly leaderboard: readonly LeaderboardRow[];
}

/** How a fit went. */
export interface FitCircumstances {
  readonly run: RunFolder | undefined;
  readonly seconds: number;
  /** Whether there was anything but the baseline to try. */
  readonly searched: boolean;
  /** Each time that the run was given more than it had. */
  readonly joins: readonly MoreEvent[];
  /** @default not measured */
  readonly answers?: AnswerSpeed | undefined;
}

export function summarize(
  state: PredictorState,
  trials: readonly Trial[],
  { run, seconds, searched, joins, answers }: FitCircumstances,
): FitSummary {
  const { schema, leaderboard, rows, seed } = state;
  const { name, direction } = stateMetric(state);
  const best = predictorRow(state);
  const tried = triedIn(trials, leaderboard);
  const hasComplete = tried.some(({ state }) => state === 'complete');
  const baselineOnly = searched && isBaseline(state) && !hasComplete;
  const failed = tried.filter(({ state }) => state === 'failed');
  const failure = failed[0]?.reason;
  const chosen = chosenOf(state);
  return {
    run: run?.path ?? null,
    model: run?.model ?? null,
    report: run && existsSync(run.report) ? run.report : null,
    task: schema.task.kind,
    label: schema.label,
    ...(schema.task.positive !== null && { positive: schema.task.positive }),
    metric: { name, direction },
    rows,
    ...(chosen !== undefined && { chosenOf: chosen }),
    features: featureColumns(schema).length,
    seed,
    seconds,
    ...(joins.length > 0 && { joins: joins.map(joinOf) }),
    best: {
      name: predictorName(state),
      scoreValidation: best?.scoreValidation ?? null,
      ...(best?.scoreCrossFitted !== undefined && { scoreCrossFitted: best.scoreCrossFitted }),
    },
    chosen: chosenByValidation(state),
    ...(best?.scoreTest === undefined ? {} : { scoreTest: best.scoreTest }),
    ...(best?.intervalTest && { scoreTestInterval: best.intervalTest }),
    ...(state.uncertainty && { intervals: summarizedIntervals(state.uncertainty) }),
    ...(state.options.refit === true ? { refit: true } : {}),
    ...(answers && { answers }),
    trials: tried.length,
    failed: failed.length,
    ...(failure == null ? {} : { failure }),
    baselineOnly,
    leaderboard,
  };
}

/** Trials but the baseline, as the leaderboard tells them: what the end of the time cut short is not on record, or with an earlier stretch alone. */
function triedIn(
  trials: readonly Trial[],
  leaderboard: PredictorState['leaderboard'],
): readonly { readonly state: Trial['state']; readonly reason?: string | null }[] {
  const recorded = new Set(trials.map(({ name }) => name));
  const cut = leaderboard.filter(
    ({ name, family }) => family !== 'ensemble' && family !== 'constant' && !recorded.has(name),
  );
  const told = new Map(leaderboard.map((row) => [row.name, row]));
  const own = trials.filter(({ number }) => number > 0);
  return [...own.map((trial) => told.get(trial.name) ?? trial), ...cut];
}
