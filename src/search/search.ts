import type { Stretch } from '../trial/stretch.js';
import type { Trial } from '../trial/trial.js';
import type { Budget } from './budget.js';
import { type ConfigPlan, createConfigSource, type ProposedConfig } from './config-source.js';
import type { Scheduler } from './schedulers/scheduler.js';
import { howTheyEnded, lastShown, pauseAt } from './stretches.js';

/** How far decisions lag behind results, so that they are the same for any number of workers. */
export const DEFAULT_LAG = 8;

export interface SearchPlan extends ConfigPlan {
  readonly scheduler: Scheduler;
  /** Whether all but the first configurations begin on the first fold alone. @default false */
  readonly screens?: boolean | undefined;
  readonly budget: Budget;
  readonly lag: number;
  /** The last of the stretches that earlier processes have finished: up to it time does not count. @default 0 */
  readonly recorded?: number | undefined;
  /** Runs a stretch of a trial, wherever; when it rejects, so does the search. */
  readonly run: (stretch: Stretch) => Promise<Trial>;
  /** Called in order of arrival. */
  readonly onTrial: (trial: Trial) => void;
}

/**
 * Tries configurations until the budget ends: trial 0 is the baseline, then the first ones, then what the sampler draws;
 * the scheduler says which paused trials go on. What stretch n is depends only on results of stretches up to n − lag, or
 * on those up to the first that lets something go on. Gives how every trial ended.
 */
export async function search(plan: SearchPlan): Promise<readonly Trial[]> {
  const running: Promise<Trial>[] = [];
  const known: Trial[] = [];
  const learn = async () => {
    const oldest = running[known.length];
    if (oldest) known.push(await oldest);
  };
  const choose = createChooser(plan);
  const issue = (stretch: Stretch) => {
    const trial = run(plan, stretch);
    // It is awaited later, in its turn.
    trial.catch(() => {});
    running.push(trial);
  };
  issue({ number: 0, trial: 0, config: plan.baseline, rung: 0 });
  // Where the baseline cannot be scored, nothing can.
  await learn();
  const isOver = () => plan.budget.isOver() && running.length > (plan.recorded ?? 0);
  while (true) {
    while (known.length <= running.length - plan.lag) await learn();
    const stretch = isOver() ? undefined : await choose(running.length, known);
    if (stretch && !isOver()) issue(stretch);
    else if (isOver() || known.length === running.length) break;
    else await learn();
  }
  return howTheyEnded(await Promise.all(running));
}

async function run(plan: SearchPlan, stretch: Stretch): Promise<Trial> {
  const trial = await plan.run(stretch);
  plan.onTrial(trial);
  return trial;
}

/** Says what each stretch is; undefined while there is nothing to do. */
function createChooser(
  plan: SearchPlan,
): (number: number, known: readonly Trial[]) => Promise<Stretch | undefined> {
  const { scheduler, worth } = plan;
  const goneOn = new Set<Trial>();
  const configs = createConfigSource(plan);
  let trials = 0;
  return async (number, known) => {
    const isGoneOn = (trial: Trial) => goneOn.has(trial);
    const paused = scheduler.next({ finished: known, worth, isGoneOn });
    if (paused) {
      goneOn.add(paused);
      return goesOn(plan, number, paused, known.indexOf(paused));
    }
    if (!plan.budget.allows(trials + 1)) return undefined;
    const proposed = await configs.next(number, lastShown(known));
    return proposed && begins(plan, number, ++trials, proposed);
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
function goesOn(plan: SearchPlan, number: number, paused: Trial, from: number): Stretch {
  const { number: trial, config, state } = paused;
  const rung = paused.rung + 1;
  const next = { number, trial, config, rung, from };
  if (state === 'screened') return next;
  return { ...next, pauseAfter: pauseAt(config, plan.families, rung), onFirstFold: plan.screens };
}
