import { AutofitError } from '../util/errors.js';
import type { FitOptions } from './fit-options.js';

/** The share of rows to be covered. Throws an AutofitError for what is none. */
export function resolveCoverage(given: number): number {
  if (given > 0 && given < 1) return given;
  throw new AutofitError('BAD_OPTION', `\`intervals\` must lie between 0 and 1, not ${given}.`, {
    hint: 'It is the share of rows to be covered: 0.9 covers nine in ten.',
  });
}

/** The share that intervals are to cover, where they are asked for. Throws an AutofitError beside quantiles, which are such already. */
export function resolveIntervals({
  intervals,
  quantiles,
  task,
}: Pick<FitOptions, 'intervals' | 'quantiles' | 'task'>): { readonly intervals?: number } {
  if (intervals === undefined) return {};
  if (quantiles === undefined && task !== 'quantile')
    return { intervals: resolveCoverage(intervals) };
  throw new AutofitError('BAD_OPTION', '`intervals` and `quantiles` exclude each other.', {
    hint: 'The least and the greatest of `quantiles` are ends of an interval already.',
  });
}
