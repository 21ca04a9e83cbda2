import { KERNELS_CHOICES, type KernelsChoice } from '../engine/kernels/create-kernels.js';
import { type EnsembleOptions, ensembleDefaults } from '../ensemble/select-ensemble.js';
import { type FoldOptions, SMALL_TABLE } from '../folds/folds.js';
import { metricNamed } from '../metrics/metrics.js';
import { kernelsFor } from '../models/network-model.js';
import { type FeatureBound, featureBoundDefaults } from '../preprocessing/bound-features.js';
import {
  type PreprocessingOptions,
  preprocessingDefaults,
} from '../preprocessing/preprocessing-options.js';
import type { SchemaOptions } from '../schema/infer-schema.js';
import type { ColumnKind } from '../schema/schema.js';
import type { BudgetOptions } from '../search/budget.js';
import { planBudget } from '../search/plan-budget.js';
import type { FamilySpace } from '../search/samplers/sampler.js';
import { SAMPLERS, type SamplerName } from '../search/samplers/samplers.js';
import { SCHEDULERS, type SchedulerName } from '../search/schedulers/schedulers.js';
import { DEFAULT_LAG } from '../search/search.js';
import type { DataSource, ReadOptions } from '../table/read-table.js';
import type { TrialConfig } from '../trial/trial.js';
import { parseDuration } from '../util/duration.js';
import { AutofitError } from '../util/errors.js';
import { namesOf } from '../util/names-of.js';
import { availableProcessors } from '../util/processors.js';
import type { TaskKind } from '../util/task-kind.js';
import { resolveFamilies, resolveFirst, resolvePortfolio } from './family-options.js';
import { type PresetOptions, presetLabel, readPreset } from './preset.js';
import type { ProgressEvent } from './progress-event.js';

