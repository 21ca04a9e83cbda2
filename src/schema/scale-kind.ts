import type { ColumnSchema } from './schema.js';

/** How values that have an order are told; times of day are moments of the first day of 1970. */
export type ScaleKind = 'numbers' | 'dates' | 'times';

/** How the values of a column of numbers or moments are told. */
export function scaleKind({ parser }: Pick<ColumnSchema, 'parser'>): ScaleKind {
  if (parser?.kind !== 'datetime') return 'numbers';
  return parser.order === 'time' ? 'times' : 'dates';
}
