import { AutofitError } from '../util/errors.js';
import { nearestName } from '../util/nearest-name.js';
import { boostedTrees, symmetricTrees } from './boosted-trees.js';
import { constant } from './constant.js';
import { convnet } from './convnet.js';
import { elasticNetFamily } from './elastic-net.js';
import { extraTrees, randomForest } from './forests.js';
import { gaussianProcess } from './gaussian-process.js';
import { linear } from './linear.js';
import { mlp } from './mlp.js';
import type { ModelFamily } from './model-family.js';
import { neighbours } from './neighbours.js';
import { realmlp } from './realmlp.js';
import { tabm } from './tabm.js';

const FAMILIES: readonly ModelFamily[] = [
  constant,
  linear,
  mlp,
  realmlp,
  tabm,
  boostedTrees,
  symmetricTrees,
  randomForest,
  extraTrees,
  neighbours,
  gaussianProcess,
  elasticNetFamily,
  convnet,
];

/** The names of all families; the first is the baseline. */
export const familyNames: readonly string[] = FAMILIES.map(({ name }) => name);

/** Whether a family looks at pixels of pictures, and so at no table without any. */
export function looksAtPictures(name: string): boolean {
  return familyNamed(name).inputs.images === 'pixels';
}

/** The family of this name. Throws an AutofitError that lists those that exist. */
export function familyNamed(name: string): ModelFamily {
  const family = FAMILIES.find((candidate) => candidate.name === name);
  if (family) return family;
  const nearest = nearestName(name, familyNames);
  throw new AutofitError('NO_FAMILY', `There is no model family "${name}".`, {
    hint: `${nearest ? `Did you mean "${nearest}"? ` : ''}The families are: ${familyNames.join(', ')}.`,
  });
}