/** What `fit` may be told; only the label must be. */
export interface FitOptions extends PresetOptions {
  /** The label's column: its name, or its place counted from 1. */
  readonly label: string | number;
  /** For the whole of `fit`: `30s`, `5m`, `1h`, or seconds. @default 60s, when `trials` is not given either */
  readonly timeLimit?: string | number | undefined;
  /** Trials at most, the constant baseline not counted. @default no bound */
  readonly trials?: number | undefined;
  /** A name from `autofit presets`, or a JSON file. @default 'balanced' */
  readonly preset?: string | undefined;
  /** @default 'auto', by the label's values */
  readonly task?: TaskKind | 'auto' | undefined;
  /** The positive class of a binary task. @default the last class */
  readonly positive?: string | undefined;
  /** Rows that are scored at the end and never used before. */
  readonly test?: DataSource | undefined;
  /** Whether a part of the rows is set aside, scored once at the end and never used before. @default false */
  readonly honest?: boolean | undefined;
  /** Rows to judge by, instead of folds of the training rows. */
  readonly validation?: DataSource | undefined;
  /** The column that says how much each row counts, in the loss and in the metric. */
  readonly weight?: string | undefined;
  /** A column whose equal values stay in one fold, such as a patient's or a shop's number. */
  readonly group?: string | undefined;
  /** A column that orders rows in time: validation is later than training. */
  readonly timeColumn?: string | undefined;
  /** Kinds of columns that override what their cells say. */
  readonly types?: Readonly<Record<string, ColumnKind>> | undefined;
  /** Columns to leave out. */
  readonly ignore?: readonly string[] | undefined;
  /** Whether files name their columns in the first line; without names they are c1, c2, … @default true */
  readonly header?: boolean | undefined;
  /** Whether rows of a wrong length are set aside, into a file of the run; else they are an error. @default false */
  readonly skipBadRows?: boolean | undefined;
  /** Columns of the design matrix at most; rarer levels and terms are merged or left out first. @default 10000 */
  readonly maxFeatures?: number | undefined;
  /** Whether the chosen models are trained anew on all rows, in place of those of the folds. @default false */
  readonly refit?: boolean | undefined;
  /** Configurations to begin with, or a JSON file of them. @default none */
  readonly enqueue?: string | readonly TrialConfig[] | undefined;
  /** @default 0 */
  readonly seed?: number | undefined;
  /** Worker threads. @default the processors that are really available */
  readonly workers?: number | undefined;
  /**
   * What networks are trained on: `auto` is SIMD where there is any, else `reference`; `blas` needs koffi and
   * OpenBLAS, installed. @default 'auto'
   */
  readonly kernels?: KernelsChoice | undefined;
  /** A new folder for the model file and the leaderboard. @default nothing is written */
  readonly out?: string | undefined;
  /** Aborting ends the search early and keeps what is finished. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((event: ProgressEvent) => void) | undefined;
}

/** Options with every default filled in, each part as its folder wants it. */
export interface Settings {
  readonly reading: ReadOptions;
  readonly schema: SchemaOptions;
  readonly budget: BudgetOptions;
  readonly folds: FoldOptions;
  readonly families: readonly FamilySpace[];
  readonly preprocessing: PreprocessingOptions;
  readonly featureBound: FeatureBound;
  /** Configurations to begin with, and those that come next. */
  readonly first: readonly TrialConfig[];
  readonly portfolio: readonly TrialConfig[];
  readonly sampler: SamplerName;
  readonly scheduler: SchedulerName;
  readonly ensemble: EnsembleOptions;
  readonly refit: boolean;
  readonly preset: string;
  readonly metric: string | undefined;
  readonly test: DataSource | undefined;
  readonly honest: boolean;
  readonly validation: DataSource | undefined;
  readonly seed: number;
  readonly workers: number;
  readonly kernels: KernelsChoice;
  readonly lag: number;
  readonly out: string | undefined;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: (event: ProgressEvent) => void;
}

/** Fills in the preset and the defaults. Throws an AutofitError for what cannot be meant. */
export async function resolveOptions(given: FitOptions): Promise<Settings> {
  const preset = await readPreset(given.preset ?? 'balanced');
  const options: FitOptions = { ...preset, ...withoutUndefined(given) };
  if (options.metric !== undefined) metricNamed(options.metric);
  const types = options.types ?? {};
  const { positive, seed = 0, workers = availableProcessors() } = options;
  const label = String(options.label);
  const { maxFeatures } = options;
  const bound =
    maxFeatures === undefined ? {} : { maxFeatures: wholeNumber('maxFeatures', maxFeatures, 1) };
  const families = resolveFamilies(options);
  const budget = resolveBudget(options);
  const plan = planBudget(budget);
  const task = oneOf('task', options.task ?? 'auto', [
    'auto',
    'binary',
    'multiclass',
    'regression',
  ]);
  return {
    reading: { header: options.header, skipBadRows: options.skipBadRows },
    schema: { label, task, positive, types, ignore: options.ignore ?? [], ...rolesOf(given) },
    budget,
    folds: resolveFolds(options, plan.smallTableFactor),
    families,
    first: await resolveFirst(options.enqueue ?? [], families),
    portfolio: await resolvePortfolio(options.portfolio, families),
    sampler: oneOf('sampler', options.sampler ?? 'tpe', namesOf(SAMPLERS)),
    scheduler: oneOf('scheduler', options.scheduler ?? plan.scheduler, namesOf(SCHEDULERS)),
    preprocessing: preprocessingDefaults,
    featureBound: { ...featureBoundDefaults, ...bound },
    ensemble: resolveEnsemble(options),
    refit: options.refit ?? false,
    preset: presetLabel(given.preset ?? 'balanced'),
    metric: options.metric,
    test: options.test,
    honest: options.honest ?? false,
    validation: options.validation,
    seed: wholeNumber('seed', seed, 0),
    workers: wholeNumber('workers', workers, 1),
    kernels: resolveKernels(options.kernels ?? 'auto'),
    lag: DEFAULT_LAG,
    out: options.out,
    signal: options.signal,
    onProgress: options.onProgress ?? (() => {}),
  };
}

function rolesOf(given: FitOptions) {
  const { weight, group, timeColumn, validation, folds, holdout } = given;
  exclude({ group, 'time-column': timeColumn, validation });
  exclude({ validation, folds });
  exclude({ validation, holdout });
  if (given.honest) exclude({ honest: true, test: given.test });
  return { weight, group, time: timeColumn };
}

/** Throws when more than one of these options is given. */
function exclude(options: Readonly<Record<string, unknown>>): void {
  const told = Object.entries(options).filter(([, value]) => value !== undefined);
  if (told.length < 2) return;
  const names = told.map(([name]) => name).join(' and ');
  throw new AutofitError('BAD_OPTION', `${names} exclude each other.`, {
    hint: 'Each of them says which rows are judged by: give one.',
  });
}

/** Fails here rather than in every trial. */
function resolveKernels(choice: KernelsChoice): KernelsChoice {
  oneOf('kernels choice', choice, KERNELS_CHOICES);
  kernelsFor(choice);
  return choice;
}

function resolveBudget({ trials, timeLimit }: FitOptions): BudgetOptions {
  const limit = timeLimit ?? (trials === undefined ? '60s' : undefined);
  return {
    trials: trials === undefined ? undefined : wholeNumber('trials', trials, 1),
    timeLimit: limit === undefined ? undefined : parseDuration(limit),
  };
}

function resolveEnsemble({ ensemble = {} }: FitOptions): EnsembleOptions {
  const { rounds = ensembleDefaults.rounds, stacking = ensembleDefaults.stacking } = ensemble;
  return { rounds, stacking };
}

function resolveFolds(
  { folds, holdout, smallTableFolds }: FitOptions,
  smallTableFactor: number,
): FoldOptions {
  if (folds !== undefined) wholeNumber('folds', folds, 1);
  if (holdout !== undefined && !(holdout > 0 && holdout < 1)) {
    throw new AutofitError('BAD_OPTION', `holdout must lie between 0 and 1, not ${holdout}.`);
  }
  if (folds !== undefined && folds > 1) exclude({ folds, holdout });
  const smallTable = Math.round(SMALL_TABLE * smallTableFactor);
  return { folds, holdout, smallTableFolds, smallTable };
}

function withoutUndefined<T extends object>(options: T): T {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as T;
}

function wholeNumber(name: string, value: number, least: number): number {
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new AutofitError(
    'BAD_OPTION',
    `${name} must be a whole number of at least ${least}, not ${value}.`,
  );
}

function oneOf<T extends string>(name: string, value: T, allowed: readonly T[]): T {
  if (allowed.includes(value)) return value;
  throw new AutofitError('BAD_OPTION', `"${value}" is not a ${name}.`, {
    hint: `Use one of: ${allowed.join(', ')}.`,
  });
}
