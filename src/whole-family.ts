import { familyNamed } from './models/families.js';
import { variantDefaults } from './preprocessing/preprocessing-options.js';
import { variantSpace } from './preprocessing/variants.js';
import type { FamilySpace } from './search/samplers/sampler.js';
import { classWeightDefaults, classWeightSpace } from './trial/class-weights.js';

/** The family of this name with what every family has besides its own parameters. Throws an AutofitError for an unknown one. */
export function wholeFamily(name: string): FamilySpace {
  const { defaults, space, lengths, rungs } = familyNamed(name);
  return {
    family: name,
    defaults: { ...variantDefaults, ...classWeightDefaults, ...defaults },
    space: { ...variantSpace, ...classWeightSpace, ...space },
    lengths,
    rungs,
  };
}
