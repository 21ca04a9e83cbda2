import type { Params } from '../space/search-space.js';
import type { FlatSpace } from './flat-space.js';
import type { StudySettings } from './study-settings.js';
import type { FinishedTrial } from './study-trial.js';

/** The best of what was tried and of what was known. */
export interface StudyBest<P = Params> {
  readonly params: P;
  readonly value: number;
  /** The trial's number; null for a result that was known beforehand. */
  readonly number: number | null;
}

/** What a search gives. */
export interface StudyResult<P = Params> extends StudyBest<P> {
  /** All that ended, by number. */
  readonly trials: readonly FinishedTrial<P>[];
}

/** Of equal ones the first; undefined where nothing has a value. */
export function bestOf<P>(
  trials: readonly FinishedTrial<P>[],
  { direction, from }: StudySettings,
  { toUser }: FlatSpace,
): StudyBest<P> | undefined {
  const known = from.map(({ params, value }) => ({
    params: toUser(params) as P,
    value,
    number: null,
  }));
  const tried = trials.flatMap(({ params, value, number }) =>
    value === null ? [] : [{ params, value, number }],
  );
  const sign = direction === 'minimize' ? 1 : -1;
  return [...known, ...tried].toSorted((a, b) => sign * (a.value - b.value))[0];
}
