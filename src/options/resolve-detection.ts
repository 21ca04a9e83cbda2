import { z } from 'zod';
import { KERNELS_CHOICES, type KernelsChoice } from '../engine/kernels/create-kernels.js';
import { optionsIn } from '../util/check-arguments.js';
import { checkOptions } from '../util/check-options.js';
import { parseDuration } from '../util/duration.js';
import { AutofitError, within } from '../util/errors.js';
import { availableProcessors } from '../util/processors.js';
import { wholeNumber } from '../util/whole-number.js';
import type { DetectionOptions } from './detection-options.js';
import { optionKinds } from './option-kinds.js';
import type { ProgressEvent } from './progress-event.js';

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
  readonly signal: AbortSignal | undefined;
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
  refuseTableOptions(given);
  checkOptions(given, kinds);
  const {
    seed: ownSeed = 0,
    workers: ownWorkers = availableProcessors(),
    kernels: own = 'auto',
  } = given;
  const most = given.trials === undefined ? undefined : wholeNumber('trials', given.trials, 1);
  const limit = given.timeLimit;
  const seconds =
    limit === undefined ? undefined : within('`timeLimit`', () => parseDuration(limit));
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

/** Throws an AutofitError for what `fit` takes of tables alone: nothing that is told is to be without an effect. */
function refuseTableOptions(given: DetectionOptions): void {
  const name = optionsIn(given).find(
    ([own, value]) => value !== undefined && own in optionKinds && !(own in kinds),
  )?.[0];
  if (name === undefined) return;
  const { task: _, signal: __, onProgress: ___, report: ____, ...others } = kinds;
  const taken = [...Object.keys(others), 'report: false'];
  throw new AutofitError('BAD_OPTION', `\`${name}\` is for tables, and here boxes are found.`, {
    hint: `Finding boxes takes ${taken.map((own) => `\`${own}\``).join(', ')}.`,
  });
}
