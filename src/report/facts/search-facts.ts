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

/** From the journal's records, in their order. */
export function searchFacts(
  records: readonly Pick<TrialEvent, 'trial' | 'seconds'>[],
  metric: Pick<Metric, 'name' | 'direction'>,
  machines: readonly MachineWork[] = [],
): SearchFacts {
  const last = new Map<number, Trial>();
  for (const { trial } of records) {
    const before = last.get(trial.number);
    if (!before || trial.rung >= before.rung) last.set(trial.number, trial);
  }
  const trials = [...last.values()].sort((a, b) => a.number - b.number);
  return {
    metric: metric.name,
    direction: metric.direction,
    trials: trials.map(trialFacts),
    progress: progressOf(records, metric),
    params: paramImportance(trials),
    ...(machines.length > 0 && { machines }),
  };
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

function progressOf(
  records: readonly Pick<TrialEvent, 'trial' | 'seconds'>[],
  metric: Pick<Metric, 'direction'>,
): readonly ProgressPoint[] {
  const points: ProgressPoint[] = [];
  for (const { trial, seconds } of records) {
    const { score, name } = trial;
    if (trial.state !== 'complete' || score === null) continue;
    const best = points.at(-1);
    if (best && oriented(metric, score) <= oriented(metric, best.score)) continue;
    points.push({ seconds, score, name });
  }
  return points;
}
