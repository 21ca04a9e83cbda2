import type { ColumnSchema } from './schema.js';

/** What the codes of a column stand for. */
export function levelNames({ parser }: Pick<ColumnSchema, 'parser'>): readonly string[] {
  if (parser?.kind === 'categorical') return parser.levels;
  if (parser?.kind === 'list') return parser.items;
  return parser?.kind === 'boolean' ? [parser.no, parser.yes] : [];
}
