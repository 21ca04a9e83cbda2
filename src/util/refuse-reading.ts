import { AutofitError } from './errors.js';

const READING = ['force', 'delimiter', 'quote', 'sheet', 'images'] as const;

/** Throws an AutofitError for an option of how data is read where none is given. */
export function refuseReading(
  options: Readonly<Partial<Record<(typeof READING)[number], unknown>>>,
): void {
  const given = READING.find((name) => options[name] !== undefined && options[name] !== false);
  if (given === undefined) return;
  throw new AutofitError('BAD_OPTION', `\`${given}\` says how data is read, and none is given.`, {
    hint: 'Give data, or leave it out.',
  });
}
