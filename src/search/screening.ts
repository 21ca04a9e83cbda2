import type { Fold } from '../folds/folds.js';
import type { Scheduler } from './schedulers/scheduler.js';

/** Validation rows of one fold, fewer of which cannot tell configurations apart. */
const LEAST_ROWS = 300;

/** Whether configurations are compared on the first fold alone before the best of them go on to the others. */
export function isScreened({ pauses }: Scheduler, folds: readonly Fold[]): boolean {
  const [first] = folds;
  return pauses && folds.length > 1 && (first?.validation.length ?? 0) >= LEAST_ROWS;
}
