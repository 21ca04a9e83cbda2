import { countEach } from '../util/count-each.js';

/** Rows above a header at most. */
const MOST_TITLES = 10;
/** What may stand between fields under another delimiter. */
const OTHER_MARKS = /[,;\t|^]| {2}/;
const YEAR = /^(?:19|20)\d\d$/;
/** Of a table of fewer columns, a row with one cell filled may be a row of it, or its header under another delimiter. */
const WIDE = 3;

/**
 * How many of the first records are titles and blank rows above a header: one cell is filled, or there is no other, and
 * behind them comes a row of names, as wide as most rows.
 */
export function titleRows(records: readonly (readonly string[])[]): number {
  const width = usualWidth(records);
  let titles = 0;
  while (titles < MOST_TITLES && isTitle(records[titles], width)) titles++;
  return titles > 0 && isHeader(records[titles], width) && records.length > titles + 1 ? titles : 0;
}

/** The width that most records have; of equally common ones the larger. */
export function usualWidth(records: readonly (readonly string[])[]): number {
  const rowsOf = countEach(records.map(({ length }) => length));
  const [best] = [...rowsOf].sort(([a, x], [b, y]) => y - x || b - a);
  return best?.[0] ?? 0;
}

function isTitle(record: readonly string[] | undefined, width: number): boolean {
  if (!record || width < 2) return false;
  if (width < WIDE) return record.length === 1 && !OTHER_MARKS.test(record[0] ?? '');
  return record.slice(1).every((cell) => cell.trim() === '');
}

/** Whether a record may name so many columns. */
export function isHeader(record: readonly string[] | undefined, width: number): boolean {
  if (record?.length !== width) return false;
  const names = record.map((cell) => cell.trim());
  const areNames = names.every(
    (name) => name !== '' && (YEAR.test(name) || !Number.isFinite(Number(name))),
  );
  return areNames && new Set(names).size === names.length;
}
