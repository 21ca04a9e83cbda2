import type { KernelsChoice } from '../engine/kernels/create-kernels.js';
import { type EnsembleOptions, ensembleDefaults } from '../ensemble/select-ensemble.js';
import { type FoldRules, SMALL_TABLE } from '../folds/plan-folds.js';
import { cost } from '../metrics/cost.js';
import type { Costs } from '../metrics/costs.js';
import type { CustomMetric } from '../metrics/custom-metric.js';
import { checkedMetric } from '../metrics/custom-metrics.js';
import { decidingMetric } from '../metrics/metrics.js';
import { kernelsNameFor } from '../models/network-model.js';
import { type FeatureBound, featureBoundDefaults } from '../preprocessing/bound-features.js';
import {
  type PreprocessingOptions,
  preprocessingDefaults,
} from '../preprocessing/preprocessing-options.js';
import type { SchemaOptions } from '../schema/infer-schema.js';
import type { BudgetOptions } from '../search/budget.js';
import { type BudgetPlan, planBudget } from '../search/plan-budget.js';
import type { FamilySpace } from '../search/samplers/sampler.js';
import type { SamplerName } from '../search/samplers/samplers.js';
import type { SchedulerName } from '../search/schedulers/schedulers.js';
import { DEFAULT_LAG, lagFor } from '../search/search.js';
import type { DataSource } from '../table/data-source.js';
import type { ReadOptions } from '../table/open-place.js';
import type { ReadingOptions } from '../table/reading-options.js';
import type { TrialConfig } from '../trial/trial.js';
import { parseByteSize } from '../util/byte-size.js';
import { checkOptions } from '../util/check-options.js';
import { parseDuration } from '../util/duration.js';
import { AutofitError, within } from '../util/errors.js';
import { availableMemory } from '../util/memory.js';
import { availableProcessors } from '../util/processors.js';
import { wholeNumber } from '../util/whole-number.js';
import { resolveClassWeights } from './class-weight-options.js';
import {
  type Opening,
  resolveBeginning,
  resolveFamilies,
  unusedFamilies,
} from './family-options.js';
import type { FitOptions } from './fit-options.js';
import { mergedOptions } from './merged-options.js';
import { oneOf } from './one-of.js';
import { OPTION_WORDS } from './option-words.js';
import { presetLabel, readPreset } from './preset.js';
import type { ProgressEvent } from './progress-event.js';
import { resolveIntervals } from './resolve-coverage.js';
import { resolveTask } from './resolve-task.js';
import { type SearchTold, searchTold } from './search-told.js';
import { withoutExcluded } from './without-excluded.js';

/** What the process may take at its peak. */
export interface MemoryLimit {
  readonly bytes: number;
  /** Else it is what there is: nothing is refused for a guess. */
  readonly isTold: boolean;
}

/** Options with every default filled in, each part as its folder wants it. */
export interface Settings {
  readonly reading: ReadOptions & Pick<ReadingOptions, 'images'>;
  readonly schema: SchemaOptions;
  readonly budget: BudgetOptions;
  /** Whether a clock bounded the search as it began: results count as they come, and lengths are fitted to the time. */
  readonly isTimed: boolean;
  /** Milliseconds that answering a row may take. */
  readonly inferLimit: number | undefined;
  /** Of a large table, what the time is enough for, as it was when the search began. */
  readonly mostTableBytes?: number | undefined;
  readonly folds: FoldRules;
  readonly families: readonly FamilySpace[];
  readonly preprocessing: PreprocessingOptions;
  readonly featureBound: FeatureBound;
  /** Configurations to begin with: the user's, then others; and those that come next. */
  readonly enqueued: readonly TrialConfig[];
  readonly first: readonly TrialConfig[];
  readonly portfolio: readonly TrialConfig[];
  /** Those of a table of many rows, where there are others. */
  readonly ofMany?: Opening | undefined;
  readonly sampler: SamplerName;
  readonly scheduler: SchedulerName;
  readonly ensemble: EnsembleOptions;
  readonly refit: boolean;
  /** The share of rows whose label intervals or sets are to cover. */
  readonly intervals?: number | undefined;
  /** A file. */
  readonly backbone: string | undefined;
  readonly preset: string;
  /** Not in runs that were begun before it was kept. */
  readonly told?: SearchTold | undefined;
  readonly metric: string | undefined;
  /** Not in runs that were begun before it was an option. */
  readonly classWeights?: FitOptions['classWeights'];
  readonly costs: Costs | undefined;
  /** The metric where it is one of the user's own. */
  readonly customMetric: CustomMetric | undefined;
  /** Columns as which answers must not fall, or rise. @default none */
  readonly monotone?: FitOptions['monotone'];
  readonly test: DataSource | undefined;
  readonly honest: boolean;
  readonly validation: DataSource | undefined;
  readonly force: boolean;
  readonly seed: number;
  readonly workers: number;
  readonly memory: MemoryLimit;
  /** An address with what is secret in it: it is kept nowhere. */
  readonly redis: string | undefined;
  /** Threads of this machine beside those of `redis`. */
  readonly localWorkers: number;
  readonly kernels: KernelsChoice;
  readonly lag: number;
  /** Whether the lag follows the workers. */
  readonly lagFollows: boolean;
  readonly out: string | undefined;
  readonly report: boolean;
  readonly tidy: boolean;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: (event: ProgressEvent) => void;
}

