import { canScore, firstFoldOf, type TrialJudge } from '../trial/trial-judge.js';
import type { Scheduler } from './schedulers/scheduler.js';

/** Validation rows of one fold, fewer of which cannot tell configurations apart. */
const LEAST_ROWS = 300;

/** Whether configurations are compared on the first fold alone before the best of them go on to the others. */
export function isScreened({ pauses }: Scheduler, judge: TrialJudge): boolean {
  if (!pauses || judge.folds.length < 2) return false;
  const first = firstFoldOf(judge);
  return first.rows.length >= LEAST_ROWS && canScore(first);
}
