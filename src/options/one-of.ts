import { AutofitError } from '../util/errors.js';

/** The value, which must be one of these; else an AutofitError that names them, and what is meant for elsewhere. */
export function oneOf<T extends string>(
  name: string,
  value: T,
  allowed: readonly T[],
  elsewhere: readonly string[] = [],
): T {
  if (allowed.includes(value)) return value;
  throw new AutofitError('BAD_OPTION', `\`${name}\` cannot be "${value}".`, {
    hint: `It takes one of: ${[...allowed, ...elsewhere].join(', ')}.`,
  });
}
