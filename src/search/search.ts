import type { Stretch } from '../trial/stretch.js';
import type { Trial } from '../trial/trial.js';
import { arrivalsAsBegun, arrivalsAsTheyCome } from './arrivals.js';
import type { Budget } from './budget.js';
import { type ConfigPlan, createConfigSource, type ProposedConfig } from './config-source.js';
import { inLag } from './in-lag.js';
import { createRungGroups } from './schedulers/rung-groups.js';
import type { Scheduler } from './schedulers/scheduler.js';
import { createShownTrials, howTheyEnded, pauseAt } from './stretches.js';

/** How far decisions lag behind results where no clock decides, so that they are the same for any number of workers. */
export const DEFAULT_LAG = 8;
/** Where one does: stretches under way at most, for each worker, so that another one waits for it. */
const UNDER_WAY = 2;
const LEAST_LAG = 4;
/** Trials that a sampler sees at most: each costs time at every draw. */
const MOST_SEEN = 1000;

/** The lag of a search whose end a clock decides: no worker is idle, and decisions know what has come. */
export function lagFor(workers: number): number {
  return Math.max(LEAST_LAG, UNDER_WAY * workers);
}

/** A stretch on record, as it was numbered. */
export type Recorded = Pick<Stretch, 'number' | 'trial' | 'rung'>;

export interface SearchPlan extends ConfigPlan {
  readonly scheduler: Scheduler;
  /** Whether all but the first configurations begin on the first fold alone. @default false */
  readonly screens?: boolean | undefined;
  readonly budget: Budget;
  readonly lag: number;
  /** Whether results count in the order in which they come, not in that in which they were begun. @default false */
  readonly asTheyCome?: boolean | undefined;
  /** The stretches that earlier processes have finished, as they came: up to the last of them time does not count. @default none */
  readonly recorded?: readonly Recorded[] | undefined;
  /** Runs a stretch of a trial, wherever; when it rejects, so does the search. */
  readonly run: (stretch: Stretch) => Promise<Trial>;
  /** Called in order of arrival. */
  readonly onTrial: (trial: Trial) => void;
}

/**
 * Tries configurations until the budget ends: trial 0 is the baseline, then the first ones, then what the sampler draws;
 * the scheduler says which paused trials go on. What stretch n is depends only on the first n − lag + 1 results, or on those
 * up to the first that lets something go on. Gives how every trial ended.
 */
export async function search(plan: SearchPlan): Promise<readonly Trial[]> {
  const { recorded = [], lag } = plan;
  const lastRecorded = recorded.reduce((last, { number }) => Math.max(last, number), 0);
  const arrivals = plan.asTheyCome ? arrivalsAsTheyCome(recorded) : arrivalsAsBegun();
  const chooser = createChooser(plan);
  // Where the baseline cannot be scored, nothing can.
  const baseline: Stretch = { number: 0, trial: 0, config: plan.baseline, rung: 0 };
  const records = await inLag<Stretch, Trial>({
    first: baseline,
    lag,
    arrivals,
    isOver: (begun) => plan.budget.isOver() && begun > lastRecorded,
    choose: (number) => chooser.choose(number),
    run: (stretch) => run(plan, stretch),
    learn: (trial) => chooser.learn(trial),
  });
  return howTheyEnded(records);
}

async function run(plan: SearchPlan, stretch: Stretch): Promise<Trial> {
  const trial = await plan.run(stretch);
  plan.onTrial(trial);
  return trial;
}

/** Says what each stretch is, by what it has learned. */
interface Chooser {
  learn(trial: Trial): void;
  /** Undefined while there is nothing to do. */
  choose(number: number): Promise<Stretch | undefined>;
}

function createChooser(plan: SearchPlan): Chooser {
  const { scheduler, worth } = plan;
  const groups = createRungGroups(worth);
  const shown = createShownTrials(MOST_SEEN, worth);
  const goneOn = new Set<Trial>();
  const configs = createConfigSource(plan);
  const isGoneOn = (trial: Trial) => goneOn.has(trial);
  let trials = 0;
  return {
    learn(trial) {
      groups.add(trial);
      shown.add(trial);
    },
    async choose(number) {
      const paused = scheduler.next({ groups: groups.all(), worth, isGoneOn });
      if (paused) {
        goneOn.add(paused);
        return goesOn(plan, number, paused);
      }
      if (!plan.budget.allows(trials + 1)) return undefined;
      const proposed = await configs.next(number, shown.trials);
      return proposed && begins(plan, number, ++trials, proposed);
    },
  };
}

/** First configurations are trained to their end, those of the portfolio too but screened where that is the plan. */
function begins(
  plan: SearchPlan,
  number: number,
  trial: number,
  { config, origin }: ProposedConfig,
): Stretch {
  const pauses = plan.scheduler.pauses && origin === 'drawn';
  const pauseAfter = pauses ? pauseAt(config, plan.families, 0) : undefined;
  const onFirstFold = plan.screens && origin !== 'first';
  return { number, trial, config, rung: 0, pauseAfter, onFirstFold };
}

/** A paused trial goes on to its next rung, a screened one to the other folds. */
function goesOn(plan: SearchPlan, number: number, paused: Trial): Stretch {
  const { number: trial, config, state } = paused;
  const rung = paused.rung + 1;
  const next = { number, trial, config, rung };
  if (state === 'screened') return next;
  return { ...next, pauseAfter: pauseAt(config, plan.families, rung), onFirstFold: plan.screens };
}
