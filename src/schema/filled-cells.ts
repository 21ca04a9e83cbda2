import { codedCells } from '../table/raw-cells.js';
import type { RawColumn } from '../table/raw-table.js';
import { type IsMissing, isMissingAmongNumbers, missingUnder } from './missing-tokens.js';
import { isNoDate } from './no-dates.js';
import type { ColumnSchema } from './schema.js';

/** Reads a trimmed cell as a number: NaN where it cannot. */
export type ReadCell = (cell: string) => number;

/** Different trimmed cells that hold something, each with the rows that hold it; one may come twice. */
export type FilledCells = readonly (readonly [cell: string, rows: number])[];

/** The cells of a column that say something to its parser. */
export function filledCells(column: ColumnSchema, raw: RawColumn): FilledCells {
  const { codes, values } = codedCells(raw);
  const rowsOf = new Float64Array(values.length);
  for (const code of codes) rowsOf[code] = (rowsOf[code] ?? 0) + 1;
  const isMissing = missingIn(column);
  return values.flatMap((value, code): [string, number][] => {
    const [cell, rows] = [value.trim(), rowsOf[code] ?? 0];
    return rows === 0 || isMissing(cell) ? [] : [[cell, rows]];
  });
}

/** What says that there is no value: of numbers and dates, more words than of others. */
export function missingIn({
  parser,
  missing,
}: Pick<ColumnSchema, 'parser' | 'missing'>): IsMissing {
  const kind = parser?.kind;
  if (kind !== 'datetime' && kind !== 'numeric') return missingUnder(missing);
  const isMissing = missingUnder(missing, true);
  const isNone = kind === 'datetime' ? isNoDate : isMissingAmongNumbers;
  return (cell) => isMissing(cell) || isNone(cell);
}

/** How many rows can be read. */
export function rowsRead(cells: FilledCells, read: ReadCell): number {
  return cells.reduce((sum, [cell, rows]) => sum + (Number.isNaN(read(cell)) ? 0 : rows), 0);
}

/** Without those that read every cell as one before them does. */
export function differentReadings<T extends { readonly read: ReadCell }>(
  readings: readonly T[],
  cells: FilledCells,
): readonly T[] {
  const isSame = (a: T, b: T) => cells.every(([cell]) => Object.is(a.read(cell), b.read(cell)));
  return readings.filter((own, i) => !readings.slice(0, i).some((other) => isSame(own, other)));
}
