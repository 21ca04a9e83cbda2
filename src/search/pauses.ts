import type { TrialConfig } from '../trial/trial.js';
import type { FamilySpace } from './samplers/sampler.js';

/** The epoch, or round, at which a configuration pauses after so many pauses; undefined when it is trained to its end. */
export function pauseAt(
  { family, params }: TrialConfig,
  families: readonly FamilySpace[],
  pauses: number,
): number | undefined {
  const rungs = families.find((own) => own.family === family)?.rungs;
  if (!rungs) return undefined;
  const all = Number(params[rungs.param]);
  const epochs = rungs.shares.map((share) => Math.ceil(share * all));
  return [...new Set(epochs)].filter((epoch) => epoch < all)[pauses];
}
