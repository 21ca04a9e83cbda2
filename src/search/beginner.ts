import type { Trial, TrialConfig } from '../trial/trial.js';
import { randomStream } from '../util/random.js';
import { configKey } from './config-key.js';
import { type Lengthened, shortened, shortenedConfig } from './pace.js';
import type { FamilySpace, SampleRequest, Sampler } from './samplers/sampler.js';

/** Draws of configurations that were tried already, after which the space counts as exhausted. */
const MOST_REPEATS = 100;

/** What is to be tried. */
export interface BeginnerPlan {
  /** The baseline that runs first and outside the budget. */
  readonly baseline: TrialConfig;
  /** Configurations to begin with, trained to their end. */
  readonly first: readonly TrialConfig[];
  readonly families: readonly FamilySpace[];
  /** Fits lengths of training to the time; called once, before the first family that has some. @default none */
  readonly pace?: (() => Promise<Lengthened>) | undefined;
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
  /** As far as they may be trained. */
  families(): readonly FamilySpace[];
}

export function createBeginner(plan: BeginnerPlan): Beginner {
  const tried = new Set<string>([configKey(plan.baseline)]);
  const queue = [...plan.first];
  let { families } = plan;
  let lengths: Lengthened | undefined;
  let draws = 0;

  const isNew = (config: TrialConfig) => {
    const key = configKey(config);
    const isKnown = tried.has(key);
    tried.add(key);
    return !isKnown;
  };
  const pace = async () => {
    if (!plan.pace || lengths) return;
    const own = await plan.pace();
    lengths = own;
    families = families.map((family) => shortened(family, own[family.family]));
  };
  const nextOfQueue = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { family } = next;
      if (families.find((own) => own.family === family)?.lengths) await pace();
      const config = shortenedConfig(next, families, lengths);
      if (isNew(config)) return config;
    }
    return undefined;
  };
  const drawn = (number: number, earlier: readonly Trial[]) => {
    const random = randomStream(plan.seed, number, 'sampler');
    const { worth, sampler } = plan;
    for (let repeat = 0; repeat < MOST_REPEATS; repeat++) {
      const config = sampler.next({ families, earlier, worth, random, draw: draws++ });
      if (isNew(config)) return config;
    }
    return undefined;
  };
  return {
    families: () => families,
    async next(number, earlier) {
      if (families.length === 0) return undefined;
      const first = await nextOfQueue();
      if (first) return { config: first, isFirst: true };
      if (families.some((family) => family.lengths)) await pace();
      const config = drawn(number, earlier);
      return config && { config, isFirst: false };
    },
  };
}
