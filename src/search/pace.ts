import { shareAt } from '../space/unit-cube.js';
import type { TrialConfig } from '../trial/trial.js';
import { pow } from '../util/elementary/pow.js';
import type { FamilySpace } from './samplers/sampler.js';

export interface PaceOptions {
  /** Of the wall clock, that are left once families are timed. */
  readonly secondsLeft: () => number;
  /** How many of the families share them. @default all that can be shortened */
  readonly sharing?: number | undefined;
  readonly folds: number;
  readonly workers: number;
  /** Seconds that training on one fold takes; undefined when it did not end. */
  readonly timeFold: (config: TrialConfig) => Promise<number | undefined>;
}

/** The share of the time that is planned: validation, ensembling and other families want some too. */
const PLANNED = 0.8;
/** The first one also warms up: where it took less than this share of the time, and fewer seconds, several are timed too. */
const CHEAP = 0.25;
const CHEAP_SECONDS = 1;
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
  const timed = families.filter(({ lengths }) => lengths !== undefined);
  const { secondsLeft, folds, workers, sharing = timed.length } = options;
  const perFold = () =>
    PLANNED * secondsLeft() * Math.min(1, workers / (Math.max(1, sharing) * folds));
  const perUnit = await Promise.all(
    timed.map((family) => secondsPerUnit(family, perFold(), options.timeFold)),
  );
  const seconds = Math.max(0, perFold());
  return Object.fromEntries(
    timed.map(({ family }, i) => [
      family,
      Math.min(MOST_LENGTH, seconds / (perUnit[i] ?? Number.POSITIVE_INFINITY)),
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
  if (first > Math.min(CHEAP_SECONDS, CHEAP * secondsPerFold)) return first;
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
  const { param, options } = own.lengths;
  const factor = effortOf(config, own);
  const wanted = Number(config.params[param]);
  if (wanted * factor <= most) return config;
  const fitting = options.filter((length) => length * factor <= most && length < wanted);
  const length = Math.min(wanted, fitting.at(-1) ?? options[0] ?? 1);
  return { ...config, params: { ...config.params, [param]: length } };
}

/** What share of its training the time allows a configuration, at most 1. */
export function affordableShare(
  config: TrialConfig,
  families: readonly FamilySpace[],
  affordable: Affordable | undefined,
): number {
  const own = families.find(({ family }) => family === config.family);
  const most = affordable?.[config.family];
  if (!own?.lengths || most === undefined) return 1;
  const wanted = Number(config.params[own.lengths.param]);
  return Math.min(1, most / (wanted * effortOf(config, own)));
}

/** Of each family the first configuration made lighter, where it is not light already and the space has the lighter one. */
export function lightConfigs(families: readonly FamilySpace[]): readonly TrialConfig[] {
  return families.flatMap((own) => {
    const { family, defaults, space, lengths: { light = {} } = {} } = own;
    const config = { family, params: { ...defaults, ...light } };
    const isAllowed = Object.entries(light).every(([name, value]) => {
      const distribution = space[name];
      return distribution && shareAt(distribution, value) !== undefined;
    });
    return isAllowed && effortOf(config, own) < 1 ? [config] : [];
  });
}

/** How much longer its epochs, or trees, take than those of the family's first configuration. */
function effortOf({ params }: TrialConfig, { defaults, lengths }: FamilySpace): number {
  let factor = 1;
  for (const [name, power] of Object.entries(lengths?.effort ?? {})) {
    factor *= pow(Number(params[name]) / Number(defaults[name]), power);
  }
  return factor;
}
