import type { SampleRequest } from './sampler.js';

/** The earlier trials of the families that are searched, without those that have no score; the best first. */
export function bestFirst({ families, earlier, worth }: SampleRequest): SampleRequest['earlier'] {
  return earlier
    .filter((trial) => families.some(({ family }) => family === trial.config.family))
    .filter((trial) => Number.isFinite(worth(trial)))
    .toSorted((a, b) => worth(b) - worth(a) || a.number - b.number);
}
