import type { GeneralScheduler } from './scheduler.js';

/** Trials to compare before any of them is stopped or goes on. */
const LEAST = 3;

/**
 * The median stopping rule (Golovin et al. 2017, "Google Vizier"): a trial goes on unless it is worse than half of those
 * that it can be compared with.
 */
export const medianScheduler: GeneralScheduler = {
  name: 'median',
  pauses: true,
  next({ groups, worth, isGoneOn }) {
    for (const group of groups) {
      if (group.length < LEAST) continue;
      const median = group[Math.ceil((group.length - 1) / 2)];
      const next = group.find(
        (trial) =>
          median && trial.state !== 'complete' && !isGoneOn(trial) && worth(trial) >= worth(median),
      );
      if (next) return next;
    }
    return undefined;
  },
};
