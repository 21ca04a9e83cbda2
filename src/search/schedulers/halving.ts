import type { GeneralScheduler } from './scheduler.js';

/** Of the trials that are compared, one in so many goes on. */
export const REDUCTION = 3;

/**
 * Asynchronous successive halving (Li et al. 2020, "A system for massively parallel hyperparameter tuning"): a trial goes
 * on once it is among the best third of those that it can be compared with.
 */
export const halvingScheduler: GeneralScheduler = {
  name: 'halving',
  pauses: true,
  next({ groups, isGoneOn }) {
    for (const group of groups) {
      const best = group.slice(0, Math.floor(group.length / REDUCTION));
      const next = best.find((trial) => trial.state !== 'complete' && !isGoneOn(trial));
      if (next) return next;
    }
    return undefined;
  },
};
