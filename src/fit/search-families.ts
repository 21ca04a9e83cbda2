import { setImmediate } from 'node:timers/promises';
import { looksAtPictures } from '../models/families.js';
import { openingFor } from '../options/family-options.js';
import type { Settings } from '../options/options.js';
import type { RunRecord } from '../run/run-record.js';
import { placesIn } from '../schema/places.js';
import type { Budget } from '../search/budget.js';
import { configKey } from '../search/config-key.js';
import { type Affordable, paceFamilies } from '../search/pace.js';
import { SAMPLERS } from '../search/samplers/samplers.js';
import { SCHEDULERS } from '../search/schedulers/schedulers.js';
import { isScreened } from '../search/screening.js';
import { search } from '../search/search.js';
import { isOfMachine } from '../trial/failure-reason.js';
import type { Executor } from '../trial/job.js';
import { isLost } from '../trial/lost-trial.js';
import { type FinishedTrial, runTrial, stoppedTrial } from '../trial/run-trial.js';
import { type Stretch, stretchKey } from '../trial/stretch.js';
import { timeFold } from '../trial/time-fold.js';
import type { Trial, TrialConfig } from '../trial/trial.js';
import type { TrialStore } from '../trial/trial-store.js';
import { firstFoldWorth, trialWorth } from '../trial/trial-worth.js';
import { asksForClassWeights } from '../trial/weigh-classes.js';
import { now } from '../util/clock.js';
import { AutofitError } from '../util/errors.js';
import { createLimiter, type Limiter } from '../util/limiter.js';
import { hasLogLink, isOfNumbers, toldLoss } from '../util/task-kind.js';
import { checkAsked, tellLeftOut, whyLeftOut } from './asked-of-families.js';
import type { FitData } from './lay-out-data.js';
import type { RecoveredBlobs } from './recovered-blobs.js';
import { withFeatures } from './with-features.js';

/** All that a search needs besides the plan. */
export interface SearchCircumstances {
  readonly data: FitData;
  readonly settings: Settings;
  readonly budget: Budget;
  readonly executor: Executor;
  readonly store: TrialStore;
  /** Told each stretch before it is run. @default nobody is */
  readonly know?: RecoveredBlobs['know'] | undefined;
  readonly record: RunRecord;
  readonly startedAt: number;
  readonly onTrial: (trial: Trial) => void;
  /** Out-of-fold predictions of a complete trial, before the trial itself. */
  readonly onPredictions?: (predictions: Float64Array) => void;
}

/** Tries configurations of all families, and says whether there was anything to try. */
export async function searchFamilies(
  around: SearchCircumstances,
): Promise<{ readonly trials: readonly Trial[]; readonly searched: boolean }> {
  const { data, settings, budget } = around;
  const { metric } = data.judge;
  const families = familiesFor(data, settings);
  tellLeftOut(data, settings);
  const { first, portfolio } = openingFor(settings, data.table.rows, hasTexts(data.context));
  const isSearched = ({ family }: TrialConfig) => families.some((own) => own.family === family);
  const scheduler = SCHEDULERS[settings.scheduler];
  const screens = isScreened(scheduler, data.judge);
  const inOrder = createLimiter(1);
  let hasFailed = false;
  const isCut = () => hasFailed || budget.signal.aborted;
  const trials = await search({
    baseline: { family: 'constant', params: {} },
    first: withoutIdle(data, [
      ...settings.enqueued,
      ...withPictures(first.filter(isSearched), families),
    ]),
    portfolio: withFeatures(withoutIdle(data, portfolio.filter(isSearched)), families),
    families,
    pace: settings.isTimed ? (sharing) => paceOf(families, around, sharing) : undefined,
    sampler: SAMPLERS[settings.sampler],
    scheduler,
    screens,
    budget,
    seed: settings.seed,
    lag: settings.lag,
    asTheyCome: settings.isTimed,
    recorded: around.record.replay.order,
    onLeftOut: (family) => settings.onProgress({ kind: 'note', message: leftOutNote(family) }),
    worth: (trial) => (screens ? firstFoldWorth : trialWorth)(metric, trial),
    onTrial: (trial) => {
      if (!hasFailed) around.onTrial(trial);
    },
    run: (stretch) => runRecorded(stretch, around, { inOrder, isCut }),
  }).catch((thrown: unknown) => {
    hasFailed = true;
    throw thrown;
  });
  return { trials, searched: families.length > 0 };
}

/**
 * Runs a stretch unless an earlier process has. What it leaves is safe before the journal tells of it, and the journal
 * before anybody else, in one order; a stretch that was cut short, by the end of the budget or of a search that failed elsewhere, is not
 * on record, so that a resumed run trains it to its end.
 */
async function runRecorded(
  stretch: Stretch,
  around: SearchCircumstances,
  { inOrder, isCut }: { readonly inOrder: Limiter; readonly isCut: () => boolean },
): Promise<Trial> {
  const { store, record, startedAt } = around;
  around.know?.(stretch);
  const known = record.replay.trials.get(stretchKey(stretch));
  // What was lost and trained anew may have ended otherwise, and with it what comes behind.
  if (known && configKey(known.config) === configKey(stretch.config)) {
    store.restore(known);
    return known;
  }
  const finished = await runGoingOn(stretch, around);
  const { trial, left } = finished;
  if (stretch.number === 0) checkBaseline(trial);
  if (left && trial.state === 'complete') around.onPredictions?.(left.predictions);
  await store.put(stretch, finished);
  if (isCut() && stretch.number > 0) return trial;
  const seconds = (now() - startedAt) / 1000;
  return inOrder(async () => {
    await record.journal.append({ kind: 'trial', stretch: stretch.number, trial, seconds });
    await store.settle(stretch);
    return trial;
  });
}

