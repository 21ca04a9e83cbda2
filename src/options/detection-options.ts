import { z } from 'zod';
import { KERNELS_CHOICES, type KernelsChoice } from '../engine/kernels/create-kernels.js';
import { parseDuration } from '../util/duration.js';
import { AutofitError } from '../util/errors.js';
import { availableProcessors } from '../util/processors.js';
import type { StopSignal } from '../util/stop-signal.js';
import { wholeNumber } from '../util/whole-number.js';
import { checkOptions } from './check-options.js';
import { optionKinds } from './option-kinds.js';
import type { ProgressEvent } from './progress-event.js';

/** What `fit` may be told of finding boxes; the label is what the boxes are called. */
export interface DetectionOptions {
  readonly task: 'detection';
  /** For the whole of `fit`: `30s`, `5m`, `1h`, or seconds. @default 60s, when `trials` is not given either */
  readonly timeLimit?: string | number | undefined;
  /** Configurations to try at most; without a time limit each is trained as long as the others. @default no bound */
  readonly trials?: number | undefined;
  /** Data with boxes that are compared at the end with what is found, and never used before. */
  readonly test?: string | undefined;
  /** The folder of the pictures that the data name. @default that of the data, or one beside it */
  readonly images?: string | undefined;
  /** Whether pictures that cannot be read are set aside. @default false */
  readonly skipBadRows?: boolean | undefined;
  /** @default 0 */
  readonly seed?: number | undefined;
  /** Worker threads. @default the processors that are really available */
  readonly workers?: number | undefined;
  /** What networks are trained on: `auto` is SIMD where there is any, else `reference`. @default 'auto' */
  readonly kernels?: KernelsChoice | undefined;
  /** A new folder for the model file, the leaderboard and the report. @default nothing is written */
  readonly out?: string | undefined;
  /** Whether that folder gets a report of the run, with pictures in it; not where it is `tidy`. @default true */
  readonly report?: boolean | undefined;
  /** Whether nothing of the pictures stays in that folder. @default false */
  readonly tidy?: boolean | undefined;
  /** Aborting ends the search early and keeps what is finished. */
  readonly signal?: StopSignal | undefined;
  /** Told what is being done. */
  readonly onProgress?: ((event: ProgressEvent) => void) | undefined;
}

/** Options with every default filled in. */
export interface DetectionSettings {
  readonly timeLimit: number | undefined;
  readonly trials: number | undefined;
  readonly test: string | undefined;
  readonly images: string | undefined;
  readonly skipBad: boolean;
  readonly seed: number;
  readonly workers: number;
  readonly kernels: KernelsChoice;
  readonly out: string | undefined;
  readonly report: boolean;
  readonly signal: StopSignal | undefined;
  readonly onProgress: (event: ProgressEvent) => void;
}

const {
  timeLimit,
  trials,
  skipBadRows,
  seed,
  workers,
  kernels,
  out,
  report,
  tidy,
  signal,
  onProgress,
} = optionKinds;
const text = z.string();
const kinds = {
  task: z.literal('detection'),
  timeLimit,
  trials,
  test: text,
  images: text,
  skipBadRows,
  seed,
  workers,
  kernels,
  out,
  report,
  tidy,
  signal,
  onProgress,
} satisfies Record<keyof DetectionOptions, z.ZodType>;

const DEFAULT_SECONDS = 60;

/** Fills in the defaults. Throws an AutofitError for what cannot be meant, and for options of tables. */
export function resolveDetection(given: DetectionOptions): DetectionSettings {
  checkOptions(given, kinds);
  const {
    seed: ownSeed = 0,
    workers: ownWorkers = availableProcessors(),
    kernels: own = 'auto',
  } = given;
  const most = given.trials === undefined ? undefined : wholeNumber('trials', given.trials, 1);
  const seconds = given.timeLimit === undefined ? undefined : parseDuration(given.timeLimit);
  if (!KERNELS_CHOICES.includes(own) || own === 'blas') {
    throw new AutofitError('BAD_OPTION', `Detection does not run on the kernels "${own}".`, {
      hint: 'It takes auto, simd or reference.',
    });
  }
  return {
    timeLimit: seconds ?? (most === undefined ? DEFAULT_SECONDS : undefined),
    trials: most,
    test: given.test,
    images: given.images,
    skipBad: given.skipBadRows ?? false,
    seed: wholeNumber('seed', ownSeed, 0),
    workers: wholeNumber('workers', ownWorkers, 1),
    kernels: own,
    out: given.out,
    report: (given.report ?? true) && !(given.tidy ?? false),
    signal: given.signal,
    onProgress: given.onProgress ?? (() => {}),
  };
}
