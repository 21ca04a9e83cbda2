import { AutofitError } from '../util/errors.js';

/** The share of rows to be covered. Throws an AutofitError for what is none. */
export function resolveCoverage(given: number): number {
  if (given > 0 && given < 1) return given;
  throw new AutofitError('BAD_OPTION', `\`intervals\` must lie between 0 and 1, not ${given}.`, {
    hint: 'It is the share of rows to be covered: 0.9 covers nine in ten.',
  });
}
