import { familyNamed } from '../models/families.js';
import { PLACE_FEATURES } from '../preprocessing/place-features.js';
import {
  LEVEL_ENCODINGS,
  type Variant,
  variantDefaults,
} from '../preprocessing/preprocessing-options.js';
import { SCALINGS } from '../preprocessing/scalers.js';
import { SELECTIONS } from '../preprocessing/select-columns.js';
import { TARGET_SCALES } from '../preprocessing/target.js';
import { TEXT_FEATURES } from '../preprocessing/text-features.js';
import { variantSpace } from '../preprocessing/variants.js';
import type { FamilySpace } from '../search/samplers/sampler.js';
import type { Words } from '../space/search-space.js';
import { CLASS_WEIGHTS, classWeightDefaults, classWeightSpace } from '../trial/weigh-classes.js';

const variantWords: Readonly<Record<keyof Variant, readonly string[]>> = {
  scaling: SCALINGS,
  levels: LEVEL_ENCODINGS,
  selection: SELECTIONS,
  targetScale: TARGET_SCALES,
  places: PLACE_FEATURES,
  texts: TEXT_FEATURES,
};

/**
 * The family of this name with what every family has besides its own parameters: choices of how columns are prepared are for
 * those that take some. Throws an AutofitError for an unknown one.
 */
export function familySpace(name: string): FamilySpace {
  const { defaults, space, lengths, rungs, largestTable, inputs } = familyNamed(name);
  const takesColumns = inputs.numbers !== 'none' || inputs.categories !== 'none';
  const { targetScale } = variantDefaults;
  return {
    family: name,
    defaults: {
      ...(takesColumns ? variantDefaults : { targetScale }),
      ...classWeightDefaults,
      ...defaults,
    },
    space: {
      ...(takesColumns ? variantSpace : { targetScale: variantSpace.targetScale }),
      ...classWeightSpace,
      ...space,
    },
    lengths,
    rungs,
    largestTable,
  };
}

/** What each parameter of words can be in this family, searched or not. Throws an AutofitError for an unknown one. */
export function familyWords(name: string): Words {
  return { ...variantWords, classWeights: CLASS_WEIGHTS, ...familyNamed(name).words };
}
