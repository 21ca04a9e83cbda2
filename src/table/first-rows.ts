import type { RawColumn, RawTable } from './raw-table.js';

/** So many rows at most, from the first one on: views of the same memory. */
export function firstRows(raw: RawTable, most: number): RawTable {
  if (raw.rows <= most) return raw;
  return { ...raw, rows: most, columns: raw.columns.map((column) => head(column, most)) };
}

function head(column: RawColumn, rows: number): RawColumn {
  // The texts are decoded when they are asked for.
  const own: RawColumn = Object.create(Object.prototype, Object.getOwnPropertyDescriptors(column));
  const parts =
    column.kind === 'coded'
      ? { codes: column.codes.subarray(0, rows) }
      : { numbers: column.numbers.subarray(0, rows), forms: column.forms.subarray(0, rows) };
  return Object.assign(own, parts);
}
