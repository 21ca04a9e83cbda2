import type { FamilySpace } from './sampler.js';

/** The family at a share in [0, 1): one is as likely as its space has parameters. */
export function familyAt(families: readonly FamilySpace[], share: number): FamilySpace {
  const weights = families.map(({ space }) => Object.keys(space).length);
  let left = share * weights.reduce((sum, weight) => sum + weight, 0);
  const chosen = families.find((_, i) => {
    left -= weights[i] ?? 0;
    return left < 0;
  });
  const family = chosen ?? families.at(-1);
  if (!family) throw new Error('no families to sample from');
  return family;
}
