import { rungGroups } from './rung-groups.js';
import type { Scheduler } from './scheduler.js';

/** Of the trials that are compared, one in so many goes on. */
const REDUCTION = 3;

/**
 * Asynchronous successive halving (Li et al. 2020, "A system for massively parallel hyperparameter tuning"): a trial goes
 * on once it is among the best third of those that it can be compared with.
 */
export const halvingScheduler: Scheduler = {
  name: 'halving',
  pauses: true,
  next({ finished, worth, isGoneOn }) {
    for (const group of rungGroups(finished)) {
      const best = group
        .toSorted((a, b) => worth(b) - worth(a) || a.number - b.number)
        .slice(0, Math.floor(group.length / REDUCTION));
      const next = best.find((trial) => trial.state !== 'complete' && !isGoneOn(trial));
      if (next) return next;
    }
    return undefined;
  },
};
