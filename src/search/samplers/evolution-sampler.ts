import { paramsAt, shareAt } from '../../space/unit-cube.js';
import type { TriedConfig } from '../../trial/trial.js';
import type { Random } from '../../util/random.js';
import { bestFirst } from './best-first.js';
import { randomSampler } from './random-sampler.js';
import type { GeneralSampler } from './sampler.js';

/** Trials that may be a parent, and how many there must be before the first child. */
const PARENTS = 8;
const LEAST = 4;
/** How likely a parameter changes, and how far, in shares of its range. */
const RATE = 0.4;
const STEP = 0.15;
/** How likely a configuration is drawn from the whole space instead. */
const FRESH = 0.15;

/** Small changes to one of the best configurations; better ones have more children. */
export const evolutionSampler: GeneralSampler = {
  name: 'evolution',
  next(request) {
    const { families, random } = request;
    const best = bestFirst(request);
    if (best.length < LEAST || random.next() < FRESH) return randomSampler.next(request);
    const parent = chooseParent(best.slice(0, PARENTS), random);
    const space = families.find(({ family }) => family === parent.config.family)?.space ?? {};
    const share = (name: string) => {
      const distribution = space[name];
      const value = parent.config.params[name];
      const own = distribution && value !== undefined ? shareAt(distribution, value) : undefined;
      const [fresh, changes, step] = [random.next(), random.next(), random.normal()];
      if (own === undefined) return fresh;
      if (changes >= RATE) return own;
      return distribution?.kind === 'choice' ? fresh : reflected(own + STEP * step);
    };
    return { family: parent.config.family, params: paramsAt(space, share) };
  },
};

/** The best of two drawn parents. */
function chooseParent<T extends TriedConfig>(parents: readonly T[], random: Random): T {
  const place = Math.min(random.integer(parents.length), random.integer(parents.length));
  const parent = parents[place];
  if (!parent) throw new Error('no parents to choose from');
  return parent;
}

/** Steps over an end of [0, 1) come back into it. */
function reflected(share: number): number {
  const wrapped = Math.abs(share) % 2;
  return Math.min(1 - Number.EPSILON, wrapped < 1 ? wrapped : 2 - wrapped);
}
