import type { Trial, TrialConfig } from '../trial/trial.js';
import { randomStream } from '../util/random.js';
import type { Budget } from './budget.js';
import type { FamilySpace, Sampler } from './samplers/sampler.js';

/** How far decisions lag behind results, so that they are the same for any number of workers. */
export const DEFAULT_LAG = 8;

export interface SearchPlan {
  /** The baseline that runs first and outside the budget. */
  readonly baseline: TrialConfig;
  readonly families: readonly FamilySpace[];
  /** Fits schedules to the time; called once, before the first family with one. @default they stay as they are */
  readonly pace?:
    | ((families: readonly FamilySpace[]) => Promise<readonly FamilySpace[]>)
    | undefined;
  readonly sampler: Sampler;
  readonly budget: Budget;
  readonly seed: number;
  readonly lag: number;
  /** Runs a trial, wherever; must not reject. */
  readonly runTrial: (number: number, config: TrialConfig) => Promise<Trial>;
  /** Called in order of arrival. */
  readonly onTrial: (trial: Trial) => void;
}

/**
 * Tries configurations until the budget ends: trial 0 is the baseline, then every family's defaults, then
 * what the sampler draws. What trial n is depends only on results of trials up to n − lag.
 */
export async function search(plan: SearchPlan): Promise<readonly Trial[]> {
  const running: Promise<Trial>[] = [];
  const issue = (number: number, config: TrialConfig) => {
    const trial = plan.runTrial(number, config).then((finished) => {
      plan.onTrial(finished);
      return finished;
    });
    running.push(trial);
  };
  issue(0, plan.baseline);
  const known: Trial[] = [];
  let { families } = plan;
  const firstPaced = families.findIndex(({ lengths }) => lengths !== undefined);
  for (let number = 1; families.length > 0; number++) {
    while (known.length <= number - plan.lag) {
      const oldest = running[known.length];
      if (oldest) known.push(await oldest);
    }
    if (plan.pace && number === firstPaced + 1) families = await plan.pace(families);
    if (!plan.budget.allows(number)) break;
    issue(number, nextConfig({ ...plan, families }, number, known));
  }
  return Promise.all(running);
}

function nextConfig(plan: SearchPlan, number: number, known: readonly Trial[]): TrialConfig {
  const first = plan.families[number - 1];
  if (first) return { family: first.family, params: first.defaults };
  return plan.sampler.next(plan.families, known, randomStream(plan.seed, number, 'sampler'));
}
