import type { TriedConfig } from '../../trial/trial.js';
import type { SampleRequest } from './sampler.js';

/**
 * The earlier trials of the families that are searched, without those that have no score; the best first. Those that were
 * trained further come before others, whose scores tell less (as in BOHB, Falkner et al. 2018, which models the largest
 * budget).
 */
export function bestFirst<T extends TriedConfig>({
  families,
  earlier,
  worth,
}: SampleRequest<T>): readonly T[] {
  const searched = new Set(families.map(({ family }) => family));
  return earlier
    .filter(({ config }) => searched.has(config.family))
    .map((trial) => ({ trial, worth: worth(trial), stage: stage(trial) }))
    .filter((own) => Number.isFinite(own.worth))
    .sort((a, b) => b.stage - a.stage || b.worth - a.worth || a.trial.number - b.trial.number)
    .map(({ trial }) => trial);
}

/** Rungs in their order, above them what was trained to its end. */
function stage({ state, rung }: TriedConfig): number {
  return state === 'paused' ? rung : Number.MAX_SAFE_INTEGER;
}