/** From what the stretch before it left. */
async function runGoingOn(
  stretch: Stretch,
  { data, budget, executor, store }: SearchCircumstances,
): Promise<FinishedTrial> {
  try {
    const before = await store.before(stretch);
    return await runTrial(executor, data.judge, stretch, before);
  } catch (thrown) {
    if (!isLost(thrown) || !budget.signal.aborted) throw thrown;
    return stoppedTrial(stretch);
  }
}

function leftOutNote(family: string): string {
  return `not tried any more, as memory is not enough for it: ${family}`;
}

/** Timed once; a resumed run goes by what was measured then. */
async function paceOf(
  families: Settings['families'],
  { data, budget, executor, record }: SearchCircumstances,
  sharing: number | undefined,
): Promise<Affordable> {
  if (record.replay.affordable) return record.replay.affordable;
  // Trials that were begun just before hand their jobs over in this turn of the event loop, and go first.
  await setImmediate();
  const time = (config: TrialConfig) => timeFold(executor, config);
  const affordable = await paceFamilies(families, {
    secondsLeft: () => budget.secondsLeft() ?? Number.POSITIVE_INFINITY,
    sharing,
    folds: data.judge.folds.length,
    workers: executor.workers,
    timeFold: time,
  });
  // What an abort cut short tells nothing of the time.
  if (!budget.signal.aborted) await record.journal.append({ kind: 'pace', affordable });
  return affordable;
}

/** Without the baseline there is nothing to keep: the metric cannot be computed on these rows, or no worker can. */
function checkBaseline({ state, reason }: Trial): void {
  if (state === 'complete') return;
  throw new AutofitError('NO_SCORE', `The baseline has no score: ${reason}.`, {
    hint: isOfMachine(reason)
      ? 'Give the process more of what it lacks: memory, or open files (ulimit -n).'
      : 'Choose another metric, or give more rows.',
  });
}

/**
 * Without a feature nothing but the baseline can be fitted; some families are for small tables alone, and those that look at
 * pictures for tables that have some.
 */
function familiesFor(data: FitData, { families, enqueued }: Settings): Settings['families'] {
  if (data.context.columns.length === 0) return [];
  checkAsked(families, enqueued, data.context);
  const idle = idleParams(data);
  const hasPictures = data.table.columns.some(({ kind }) => kind === 'image');
  if (!hasPictures) checkColumns(families);
  const fitting = families.filter(
    ({ family, largestTable = Number.POSITIVE_INFINITY }) =>
      data.table.rows <= largestTable &&
      (hasPictures || !looksAtPictures(family)) &&
      whyLeftOut(family, data.context) === undefined,
  );
  return fitting.map(({ defaults, space, ...family }) => ({
    ...family,
    defaults: without(defaults, idle),
    space: without(space, idle),
  }));
}

/** Throws an AutofitError where nothing but pictures would be looked at. */
function checkColumns(families: Settings['families']): void {
  const others = families.filter(({ family }) => !looksAtPictures(family));
  if (families.length === 0 || others.length > 0) return;
  const names = families.map(({ family }) => family).join(', ');
  const message = `\`models\` names ${names} alone, which looks at pictures, and the table has none.`;
  throw new AutofitError('NO_PICTURES', message, {
    hint: 'Name other families too, or tell which column has paths of pictures: `types: {"photo":"image"}`.',
  });
}

/**
 * Where there are pictures, what looks at them is by far the best of all, and goes second: while it is timed, something else
 * is trained.
 */
function withPictures(
  first: readonly TrialConfig[],
  families: Settings['families'],
): readonly TrialConfig[] {
  const looking = families.filter(({ family }) => looksAtPictures(family));
  const own = looking.map(({ family, defaults }) => ({ family, params: defaults }));
  return [...first.slice(0, 1), ...own, ...first.slice(1)];
}

function withoutIdle(data: FitData, configs: readonly TrialConfig[]): readonly TrialConfig[] {
  const idle = idleParams(data);
  return configs.map(({ family, params }) => ({ family, params: without(params, idle) }));
}

/**
 * Parameters that change nothing here: the scale of the target is for numbers, the weight of classes for some metrics, what is
 * made of places and texts for tables that have some.
 */
function idleParams({ context, judge }: FitData): readonly string[] {
  return [
    ...(isOfNumbers(context.task) && !hasLogLink(context.task) ? [] : ['targetScale']),
    ...(toldLoss(context.task) || context.task.kind === 'quantile' ? ['loss'] : []),
    // Coordinates along turned axes would follow a column both ways.
    ...(placesIn(context.columns).length > 0 && !context.monotone ? [] : ['places']),
    ...(weighsTexts(context) ? [] : ['texts']),
    // What was told is no choice.
    ...(asksForClassWeights(context.task, judge.metric) && !context.classWeights
      ? []
      : ['classWeights']),
  ];
}

function weighsTexts({ task, columns }: FitData['context']): boolean {
  return !isOfNumbers(task) && hasTexts({ columns });
}

function hasTexts({ columns }: Pick<FitData['context'], 'columns'>): boolean {
  return columns.some(({ parser }) => parser?.kind === 'text');
}

function without<T>(
  params: Readonly<Record<string, T>>,
  names: readonly string[],
): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(params).filter(([name]) => !names.includes(name)));
}
