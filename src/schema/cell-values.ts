import { cellReader } from './cell-reader.js';
import type { ColumnProfile } from './column-profile.js';
import { missingUnder } from './missing-tokens.js';
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

/** What it makes of them where codes such as `099` are missing among numbers alone: NaN of those as well. */
export function presentValues(profile: ColumnProfile, parser: NumericParser): Float64Array {
  const values = cellValues(profile, parser)?.values ?? new Float64Array();
  const { rule, counts } = profile;
  if (!rule?.missing?.length) return values;
  const isMissing = missingUnder(rule, true);
  return values.map((value, i) => (isMissing(counts.cells[i] ?? '') ? Number.NaN : value));
}
