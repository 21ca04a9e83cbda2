import type { Trial } from '../../trial/trial.js';
import type { SampleRequest } from './sampler.js';

/**
 * The earlier trials of the families that are searched, without those that have no score; the best first. Those that were
 * trained further come before others, whose scores tell less (as in BOHB, Falkner et al. 2018, which models the largest
 * budget).
 */
export function bestFirst({ families, earlier, worth }: SampleRequest): SampleRequest['earlier'] {
  return earlier
    .filter((trial) => families.some(({ family }) => family === trial.config.family))
    .filter((trial) => Number.isFinite(worth(trial)))
    .toSorted((a, b) => stage(b) - stage(a) || worth(b) - worth(a) || a.number - b.number);
}

/** Rungs in their order, above them what was trained to its end. */
function stage({ state, rung }: Trial): number {
  return state === 'paused' ? rung : Number.MAX_SAFE_INTEGER;
}