/** Fills in the preset and the defaults. Throws an AutofitError for what cannot be meant. */
export async function resolveOptions(given: FitOptions): Promise<Settings> {
  const { optionKinds } = await import('./option-kinds.js');
  checkOptions(given, optionKinds);
  if (given.label === undefined) throw noLabel();
  const preset = await readPreset(given.preset ?? 'balanced');
  const options = mergedOptions(preset, given);
  const { seed = 0, workers = availableProcessors(), maxFeatures } = options;
  const bound =
    maxFeatures === undefined ? {} : { maxFeatures: wholeNumber('maxFeatures', maxFeatures, 1) };
  const models = withoutExcluded(options.models ?? [], given);
  const families = resolveFamilies({ ...options, models }, given.models);
  tellUnused(given, families);
  const budget = resolveBudget(options);
  const plan = planBudget(budget);
  const task = resolveTask(options);
  return {
    reading: readingOf(options),
    schema: { ...schemaOf(options), ...task, ...rolesOf(given) },
    budget,
    isTimed: budget.timeLimit !== undefined,
    inferLimit: resolveInferLimit(options, budget),
    mostTableBytes: plan.mostTableBytes,
    folds: resolveFolds(options, plan),
    families,
    ...(await resolveBeginning(options, families, openingOf(options, given), given.families)),
    sampler: oneOf('sampler', options.sampler ?? 'tpe', OPTION_WORDS.sampler),
    scheduler: oneOf('scheduler', options.scheduler ?? plan.scheduler, OPTION_WORDS.scheduler),
    preprocessing: preprocessingDefaults,
    featureBound: { ...featureBoundDefaults, ...bound },
    ensemble: resolveEnsemble(options),
    refit: options.refit ?? false,
    backbone: options.backbone,
    preset: presetLabel(given.preset ?? 'balanced'),
    told: searchTold(given),
    ...resolveAnswers(options),
    test: options.test,
    honest: options.honest ?? false,
    force: options.force ?? false,
    validation: options.validation,
    seed: wholeNumber('seed', seed, 0),
    workers: wholeNumber('workers', workers, 1),
    memory: resolveMemory(options.memory),
    redis: options.redis,
    localWorkers: resolveLocalWorkers(options, workers),
    kernels: resolveKernels(options.kernels ?? 'auto'),
    ...resolveLag(options, budget, workers),
    out: options.out,
    report: options.report ?? true,
    tidy: options.tidy ?? false,
    signal: options.signal,
    onProgress: options.onProgress ?? (() => {}),
  };
}

function tellUnused(
  { families: told, onProgress }: FitOptions,
  families: readonly FamilySpace[],
): void {
  for (const message of unusedFamilies(told, families)) onProgress?.({ kind: 'note', message });
}

