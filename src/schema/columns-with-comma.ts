import type { Schema } from './schema.js';

/** The columns whose numbers were written with a decimal comma. */
export function columnsWithComma({ columns }: Schema): ReadonlySet<string> {
  const own = columns.filter(({ parser }) => parser?.kind === 'numeric' && parser.decimal === ',');
  return new Set(own.map(({ name }) => name));
}
