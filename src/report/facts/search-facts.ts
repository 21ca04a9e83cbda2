import type { LeaderboardRow } from '../../leaderboard/leaderboard.js';
import { type Direction, type Metric, oriented } from '../../metrics/metric.js';
import type { Params } from '../../space/search-space.js';
import type { MachineWork } from '../../trial/job.js';
import type { TrialEvent } from '../../trial/journal.js';
import type { LearningCurve } from '../../trial/learning-curve.js';
import type { Trial } from '../../trial/trial.js';
import { type ParamImportance, paramImportance } from './param-importance.js';

/** How the search went. */
export interface SearchFacts {
  readonly metric: string;
  readonly direction: Direction;
  /** Each configuration as it ended, in the order in which they were begun. */
  readonly trials: readonly TrialFacts[];
  /** The best complete score so far, each time that it got better. */
  readonly progress: readonly ProgressPoint[];
  /** What parameters of a family tell of the score, where enough trials say so. */
  readonly params: readonly ParamImportance[];
  /** What each machine did, where there were several. */
  readonly machines?: readonly MachineWork[];
}

export interface TrialFacts {
  readonly number: number;
  readonly name: string;
  readonly family: string;
  readonly params: Params;
  readonly state: Trial['state'];
  readonly score: number | null;
  /** On the first fold, by which all can be compared. */
  readonly firstFoldScore: number | null;
  readonly folds: number;
  readonly seconds: number;
  readonly reason: string | null;
  readonly curve?: LearningCurve;
}

export interface ProgressPoint {
  /** Since the start. */
  readonly seconds: number;
  readonly score: number;
  readonly name: string;
}

/** What is known of a search beside its journal. */
export interface SearchEnd {
  readonly machines?: readonly MachineWork[] | undefined;
  readonly leaderboard?: readonly LeaderboardRow[] | undefined;
  /** How long the run took. */
  readonly seconds?: number | undefined;
}

/** From the journal's records, in their order; what the end of the time cut short is on the leaderboard alone. */
export function searchFacts(
  records: readonly Pick<TrialEvent, 'trial' | 'seconds'>[],
  metric: Pick<Metric, 'name' | 'direction'>,
  { machines = [], leaderboard = [], seconds }: SearchEnd = {},
): SearchFacts {
  const last = new Map<number, Trial>();
  for (const { trial } of records) {
    const before = last.get(trial.number);
    if (!before || trial.rung >= before.rung) last.set(trial.number, endOf(before, trial));
  }
  const trials = [...last.values()].sort((a, b) => a.number - b.number);
  return {
    metric: metric.name,
    direction: metric.direction,
    trials: trials.map(trialFacts),
    progress: progressOf(
      [...pointsOf(records), ...cutShort(records, leaderboard, seconds)],
      metric,
    ),
    params: paramImportance(trials),
    ...(machines.length > 0 && { machines }),
  };
}

/** One that failed as it went on has what it showed before, as on the leaderboard. */
function endOf(before: Trial | undefined, trial: Trial): Trial {
  if (!before || trial.score !== null) return trial;
  const { state, rung, reason } = trial;
  return { ...before, state, rung, reason };
}

function trialFacts(trial: Trial): TrialFacts {
  const { number, name, config, state, score, firstFoldScore, folds, reason, curve } = trial;
  return {
    number,
    name,
    family: config.family,
    params: config.params,
    state,
    score,
    firstFoldScore,
    folds,
    seconds: trial.fitSeconds,
    reason,
    ...(curve && { curve }),
  };
}

function pointsOf(
  records: readonly Pick<TrialEvent, 'trial' | 'seconds'>[],
): readonly ProgressPoint[] {
  return records.flatMap(({ trial: { state, score, name }, seconds }) =>
    state === 'complete' && score !== null ? [{ seconds, score, name }] : [],
  );
}

/** Trials whose scores came when the search ended, the best first; of some an earlier stretch is on record. */
function cutShort(
  records: readonly Pick<TrialEvent, 'trial' | 'seconds'>[],
  leaderboard: readonly LeaderboardRow[],
  seconds = records.at(-1)?.seconds ?? 0,
): readonly ProgressPoint[] {
  const recorded = new Set(pointsOf(records).map(({ name }) => name));
  return leaderboard.flatMap(({ name, family, state, scoreValidation: score }) =>
    state === 'complete' && score !== null && family !== 'ensemble' && !recorded.has(name)
      ? [{ seconds, score, name }]
      : [],
  );
}

function progressOf(
  points: readonly ProgressPoint[],
  metric: Pick<Metric, 'direction'>,
): readonly ProgressPoint[] {
  const better: ProgressPoint[] = [];
  for (const point of points) {
    const best = better.at(-1);
    if (best && oriented(metric, point.score) <= oriented(metric, best.score)) continue;
    better.push(point);
  }
  return better;
}
