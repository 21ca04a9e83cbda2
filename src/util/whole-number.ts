import { AutofitError } from './errors.js';

/** The number, if it is whole and not below the least. Throws an AutofitError that names the option. */
export function wholeNumber(name: string, value: number, least: number): number {
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new AutofitError(
    'BAD_OPTION',
    `\`${name}\` must be a whole number of at least ${least}, not ${value}.`,
  );
}
