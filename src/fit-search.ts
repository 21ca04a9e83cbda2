import type { FitData } from './fit-data.js';
import { oriented } from './metrics/metric.js';
import type { Settings } from './options.js';
import type { RunRecord } from './run-record.js';
import type { Budget } from './search/budget.js';
import { type Lengthened, paceFamilies } from './search/pace.js';
import { SAMPLERS } from './search/samplers/samplers.js';
import { SCHEDULERS } from './search/schedulers/schedulers.js';
import { search } from './search/search.js';
import type { Executor } from './trial/job.js';
import { runTrial } from './trial/run-trial.js';
import type { Stretch } from './trial/stretch.js';
import { timeFold } from './trial/time-fold.js';
import type { Trial, TrialConfig } from './trial/trial.js';
import type { TrialStore } from './trial/trial-store.js';
import { now } from './util/clock.js';

/** All that a search needs besides the plan. */
export interface SearchCircumstances {
  readonly data: FitData;
  readonly settings: Settings;
  readonly budget: Budget;
  readonly executor: Executor;
  readonly store: TrialStore;
  readonly record: RunRecord;
  readonly startedAt: number;
  readonly onTrial: (trial: Trial) => void;
}

/** Tries configurations of all families, and says whether there was anything to try. */
export async function searchFamilies(
  around: SearchCircumstances,
): Promise<{ readonly trials: readonly Trial[]; readonly searched: boolean }> {
  const { data, settings, budget, onTrial } = around;
  const { metric } = data.judge;
  const families = familiesFor(data, settings);
  const trials = await search({
    baseline: { family: 'constant', params: {} },
    first: firstFor(data, settings),
    families,
    pace: budget.secondsLeft() === undefined ? undefined : () => paceOf(families, around),
    sampler: SAMPLERS[settings.sampler],
    scheduler: SCHEDULERS[settings.scheduler],
    budget,
    seed: settings.seed,
    lag: settings.lag,
    worth: ({ score }) => (score === null ? Number.NEGATIVE_INFINITY : oriented(metric, score)),
    onTrial,
    run: (stretch) => runRecorded(stretch, around),
  });
  return { trials, searched: families.length > 0 };
}

/**
 * Runs a stretch unless an earlier process has. What it leaves is safe before the journal tells of it, and the journal
 * before anybody else; a stretch that was cut short by the end of the budget is not on record, so that a resumed run
 * trains it to its end.
 */
async function runRecorded(stretch: Stretch, around: SearchCircumstances): Promise<Trial> {
  const { data, budget, executor, store, record, startedAt } = around;
  const known = record.replay.trials.get(stretch.number);
  if (known) {
    store.restore(stretch, known);
    return known;
  }
  const finished = await runTrial(executor, data.judge, stretch, await store.before(stretch));
  const { trial } = finished;
  await store.put(stretch, finished);
  if (budget.signal.aborted && stretch.number > 0) return trial;
  const seconds = (now() - startedAt) / 1000;
  await record.journal.append({ kind: 'trial', stretch: stretch.number, trial, seconds });
  await store.settle(stretch);
  return trial;
}

/** Timed once; a resumed run goes by what was measured then. */
async function paceOf(
  families: Settings['families'],
  { data, settings, budget, executor, record }: SearchCircumstances,
): Promise<Lengthened> {
  if (record.replay.lengths) return record.replay.lengths;
  const time = (config: TrialConfig) => timeFold(executor, config);
  const lengths = await paceFamilies(families, {
    seconds: budget.secondsLeft() ?? 0,
    folds: data.judge.folds.length,
    workers: settings.workers,
    timeFold: time,
  });
  await record.journal.append({ kind: 'lengths', lengths });
  return lengths;
}

/** Without a feature nothing but the baseline can be fitted; the scale of the target is a choice for numbers. */
function familiesFor({ context }: FitData, { families }: Settings): Settings['families'] {
  if (context.columns.length === 0) return [];
  if (context.task.kind === 'regression') return families;
  return families.map(({ defaults, space, ...family }) => {
    const { targetScale: _, ...ownSpace } = space;
    return { ...family, defaults: withoutScale(defaults), space: ownSpace };
  });
}

function firstFor({ context }: FitData, { first }: Settings): readonly TrialConfig[] {
  if (context.task.kind === 'regression') return first;
  return first.map(({ family, params }) => ({ family, params: withoutScale(params) }));
}

function withoutScale({ targetScale: _, ...params }: TrialConfig['params']): TrialConfig['params'] {
  return params;
}
