import type { SchedulerName } from '../search/schedulers/schedulers.js';
import { DEFAULT_LAG } from '../search/search.js';
import type { Params, SearchSpace } from '../space/search-space.js';
import { parseDuration } from '../util/duration.js';
import { AutofitError, within } from '../util/errors.js';
import type { FlatSpace } from './flat-space.js';
import type { SearchOptions, StudyOptions } from './study-options.js';
import type { StudySamplerName } from './study-samplers.js';
import type { KnownResult } from './study-trial.js';

/** All that decides what is tried; a journal keeps it. */
export interface StudySettings {
  readonly direction: 'minimize' | 'maximize';
  readonly space: SearchSpace;
  readonly seed: number;
  readonly lag: number;
  /** Whether results count in the order in which they come. */
  readonly asTheyCome: boolean;
  readonly sampler: StudySamplerName;
  readonly scheduler: SchedulerName;
  readonly enqueue: readonly Params[];
  readonly from: readonly KnownResult[];
}

/** The lag of a study that is asked and told: it knows all that it was told. */
const OF_ASKED = { lag: 1, asTheyCome: true };

/** The settings of a study, those that its journal has where nothing else is said. */
export function studySettings<P>(
  options: StudyOptions<P>,
  { space, toFlat }: FlatSpace,
  before: StudySettings | undefined,
): StudySettings {
  return {
    direction: options.direction ?? 'minimize',
    space,
    seed: options.seed ?? 0,
    lag: before?.lag ?? OF_ASKED.lag,
    asTheyCome: before?.asTheyCome ?? OF_ASKED.asTheyCome,
    sampler: options.sampler ?? 'gp',
    scheduler: options.scheduler ?? 'none',
    enqueue: (options.enqueue ?? []).map((params, i) => toFlat(params, `\`enqueue\` ${i + 1}`)),
    from: (options.from ?? []).map(({ params, value }, i) => ({
      params: toFlat(params, `\`from\` ${i + 1}`),
      value,
    })),
  };
}

/** What of a search's settings is about workers and time. */
export function searchPace(
  { workers = 1, lag, timeLimit }: Pick<SearchOptions, 'workers' | 'lag' | 'timeLimit'>,
  before: StudySettings | undefined,
): { readonly lag: number; readonly asTheyCome: boolean; readonly timeLimit: number | undefined } {
  const seconds =
    timeLimit === undefined ? undefined : within('`timeLimit`', () => parseDuration(timeLimit));
  const own = lag ?? before?.lag ?? (seconds === undefined ? DEFAULT_LAG : workers);
  if (workers > own) throw moreWorkers(workers, own, before !== undefined);
  return {
    lag: own,
    asTheyCome: before?.asTheyCome ?? seconds !== undefined,
    timeLimit: seconds,
  };
}

function moreWorkers(workers: number, lag: number, isBegun: boolean): AutofitError {
  return new AutofitError(
    'BAD_OPTION',
    `\`workers: ${workers}\` are more than a search with \`lag: ${lag}\` has trials under way.`,
    {
      hint: isBegun
        ? `The search was begun so: give \`workers: ${lag}\` or fewer.`
        : `Give \`lag: ${workers}\`, which other trials may come of, or fewer workers.`,
    },
  );
}
