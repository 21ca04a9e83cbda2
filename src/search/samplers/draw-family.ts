import type { FamilySpace } from './sampler.js';

/** The family at a share in [0, 1): one is as likely as its space has parameters. */
export function familyAt(families: readonly FamilySpace[], share: number): FamilySpace {
  return weightedFamily(families, families.map(parameterCount), share);
}

/** The family at a share in [0, 1) of the sum of all weights. */
export function weightedFamily(
  families: readonly FamilySpace[],
  weights: readonly number[],
  share: number,
): FamilySpace {
  let left = share * weights.reduce((sum, weight) => sum + weight, 0);
  const chosen = families.find((_, i) => {
    left -= weights[i] ?? 0;
    return left < 0;
  });
  const family = chosen ?? families.at(-1);
  if (!family) throw new Error('no families to sample from');
  return family;
}

export function parameterCount({ space }: FamilySpace): number {
  return Object.keys(space).length;
}
