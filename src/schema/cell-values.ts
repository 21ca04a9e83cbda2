import { cellReader } from './cell-reader.js';
import type { ColumnProfile } from './column-profile.js';
import type { DatetimeParser, NumericParser } from './schema.js';

/** What a parser makes of each different cell of a column, NaN where it can read none. */
export interface CellValues {
  readonly values: Float64Array;
  /** Rows whose cells can be read. */
  readonly rows: number;
}

const known = new WeakMap<ColumnProfile, CellValues & { readonly parser: string }>();

/** Remembers what a parser makes of each different cell, where it has been found already. */
export function rememberValues(
  profile: ColumnProfile,
  parser: NumericParser | DatetimeParser,
  values: Float64Array,
): void {
  let rows = 0;
  const { rowsOf } = profile.counts;
  for (let i = 0; i < values.length; i++) {
    if (!Number.isNaN(values[i])) rows += rowsOf[i] as number;
  }
  known.set(profile, { parser: JSON.stringify(parser), values, rows });
}

/** The values under a parser, of which the last are remembered; undefined once more rows than so many cannot be read. */
export function cellValues(
  profile: ColumnProfile,
  parser: NumericParser | DatetimeParser,
  mostUnread = Number.POSITIVE_INFINITY,
): CellValues | undefined {
  const name = JSON.stringify(parser);
  const own = known.get(profile);
  if (own?.parser === name) return own;
  const read = cellReader(parser);
  const { cells, rowsOf } = profile.counts;
  const values = new Float64Array(cells.length);
  let [rows, unread] = [0, 0];
  for (let i = 0; i < cells.length; i++) {
    const value = read(cells[i] as string);
    values[i] = value;
    if (!Number.isNaN(value)) rows += rowsOf[i] as number;
    else {
      unread += rowsOf[i] as number;
      if (unread > mostUnread) return undefined;
    }
  }
  const found = { parser: name, values, rows };
  known.set(profile, found);
  return found;
}
