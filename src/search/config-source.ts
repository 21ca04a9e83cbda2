import type { Trial, TrialConfig } from '../trial/trial.js';
import { randomStream } from '../util/random.js';
import { configKey } from './config-key.js';
import { createLeftOut } from './left-out.js';
import { type Affordable, affordableShare, lightConfigs, shortened } from './pace.js';
import { createQueue } from './queue.js';
import type { FamilySpace, SampleRequest, Sampler } from './samplers/sampler.js';

/** Draws of configurations that were tried already, after which the space counts as exhausted. */
const MOST_REPEATS = 100;
/** Configurations that share the time with the next one. */
const SOON = 4;

/** What is to be tried. */
export interface ConfigPlan {
  /** The baseline that runs first and outside the budget. */
  readonly baseline: TrialConfig;
  /** Configurations to begin with. */
  readonly first: readonly TrialConfig[];
  /** Those that come next, as they did well on other tables. @default none */
  readonly portfolio?: readonly TrialConfig[] | undefined;
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
  /** Told each family that is tried no more, as memory is not enough for it. @default nobody is */
  readonly onLeftOut?: ((family: string) => void) | undefined;
}

/** A configuration that gets its turn. */
export interface ProposedConfig {
  readonly config: TrialConfig;
  readonly origin: 'first' | 'portfolio' | 'drawn';
}

/** Says which configurations are tried, none of them twice. */
export interface ConfigSource {
  /**
   * The next of the first ones, of the portfolio or of the light ones, or what the sampler draws; undefined when there is
   * none that is new.
   */
  next(number: number, earlier: readonly Trial[]): Promise<ProposedConfig | undefined>;
}

export function createConfigSource(plan: ConfigPlan): ConfigSource {
  const { families, worth, sampler, first, portfolio = [] } = plan;
  const tried = new Set<string>([configKey(plan.baseline)]);
  const shareOf = (config: TrialConfig) => affordableShare(config, families, affordable);
  // Last, but the queue takes them in place of a first one that the time would cut.
  const light = plan.pace ? lightConfigs(families) : [];
  const queue = createQueue([...first, ...portfolio, ...light], shareOf);
  const leftOut = createLeftOut(plan.onLeftOut);
  let affordable: Affordable | undefined;
  let draws = 0;

  const isNew = (config: TrialConfig) => {
    const { size } = tried;
    return tried.add(configKey(config)).size > size;
  };
  const hasLengths = (family: string) =>
    families.some((own) => own.family === family && own.lengths);
  /** Times the families before the first configuration that can be shortened. */
  const pace = async (next: TrialConfig | undefined) => {
    if (!next || !hasLengths(next.family)) return;
    const soon = [next, ...queue.soon(SOON)].map(({ family }) => family);
    affordable ??= await plan.pace?.(new Set(soon.filter(hasLengths)).size);
  };
  const nextOfQueue = async (): Promise<ProposedConfig | undefined> => {
    while (queue.length > 0) {
      await pace(queue.soon(1)[0]);
      const next = queue.take();
      const config = next && shortened(next, families, affordable);
      if (!config || !isNew(config)) continue;
      if (first.includes(next)) return { config, origin: 'first' };
      if (!leftOut.has(config.family)) return { config, origin: 'portfolio' };
    }
    return undefined;
  };
  const drawn = async (
    number: number,
    earlier: readonly Trial[],
  ): Promise<ProposedConfig | undefined> => {
    const random = randomStream(plan.seed, number, 'sampler');
    const open = families.filter(({ family }) => !leftOut.has(family));
    if (open.length === 0) return undefined;
    for (let repeat = 0; repeat < MOST_REPEATS; repeat++) {
      const own = sampler.next({ families: open, earlier, worth, random, draw: draws++ });
      await pace(own);
      const config = shortened(own, families, affordable);
      if (isNew(config)) return { config, origin: 'drawn' };
    }
    return undefined;
  };
  return {
    async next(number, earlier) {
      if (families.length === 0) return undefined;
      leftOut.learn(earlier);
      return (await nextOfQueue()) ?? (await drawn(number, earlier));
    },
  };
}
