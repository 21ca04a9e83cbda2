import type { TrialConfig } from '../trial/trial.js';
import type { FamilySpace } from './samplers/sampler.js';

export interface PaceOptions {
  /** Of the wall clock, for the first configurations of all families that can be shortened. */
  readonly seconds: number;
  readonly folds: number;
  readonly workers: number;
  /** Seconds that training on one fold takes; undefined when it did not end. */
  readonly timeFold: (config: TrialConfig) => Promise<number | undefined>;
}

/** The share of the time that is planned: validation, ensembling and other families want some too. */
const PLANNED = 0.8;
/** The first one also warms up: where it took less than this share of the time, several are timed too. */
const CHEAP = 0.08;
const SEVERAL = 3;

/**
 * The families with as many epochs, or trees, as the time allows: a schedule is shortened before it starts, never in the
 * middle. One of each is timed on one fold; where even the shortest training takes too long, the clock will cut it.
 */
export function pacedFamilies(
  families: readonly FamilySpace[],
  options: PaceOptions,
): Promise<readonly FamilySpace[]> {
  const sharing = families.filter(({ lengths }) => lengths !== undefined).length;
  const { seconds, folds, workers } = options;
  const perFold = PLANNED * seconds * Math.min(1, workers / (sharing * folds));
  return Promise.all(families.map((family) => pacedFamily(family, perFold, options.timeFold)));
}

async function pacedFamily(
  space: FamilySpace,
  secondsPerFold: number,
  timeFold: PaceOptions['timeFold'],
): Promise<FamilySpace> {
  const { lengths } = space;
  if (!lengths) return space;
  const perUnit = await secondsPerUnit(space, lengths.param, secondsPerFold, timeFold);
  const [shortest = 1] = lengths.options;
  const affordable = lengths.options.filter((length) => length * perUnit <= secondsPerFold);
  return shortened(space, lengths.param, affordable.at(-1) ?? shortest);
}

/** Infinite when not even one epoch, or tree, was finished. */
async function secondsPerUnit(
  { family, defaults }: FamilySpace,
  param: string,
  secondsPerFold: number,
  timeFold: PaceOptions['timeFold'],
): Promise<number> {
  const first = await timeFold({ family, params: { ...defaults, [param]: 1 } });
  if (first === undefined) return Number.POSITIVE_INFINITY;
  if (first > CHEAP * secondsPerFold) return first;
  const several = await timeFold({ family, params: { ...defaults, [param]: SEVERAL } });
  if (several === undefined) return first;
  // What comes before the first one is in both; a hiccup in the first must not make others seem free.
  return Math.max((several - first) / (SEVERAL - 1), several / (2 * SEVERAL));
}

/** No training of the family is longer than that. */
function shortened(space: FamilySpace, param: string, most: number): FamilySpace {
  const first = Math.min(most, Number(space.defaults[param]));
  const drawn = space.space[param];
  const allowed =
    drawn?.kind === 'choice' ? drawn.options.filter((option) => Number(option) <= most) : [];
  const options = allowed.length > 0 ? allowed : [first];
  return {
    ...space,
    defaults: { ...space.defaults, [param]: first },
    space: { ...space.space, [param]: { kind: 'choice', options } },
  };
}
