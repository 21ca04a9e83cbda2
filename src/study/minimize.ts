import { setImmediate } from 'node:timers/promises';
import { arrivalsAsBegun, arrivalsAsTheyCome } from '../search/arrivals.js';
import { type Budget, startBudget } from '../search/budget.js';
import { inLag } from '../search/in-lag.js';
import type { StretchOf } from '../trial/stretch.js';
import { now } from '../util/clock.js';
import { AutofitError } from '../util/errors.js';
import { greatestOf } from '../util/extremes.js';
import { createLimiter } from '../util/limiter.js';
import type { BegunTrial, StudyRecord } from './course.js';
import { checkObjective, createRunner } from './create-runner.js';
import { type FlatSpace, flatSpace } from './flat-space.js';
import { readStudy } from './study-journal.js';
import { checkSearchOptions, type SearchOptions } from './study-options.js';
import { bestOf, type StudyResult } from './study-result.js';
import { openSession, type StudySession } from './study-session.js';
import { searchPace, studySettings } from './study-settings.js';
import type { ParamsOf, StudySpace } from './study-space.js';
import type { FinishedTrial, Objective, ObjectiveModule } from './study-trial.js';
import type { TrialRunner } from './trial-runner.js';

/**
 * The parameters of least value. The objective is a function, or the path of a module whose `default` export is one, which then
 * runs in worker threads. Throws an AutofitError for what cannot be searched, and where no trial has a value.
 */
export function minimize<const S extends StudySpace>(
  space: S,
  objective: Objective<ParamsOf<S>> | ObjectiveModule,
  options: SearchOptions<ParamsOf<S>>,
): Promise<StudyResult<ParamsOf<S>>> {
  return optimize(space, objective, options, 'minimize');
}

/** The parameters of greatest value, as `minimize`. */
export function maximize<const S extends StudySpace>(
  space: S,
  objective: Objective<ParamsOf<S>> | ObjectiveModule,
  options: SearchOptions<ParamsOf<S>>,
): Promise<StudyResult<ParamsOf<S>>> {
  return optimize(space, objective, options, 'maximize');
}

async function optimize<S extends StudySpace>(
  space: S,
  objective: Objective<ParamsOf<S>> | ObjectiveModule,
  options: SearchOptions<ParamsOf<S>>,
  direction: 'minimize' | 'maximize',
): Promise<StudyResult<ParamsOf<S>>> {
  type P = ParamsOf<S>;
  checkSearchOptions(options);
  checkObjective(objective);
  const { journal, workers = 1, trials, onTrial } = options;
  const flat = flatSpace(space);
  const written = journal === undefined ? undefined : readStudy(journal);
  const before = written?.begun.settings;
  const { timeLimit, ...pace } = searchPace(options, before);
  const settings = { ...studySettings({ ...options, direction }, flat, before), ...pace };
  const session = openSession({ flat, settings, journal, written });
  const startedAt = now() - 1000 * session.seconds();
  const budget = startBudget({ trials, timeLimit, reserve: 0 }, startedAt, options.signal);
  const runner = createRunner(objective as Objective | ObjectiveModule, { workers, budget });
  try {
    const ended = await runTrials({ ...pace, session, flat, budget, runner, workers }, (record) =>
      onTrial?.(session.toUser(record)),
    );
    const finished = ended.map((record) => session.toUser<P>(record));
    const best = bestOf(finished, settings, flat);
    if (!best) throw noValue(finished);
    return { ...best, trials: finished };
  } finally {
    budget.close();
    await runner.close();
    await session.close();
  }
}

interface Circumstances {
  readonly session: StudySession;
  readonly flat: FlatSpace;
  readonly budget: Budget;
  readonly runner: TrialRunner;
  readonly workers: number;
  readonly lag: number;
  readonly asTheyCome: boolean;
}

interface TrialJob extends StretchOf {
  /** What is to be run; undefined for what is on record. */
  readonly begun: BegunTrial | undefined;
}

/** What a job gave; undefined where the end of the search cut it short. */
interface Ended {
  readonly number: number;
  readonly record: StudyRecord | undefined;
}

async function runTrials(
  around: Circumstances,
  onRecord: (record: StudyRecord) => void,
): Promise<readonly StudyRecord[]> {
  const { session, flat, budget, runner, lag, asTheyCome } = around;
  const { course, recorded } = session;
  const limited = createLimiter(around.workers);
  const inOrder = createLimiter(1);
  const lastRecorded = Math.max(-1, greatestOf(recorded.keys()));
  const stretches = [...recorded.keys()].map((trial) => ({ trial, rung: 0 }));
  const run = async ({ trial: number, begun }: TrialJob): Promise<Ended> => {
    const known = recorded.get(number);
    if (known || !begun) return { number, record: known };
    const outcome = await limited(async () => {
      // Timers and signals are heard between objectives that wait for nothing.
      await setImmediate();
      if (budget.isOver()) return undefined;
      return runner.run(number, flat.toUser(begun.params), begun.rule);
    });
    if (!outcome) return { number, record: undefined };
    const record = { number, params: begun.params, draws: begun.draws, ...outcome };
    return inOrder(async () => {
      await session.keep(record);
      onRecord(record);
      return { number, record };
    });
  };
  const ended = await inLag<TrialJob, Ended>({
    lag,
    arrivals: asTheyCome ? arrivalsAsTheyCome<Ended>(stretches) : arrivalsAsBegun<Ended>(),
    isOver: (begun) => budget.isOver() && begun > lastRecorded,
    async choose(number) {
      const known = recorded.get(number);
      if (known) course.recall(known);
      const isAllowed = budget.allows(number + 1) || number <= lastRecorded;
      const begun = known || !isAllowed ? undefined : course.begin(number);
      return known || begun ? { trial: number, rung: 0, begun } : undefined;
    },
    run,
    learn: ({ number, record }) => (record ? course.learn(record) : course.forget(number)),
  });
  return ended.flatMap(({ record }) => record ?? []);
}

function noValue(trials: readonly FinishedTrial<unknown>[]): AutofitError {
  const reason = trials.find((trial) => trial.reason !== null)?.reason;
  const why = reason === undefined ? 'none came to its end' : `the first that failed: ${reason}`;
  return new AutofitError('NO_VALUE', `No trial has a value; ${why}.`, {
    hint: 'Try the objective alone with some parameters of the space, or give more time.',
  });
}
