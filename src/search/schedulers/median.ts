import { rungGroups } from './rung-groups.js';
import type { Scheduler } from './scheduler.js';

/** Trials to compare before any of them is stopped or goes on. */
const LEAST = 3;

/**
 * The median stopping rule (Golovin et al. 2017, "Google Vizier"): a trial goes on unless it is worse than half of those
 * that it can be compared with.
 */
export const medianScheduler: Scheduler = {
  name: 'median',
  pauses: true,
  next({ finished, worth, isGoneOn }) {
    for (const group of rungGroups(finished)) {
      if (group.length < LEAST) continue;
      const values = group.map(worth).sort((a, b) => a - b);
      const median = values[Math.floor((values.length - 1) / 2)] ?? Number.NEGATIVE_INFINITY;
      const next = group.find(
        (trial) => trial.state !== 'complete' && !isGoneOn(trial) && worth(trial) >= median,
      );
      if (next) return next;
    }
    return undefined;
  },
};