/** What answers are judged by, and how they are to be. */
function resolveAnswers(options: FitOptions) {
  return {
    ...resolveMetric(options),
    ...resolveClassWeights(options),
    ...resolveMonotone(options),
    ...resolveIntervals(options),
  };
}

/** The preset's portfolio opens for the families that it was made for together. */
function openingOf(options: FitOptions, given: FitOptions): 'families' | 'portfolio' {
  const opening = oneOf('opening', options.opening ?? 'families', ['families', 'portfolio']);
  const isOtherFamilies = given.models !== undefined || given.families !== undefined;
  return isOtherFamilies && given.opening === undefined ? 'families' : opening;
}

function resolveMonotone({
  monotone = {},
  loss,
  quantiles,
  task,
}: FitOptions): Pick<Settings, 'monotone'> {
  const told = Object.entries(monotone);
  if (told.length === 0) return {};
  for (const [column, direction] of told) oneOf(`monotone: ${column}`, direction, ['+', '-']);
  const asksForQuantiles = quantiles !== undefined || task === 'quantile';
  if (loss !== 'absolute' && !asksForQuantiles) return { monotone };
  const asked = quantiles === undefined ? "`task: 'quantile'`" : '`quantiles`';
  const other = asksForQuantiles ? asked : "`loss: 'absolute'`";
  const message = `\`monotone\` and ${other} exclude each other: no family knows both.`;
  const near = asksForQuantiles ? '.' : "; `loss: 'huber'` is near absolute errors.";
  throw new AutofitError('BAD_OPTION', message, { hint: `Leave one of them out${near}` });
}

function schemaOf({ label, positive, types = {}, ...options }: FitOptions) {
  const { ignore = [], missing = [], keep = [], order = {} } = options;
  return { label: String(label), positive, types, ignore, missing, keep, order };
}

function readingOf({
  header,
  skipBadRows,
  delimiter,
  quote,
  sheet,
  images,
}: FitOptions): Settings['reading'] {
  return { header, skipBadRows, delimiter, quote, sheet, images };
}

function noLabel(): AutofitError {
  return new AutofitError('NO_LABEL', 'There is no label: the column to predict.', {
    hint: '`label` names it, by its name or its place from 1; `inspect` shows what columns there are.',
  });
}

function rolesOf(given: FitOptions) {
  const { weight, group, timeColumn, validation, folds, holdout } = given;
  exclude({ group, timeColumn, validation });
  exclude({ validation, folds });
  exclude({ validation, holdout });
  if (given.honest) exclude({ honest: true, test: given.test });
  if (given.force && given.test === undefined && validation === undefined) throw nothingToForce();
  return { weight, group, time: timeColumn };
}

function nothingToForce(): AutofitError {
  const message = '`force` is for `test` and `validation`, and neither is given.';
  return new AutofitError('BAD_OPTION', message, {
    hint: 'Training rows are read as they show themselves, or as `types` says.',
  });
}

/** Throws when more than one of these options is given. */
function exclude(options: Readonly<Record<string, unknown>>): void {
  const told = Object.entries(options).filter(([, value]) => value !== undefined);
  if (told.length < 2) return;
  const names = told.map(([name]) => `\`${name}\``).join(' and ');
  throw new AutofitError('BAD_OPTION', `${names} exclude each other.`, {
    hint: 'Each of them says which rows are judged by: give one.',
  });
}

/** What there is, where nothing was told. */
export function memoryAtHand(): MemoryLimit {
  return { bytes: availableMemory(), isTold: false };
}

function resolveMemory(told: FitOptions['memory']): MemoryLimit {
  if (told === undefined) return memoryAtHand();
  return { bytes: within('`memory`', () => parseByteSize(told)), isTold: true };
}

/** Threads beside those of workers elsewhere. Throws an AutofitError where there is no elsewhere. */
export function resolveLocalWorkers(
  { redis, localWorkers }: Pick<FitOptions, 'redis' | 'localWorkers'>,
  workers: number,
): number {
  if (localWorkers === undefined) return workers;
  if (redis !== undefined) return wholeNumber('localWorkers', localWorkers, 0);
  throw new AutofitError('BAD_OPTION', '`localWorkers` is for searches with `redis`.', {
    hint: 'Without workers elsewhere, `workers` says how many threads there are.',
  });
}

