import { paramsAt } from '../../space/unit-cube.js';
import { familyAt } from './draw-family.js';
import type { GeneralSampler } from './sampler.js';
import { SOBOL_DIMENSIONS, sobolPoint } from './sobol.js';

/**
 * Points of a Sobol sequence, which fills a space more evenly than chance does: the first dimension draws the family, the
 * others its parameters. The sequence starts behind its first point, the corner of all lowest values; parameters beyond
 * its dimensions are left to chance.
 */
export const sobolSampler: GeneralSampler = {
  name: 'sobol',
  next({ families, random, draw }) {
    const point = sobolPoint(draw + 1);
    const { family, space } = familyAt(families, point[0] ?? 0);
    const names = Object.keys(space);
    const share = (name: string) => {
      const dimension = names.indexOf(name) + 1;
      return dimension < SOBOL_DIMENSIONS ? (point[dimension] ?? 0) : random.next();
    };
    return { family, params: paramsAt(space, share) };
  },
};
