import type { ColumnProfile } from './column-profile.js';
import { datetimeReader } from './datetime-reader.js';
import type { ColumnSchema } from './schema.js';

/** Whether a column holds dates with years of two digits. */
export function hasShortYears({ parser }: ColumnSchema): boolean {
  return parser?.kind === 'datetime' && parser.since !== undefined;
}

/** The latest year of a table's dates whose years have four digits; undefined where it has none. */
export function latestYear(
  columns: readonly ColumnSchema[],
  profiles: readonly ColumnProfile[],
): number | undefined {
  let latest = Number.NEGATIVE_INFINITY;
  for (const [i, column] of columns.entries()) {
    const { parser, role } = column;
    const profile = profiles[i];
    const isDate = parser?.kind === 'datetime' && parser.order !== 'time' && role === 'feature';
    if (!profile || !isDate || hasShortYears(column)) continue;
    const read = datetimeReader(parser);
    for (const cell of profile.counts.cells) {
      const time = read(cell);
      if (time > latest) latest = time;
    }
  }
  return Number.isFinite(latest) ? new Date(latest).getUTCFullYear() : undefined;
}
