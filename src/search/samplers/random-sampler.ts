import { sampleParams } from '../../space/sample-params.js';
import type { Sampler } from './sampler.js';

/** Draws a family, then its parameters (Bergstra and Bengio 2012); a family is as likely as its space has parameters. */
export const randomSampler: Sampler = {
  name: 'random',
  next(families, _earlier, random) {
    const weights = families.map(({ space }) => Object.keys(space).length);
    let share = random.next() * weights.reduce((sum, weight) => sum + weight, 0);
    const chosen = families.find((_, i) => {
      share -= weights[i] ?? 0;
      return share < 0;
    });
    const family = chosen ?? families.at(-1);
    if (!family) throw new Error('no families to sample from');
    return { family: family.family, params: sampleParams(family.space, random) };
  },
};
