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
/** More than any training has. */
const MOST_LENGTH = 1e9;

/** How many epochs, or trees, of a family's first configuration the time allows, by the family's name. */
export type Affordable = Readonly<Record<string, number>>;

/**
 * As many epochs, or trees, as the time allows: a schedule is shortened before it starts, never in the middle. One
 * configuration of each family is timed on one fold; where even the shortest training takes too long, the clock will cut
 * it.
 */
export async function paceFamilies(
  families: readonly FamilySpace[],
  options: PaceOptions,
): Promise<Affordable> {
  const sharing = families.filter(({ lengths }) => lengths !== undefined);
  const { seconds, folds, workers } = options;
  const perFold = PLANNED * seconds * Math.min(1, workers / (sharing.length * folds));
  const perUnit = await Promise.all(
    sharing.map((family) => secondsPerUnit(family, perFold, options.timeFold)),
  );
  return Object.fromEntries(
    sharing.map(({ family }, i) => [
      family,
      Math.min(MOST_LENGTH, perFold / (perUnit[i] ?? Number.POSITIVE_INFINITY)),
    ]),
  );
}

/** Infinite when not even one epoch, or tree, was finished. */
async function secondsPerUnit(
  { family, defaults, lengths }: FamilySpace,
  secondsPerFold: number,
  timeFold: PaceOptions['timeFold'],
): Promise<number> {
  const param = lengths?.param ?? '';
  const first = await timeFold({ family, params: { ...defaults, [param]: 1 } });
  if (first === undefined) return Number.POSITIVE_INFINITY;
  if (first > CHEAP * secondsPerFold) return first;
  const several = await timeFold({ family, params: { ...defaults, [param]: SEVERAL } });
  if (several === undefined) return first;
  // What comes before the first one is in both; a hiccup in the first must not make others seem free.
  return Math.max((several - first) / (SEVERAL - 1), several / (2 * SEVERAL));
}

/** The configuration, trained no longer than the time allows: by the longest of its family's lengths that does. */
export function shortened(
  config: TrialConfig,
  families: readonly FamilySpace[],
  affordable: Affordable | undefined,
): TrialConfig {
  const own = families.find(({ family }) => family === config.family);
  const most = affordable?.[config.family];
  if (!own?.lengths || most === undefined) return config;
  const { param, options, effort = {} } = own.lengths;
  let factor = 1;
  for (const [name, power] of Object.entries(effort)) {
    factor *= (Number(config.params[name]) / Number(own.defaults[name])) ** power;
  }
  const wanted = Number(config.params[param]);
  if (wanted * factor <= most) return config;
  const fitting = options.filter((length) => length * factor <= most && length < wanted);
  const length = Math.min(wanted, fitting.at(-1) ?? options[0] ?? 1);
  return { ...config, params: { ...config.params, [param]: length } };
}
