import { z } from 'zod';
import { SCHEDULERS, type SchedulerName } from '../search/schedulers/schedulers.js';
import type { Params } from '../space/search-space.js';
import { checkOptions } from '../util/check-options.js';
import { AutofitError } from '../util/errors.js';
import type { StopSignal } from '../util/stop-signal.js';
import { STUDY_SAMPLERS, type StudySamplerName } from './study-samplers.js';
import type { FinishedTrial, KnownResult } from './study-trial.js';

/** Options of a study that is asked and told. */
export interface StudyOptions<P = Params> {
  /** @default 'minimize' */
  readonly direction?: 'minimize' | 'maximize' | undefined;
  /** @default 0 */
  readonly seed?: number | undefined;
  /** How the next parameters are chosen. @default 'gp' */
  readonly sampler?: StudySamplerName | undefined;
  /** What stops trials by their reports: `halving` or `median`. @default 'none' */
  readonly scheduler?: SchedulerName | undefined;
  /** Parameters that are tried first. @default none */
  readonly enqueue?: readonly P[] | undefined;
  /** Results that are known already, which guide the search and cost no trial. @default none */
  readonly from?: readonly KnownResult<P>[] | undefined;
  /** A file of JSON Lines that keeps each finished trial; the same study again goes on from it. @default none */
  readonly journal?: string | undefined;
}

/** Options of `minimize` and `maximize`. */
export interface SearchOptions<P = Params> extends Omit<StudyOptions<P>, 'direction'> {
  /** Trials at most, those in the journal counted. */
  readonly trials?: number | undefined;
  /** Seconds, or a text such as `30s` or `5m`, all processes of a journal together. */
  readonly timeLimit?: number | string | undefined;
  /** Trials at a time: in this thread, or each in a thread of its own where the objective is the path of a module. @default 1 */
  readonly workers?: number | undefined;
  /**
   * How far choices lag behind results: trial n is chosen by the first n − lag + 1 of them, whatever the number of workers,
   * of which there are at most so many. @default 8; with a time limit, the number of workers
   */
  readonly lag?: number | undefined;
  /** Aborting it ends the search with what is finished. */
  readonly signal?: StopSignal | undefined;
  /** Told each trial that ends, once it is on disk. It is not awaited: one that is async has to catch what it throws itself. */
  readonly onTrial?: ((trial: FinishedTrial<P>) => void) | undefined;
}

const text = z.string();
const list = z.array(z.unknown());
const studyKinds = {
  direction: z.literal(['minimize', 'maximize']),
  seed: z.int(),
  sampler: z.literal(Object.keys(STUDY_SAMPLERS)),
  scheduler: z.literal(Object.keys(SCHEDULERS)),
  enqueue: list,
  from: z.array(z.strictObject({ params: z.record(text, z.unknown()), value: z.number() })),
  journal: text.min(1),
} satisfies Record<keyof StudyOptions, z.ZodType>;

const searchKinds = {
  ...studyKinds,
  trials: z.int().min(1),
  timeLimit: z.union([text, z.number()]),
  workers: z.int().min(1),
  lag: z.int().min(1),
  signal: z.instanceof(AbortSignal),
  onTrial: z.custom((value) => typeof value === 'function', { error: 'a function' }),
} satisfies Record<keyof SearchOptions | 'direction', z.ZodType>;

/** Throws an AutofitError for what are no options of a study. */
export function checkStudyOptions(given: unknown): void {
  checkOptions(given, studyKinds);
}

/** Throws an AutofitError for what are no options of a search, and where its end is not told. */
export function checkSearchOptions(given: unknown): void {
  const { direction: _, ...kinds } = searchKinds;
  checkOptions(given, kinds);
  const { trials, timeLimit } = given as SearchOptions;
  if (trials !== undefined || timeLimit !== undefined) return;
  throw new AutofitError('NO_BUDGET', 'A search needs `trials`, `timeLimit` or both.', {
    hint: 'Say when it is to end, as by `trials: 100`.',
  });
}
