import type { RawColumn } from '../table/raw-table.js';
import { isMissing } from './missing-tokens.js';

/** The distinct trimmed cells of a column that are not missing, and how many rows hold each. */
export interface ColumnProfile {
  readonly name: string;
  readonly rows: number;
  readonly missing: number;
  /** In order of first appearance. */
  readonly counts: ReadonlyMap<string, number>;
  readonly column: RawColumn;
}

/** The first row, counted from 1 below the header, that holds this trimmed cell. */
export function firstRowOf({ column }: ColumnProfile, cell: string): number {
  return 1 + column.codes.findIndex((code) => column.values[code]?.trim() === cell);
}

/** Counts a whole column in one pass over its codes. */
export function profileColumn(column: RawColumn): ColumnProfile {
  const rowsOf = new Float64Array(column.values.length);
  for (const code of column.codes) rowsOf[code] = (rowsOf[code] ?? 0) + 1;
  const counts = new Map<string, number>();
  let missing = 0;
  for (const [code, value] of column.values.entries()) {
    const cell = value.trim();
    const rows = rowsOf[code] ?? 0;
    if (isMissing(cell)) missing += rows;
    else counts.set(cell, (counts.get(cell) ?? 0) + rows);
  }
  return { name: column.name, rows: column.codes.length, missing, counts, column };
}