function resolveLag({ lag }: FitOptions, { timeLimit }: BudgetOptions, workers: number) {
  if (lag !== undefined) return { lag: wholeNumber('lag', lag, 1), lagFollows: false };
  if (timeLimit === undefined) return { lag: DEFAULT_LAG, lagFollows: false };
  return { lag: lagFor(workers), lagFollows: true };
}

/** Costs decide unless a metric is told. */
function resolveMetric({
  metric,
  costs,
}: FitOptions): Pick<Settings, 'metric' | 'costs' | 'customMetric'> {
  if (metric !== undefined && typeof metric !== 'string') {
    const customMetric = checkedMetric(metric);
    return { metric: customMetric.name, costs, customMetric };
  }
  const told = metric ?? (costs && cost.name);
  if (told !== undefined && decidingMetric(told) === cost && !costs) {
    throw new AutofitError('BAD_METRIC', 'The metric "cost" needs to know what mistakes cost.', {
      hint: 'Tell it with `costs`.',
    });
  }
  return { metric: told, costs, customMetric: undefined };
}

/** Fails here rather than in every trial. */
function resolveKernels(choice: KernelsChoice): KernelsChoice {
  oneOf('kernels', choice, OPTION_WORDS.kernels);
  kernelsNameFor(choice);
  return choice;
}

function resolveBudget({ trials, timeLimit }: FitOptions): BudgetOptions {
  const limit = timeLimit ?? (trials === undefined ? '60s' : undefined);
  return {
    trials: trials === undefined ? undefined : wholeNumber('trials', trials, 1),
    timeLimit: limit === undefined ? undefined : within('`timeLimit`', () => parseDuration(limit)),
  };
}

/** What is timed hangs on a clock, by which `trials` alone decide nothing. */
function resolveInferLimit(
  { inferLimit }: FitOptions,
  { timeLimit }: BudgetOptions,
): number | undefined {
  if (inferLimit === undefined) return undefined;
  const milliseconds = 1000 * within('`inferLimit`', () => parseDuration(inferLimit));
  if (timeLimit !== undefined) return milliseconds;
  throw new AutofitError(
    'BAD_OPTION',
    '`inferLimit` goes by a clock, and `trials` alone by none.',
    {
      hint: 'Give a `timeLimit` too, which may be longer than the trials take.',
    },
  );
}

function resolveEnsemble({
  ensemble = {},
  loss,
  quantiles,
  monotone = {},
  task,
}: FitOptions): EnsembleOptions {
  const { rounds, stacking, calibrate } = ensemble;
  // The second layer minimises squares, may answer below 0, and may weigh models below 0.
  const isMean = quantiles === undefined && task !== 'quantile';
  const mayStack =
    isMean && (loss ?? 'squared') === 'squared' && Object.keys(monotone).length === 0;
  return {
    rounds: rounds ?? ensembleDefaults.rounds,
    stacking: mayStack && (stacking ?? ensembleDefaults.stacking),
    calibrate: calibrate ?? ensembleDefaults.calibrate,
  };
}

function resolveFolds(
  { folds, holdout, smallTableFolds, smallTable }: FitOptions,
  { smallTableFactor, eightFoldsBelow }: BudgetPlan,
): FoldRules {
  if (folds !== undefined) wholeNumber('folds', folds, 1);
  if (smallTableFolds !== undefined) wholeNumber('smallTableFolds', smallTableFolds, 1);
  if (smallTable !== undefined) wholeNumber('smallTable', smallTable, 0);
  if (holdout !== undefined && !(holdout > 0 && holdout < 1)) {
    throw new AutofitError('BAD_OPTION', `\`holdout\` must lie between 0 and 1, not ${holdout}.`);
  }
  if (folds !== undefined && folds > 1) exclude({ folds, holdout });
  const byBudget = Math.round(SMALL_TABLE * smallTableFactor);
  return {
    folds,
    holdout,
    smallTableFolds,
    smallTable: smallTable ?? byBudget,
    eightFoldsBelow,
  };
}
