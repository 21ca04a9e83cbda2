import type { KernelsChoice } from '../engine/kernels/create-kernels.js';
import type { Costs } from '../metrics/costs.js';
import type { CustomMetric, MetricFunction } from '../metrics/custom-metric.js';
import type { ToldKind } from '../schema/schema.js';
import type { DataSource } from '../table/data-source.js';
import type { TrialConfig } from '../trial/trial.js';
import type { StopSignal } from '../util/stop-signal.js';
import type { RegressionLoss, TaskKind } from '../util/task-kind.js';
import type { JudgingOptions } from './judging-options.js';
import type { PresetOptions } from './preset.js';
import type { ProgressEvent } from './progress-event.js';

/** What `fit` may be told; of a table, the label must be. */
export interface FitOptions extends Omit<PresetOptions, 'metric'>, JudgingOptions {
  /**
   * The label's column: its name, or its place counted from 1. @default `label` of a folder of pictures, the name of the
   * sub-folder; of other data it must be told
   */
  readonly label?: string | number | undefined;
  /** For the whole of `fit`: `30s`, `5m`, `1h`, or seconds. @default 60s, when `trials` is not given either */
  readonly timeLimit?: string | number | undefined;
  /**
   * What answering a row may take, such as `50us` or `1ms`, of batches of 1,000 rows on this machine, reading them not counted:
   * models that take longer are left out of the answer. Needs a `timeLimit`. @default no bound
   */
  readonly inferLimit?: string | number | undefined;
  /** Trials at most, the constant baseline not counted. @default no bound */
  readonly trials?: number | undefined;
  /** A name that `listPresets` gives, or a JSON file. @default 'balanced' */
  readonly preset?: string | undefined;
  /** Model families of the preset to leave out; not beside `models`. @default none */
  readonly excludeModels?: readonly string[] | undefined;
  /** @default 'auto', by the label's values */
  readonly task?: TaskKind | 'auto' | undefined;
  /**
   * What training on numbers minimises: `squared`, `absolute` or `huber`, or, of what is expected on a logarithmic scale,
   * `poisson` of counts or `gamma` of numbers above 0; the task is regression then. @default squares, or as families choose
   */
  readonly loss?: RegressionLoss | undefined;
  /**
   * The quantiles of a number that are predicted, such as `[0.1, 0.5, 0.9]`; the task is quantile then.
   * @default 0.1, 0.5 and 0.9 where the task is told to be quantile
   */
  readonly quantiles?: readonly number[] | undefined;
  /**
   * Columns of numbers as which the answer, a number or the chance of the positive class, never falls as they rise (`+`), or
   * never rises (`-`), all others the same: `{ sqft: '+', age: '-' }`. @default none
   */
  readonly monotone?: Readonly<Record<string, '+' | '-'>> | undefined;
  /** The positive class of a binary task. @default the last class */
  readonly positive?: string | undefined;
  /** Rows that are scored at the end and never used before. */
  readonly test?: DataSource | undefined;
  /** Whether a part of the rows is set aside, scored once at the end and never used before. @default false */
  readonly honest?: boolean | undefined;
  /** Rows to judge by, instead of folds of the training rows. */
  readonly validation?: DataSource | undefined;
  /** Whether test and validation rows are read as in training, although they look otherwise. @default false */
  readonly force?: boolean | undefined;
  /** The column that says how much each row counts, in the loss and in the metric. */
  readonly weight?: string | undefined;
  /**
   * How much the rows of each class count in training: `balanced`, or a number for some classes, such as `{ yes: 10 }`, the others 1.
   * The metric takes rows as they are; probabilities are those of rows that count so. Multiplies `weight`. @default alike
   */
  readonly classWeights?: 'balanced' | Readonly<Record<string, number>> | undefined;
  /** A column whose equal values stay in one fold, such as a patient's or a shop's number. */
  readonly group?: string | undefined;
  /** A column that orders rows in time: validation is later than training. Rows without a time count as the earliest. */
  readonly timeColumn?: string | undefined;
  /**
   * Kinds of columns that override what their cells say; dates with their format as `datetime:dd/mm/yyyy`, numbers by how
   * 1234.5 is written: `numeric:1.234,5`.
   */
  readonly types?: Readonly<Record<string, ToldKind>> | undefined;
  /**
   * A network that others have trained, as a safetensors file: EfficientNet-Lite0, whose values for a picture are features
   * beside what is learned of the pictures themselves. @default none
   */
  readonly backbone?: string | undefined;
  /** Columns to leave out. */
  readonly ignore?: readonly string[] | undefined;
  /** Columns of the design matrix at most; rarer levels and terms are merged or left out first. @default 10000, 20000 with `texts: 'by-label'` */
  readonly maxFeatures?: number | undefined;
  /** Configurations to begin with, or a JSON file of them. @default none */
  readonly enqueue?: string | readonly TrialConfig[] | undefined;
  /** @default 0 */
  readonly seed?: number | undefined;
  /**
   * The metric that decides, by its name, or one of your own, an object or a function that no file keeps.
   * @default log_loss for classes, rmse for numbers
   */
  readonly metric?: string | CustomMetric | MetricFunction | undefined;
  /**
   * What mistakes cost, by the true class and then the predicted one, such as `{ yes: { no: 10 }, no: { yes: 1 } }`; below 0 is a
   * gain, `'*'` every class that is not named. Answers are the class of least expected cost, and the metric is `cost` where
   * none is told. @default all mistakes are alike
   */
  readonly costs?: Costs | undefined;
  /** Worker threads. @default the processors that are really available */
  readonly workers?: number | undefined;
  /**
   * Memory that the process may take at its peak, such as `4g` or a number of bytes: fewer workers train at once, and where
   * the table is too large for it models are trained on as many of its rows as fit. @default what the machine or its container has
   */
  readonly memory?: string | number | undefined;
  /**
   * A Redis, `redis://user:password@host:port/database`, or `rediss://` with TLS, whose workers train beside this machine:
   * needs the packages bullmq and ioredis. @default none
   */
  readonly redis?: string | undefined;
  /** Worker threads of this machine beside those of `redis`, 0 for none. @default `workers` */
  readonly localWorkers?: number | undefined;
  /**
   * How many stretches may be under way: decisions know all results but the last of them, so that more workers can be
   * busy, and results hang on it. @default 8 with `trials` alone, else by the number of workers
   */
  readonly lag?: number | undefined;
  /**
   * What networks are trained on: `auto` is SIMD where there is any, else `reference`; `blas` needs koffi and
   * OpenBLAS, installed. @default 'auto'
   */
  readonly kernels?: KernelsChoice | undefined;
  /** A new folder for the model file and the leaderboard. @default nothing is written */
  readonly out?: string | undefined;
  /**
   * The share of rows like those of training whose true label is to be covered, such as 0.9: numbers are predicted with intervals,
   * classes with sets of classes. @default neither
   */
  readonly intervals?: number | undefined;
  /** Whether that folder gets a report of the run, as a page, Markdown and JSON; not where it is `tidy`. @default true */
  readonly report?: boolean | undefined;
  /**
   * Whether nothing of the rows stays in that folder: no out-of-fold predictions and no background for explanations.
   * @default false
   */
  readonly tidy?: boolean | undefined;
  /** Aborting ends the search early and keeps what is finished. */
  readonly signal?: StopSignal | undefined;
  /** Told what is being done. It is not awaited: one that is async has to catch what it throws itself. */
  readonly onProgress?: ((event: ProgressEvent) => void) | undefined;
}
