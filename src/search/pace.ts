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

/** The longest training of each family that has lengths, by its name. */
export type Lengthened = Readonly<Record<string, number>>;

/**
 * As many epochs, or trees, as the time allows: a schedule is shortened before it starts, never in the middle. One
 * configuration of each family is timed on one fold; where even the shortest training takes too long, the clock will cut
 * it.
 */
export async function paceFamilies(
  families: readonly FamilySpace[],
  options: PaceOptions,
): Promise<Lengthened> {
  const sharing = families.filter(({ lengths }) => lengths !== undefined);
  const { seconds, folds, workers } = options;
  const perFold = PLANNED * seconds * Math.min(1, workers / (sharing.length * folds));
  const longest = await Promise.all(
    sharing.map((family) => longestOf(family, perFold, options.timeFold)),
  );
  return Object.fromEntries(sharing.map(({ family }, i) => [family, longest[i] ?? 1]));
}

async function longestOf(
  space: FamilySpace,
  secondsPerFold: number,
  timeFold: PaceOptions['timeFold'],
): Promise<number> {
  const { param = '', options = [] } = space.lengths ?? {};
  const perUnit = await secondsPerUnit(space, param, secondsPerFold, timeFold);
  const affordable = options.filter((length) => length * perUnit <= secondsPerFold);
  return affordable.at(-1) ?? options[0] ?? 1;
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

/** The family without trainings that are longer. */
export function shortened(space: FamilySpace, most: number | undefined): FamilySpace {
  const param = space.lengths?.param;
  if (param === undefined || most === undefined) return space;
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

/** The configuration, trained no longer than its family may be. */
export function shortenedConfig(
  config: TrialConfig,
  families: readonly FamilySpace[],
  lengthened: Lengthened | undefined,
): TrialConfig {
  const param = families.find(({ family }) => family === config.family)?.lengths?.param;
  const most = lengthened?.[config.family];
  if (param === undefined || most === undefined) return config;
  return {
    ...config,
    params: { ...config.params, [param]: Math.min(most, Number(config.params[param])) },
  };
}
