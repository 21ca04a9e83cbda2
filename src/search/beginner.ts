import type { Trial, TrialConfig } from '../trial/trial.js';
import { randomStream } from '../util/random.js';
import { configKey } from './config-key.js';
import { type Affordable, affordableShare, shortened } from './pace.js';
import type { FamilySpace, SampleRequest, Sampler } from './samplers/sampler.js';

/** Draws of configurations that were tried already, after which the space counts as exhausted. */
const MOST_REPEATS = 100;
/** The share of its epochs that makes a configuration worth its turn, while others of its family are cheaper. */
const ENOUGH = 0.5;
/** Configurations that share the time with the next one. */
const SOON = 4;

/** What is to be tried. */
export interface BeginnerPlan {
  /** The baseline that runs first and outside the budget. */
  readonly baseline: TrialConfig;
  /** Configurations to begin with, trained to their end. */
  readonly first: readonly TrialConfig[];
  readonly families: readonly FamilySpace[];
  /**
   * Fits lengths of training to the time, which so many families share; called once, before the first family that has
   * lengths. @default none
   */
  readonly pace?: ((sharing: number | undefined) => Promise<Affordable>) | undefined;
  readonly sampler: Sampler;
  readonly seed: number;
  /** How good a trial is, higher is better; −Infinity without a score. */
  readonly worth: SampleRequest['worth'];
}

/** Says which configurations are tried, none of them twice. */
export interface Beginner {
  /** The next of the first ones, or what the sampler draws; undefined when there is none that is new. */
  next(
    number: number,
    earlier: readonly Trial[],
  ): Promise<{ readonly config: TrialConfig; readonly isFirst: boolean } | undefined>;
}

export function createBeginner(plan: BeginnerPlan): Beginner {
  const { families, worth, sampler } = plan;
  const tried = new Set<string>([configKey(plan.baseline)]);
  let queue = [...plan.first];
  const waiting: TrialConfig[] = [];
  const cut = new Set<string>();
  let affordable: Affordable | undefined;
  let draws = 0;

  const isNew = (config: TrialConfig) => {
    const key = configKey(config);
    const isKnown = tried.has(key);
    tried.add(key);
    return !isKnown;
  };
  const shareOf = (config: TrialConfig) => affordableShare(config, families, affordable);
  const hasLengths = (family: string) =>
    families.some((own) => own.family === family && own.lengths);
  const fitted = async (config: TrialConfig) => {
    const next = [config, ...queue.slice(0, SOON - 1)];
    const soon = new Set(next.map(({ family }) => family).filter(hasLengths));
    if (soon.has(config.family)) affordable ??= await plan.pace?.(soon.size);
    return shortened(config, families, affordable);
  };
  /** The place of the one of the first's family that the time allows most, where it allows the first too little. */
  const placeOfNext = ([first, ...rest]: readonly TrialConfig[]) => {
    const shares = [first, ...rest].map((config) =>
      config && config.family === first?.family ? shareOf(config) : 0,
    );
    return (shares[0] ?? 1) >= ENOUGH ? 0 : shares.indexOf(Math.max(...shares));
  };
  /** One of a family may be cut to less than enough; the others wait until all else has had its turn. */
  const takeNext = (): TrialConfig | undefined => {
    if (queue.length === 0) queue.push(...waiting.splice(0));
    const place = placeOfNext(queue);
    const next = queue[place];
    if (!next) return undefined;
    const isShort = shareOf(next) < ENOUGH;
    if (isShort && cut.has(next.family) && queue.some(({ family }) => !cut.has(family))) {
      waiting.push(...queue.filter(({ family }) => family === next.family));
      queue = queue.filter(({ family }) => family !== next.family);
      return takeNext();
    }
    if (isShort) cut.add(next.family);
    queue.splice(place, 1);
    return next;
  };
  const nextOfQueue = async () => {
    while (queue.length + waiting.length > 0) {
      if (queue[0]) await fitted(queue[0]);
      const next = takeNext();
      const config = next && (await fitted(next));
      if (config && isNew(config)) return config;
    }
    return undefined;
  };
  const drawn = async (number: number, earlier: readonly Trial[]) => {
    const random = randomStream(plan.seed, number, 'sampler');
    for (let repeat = 0; repeat < MOST_REPEATS; repeat++) {
      const drawn = sampler.next({ families, earlier, worth, random, draw: draws++ });
      const config = await fitted(drawn);
      if (isNew(config)) return config;
    }
    return undefined;
  };
  return {
    async next(number, earlier) {
      if (families.length === 0) return undefined;
      const first = await nextOfQueue();
      if (first) return { config: first, isFirst: true };
      const config = await drawn(number, earlier);
      return config && { config, isFirst: false };
    },
  };
}
