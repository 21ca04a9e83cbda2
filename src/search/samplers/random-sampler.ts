import { sampleParams } from '../../space/sample-params.js';
import { familyAt } from './draw-family.js';
import type { GeneralSampler } from './sampler.js';

/** Draws a family, then its parameters (Bergstra and Bengio 2012). */
export const randomSampler: GeneralSampler = {
  name: 'random',
  next({ families, random }) {
    const { family, space } = familyAt(families, random.next());
    return { family, params: sampleParams(space, random) };
  },
};
