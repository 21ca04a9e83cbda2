import type { RawColumn, RawTable } from './raw-table.js';

/** The rows of a table but these, and where each stood. */
export function withoutRows(
  raw: RawTable,
  left: ReadonlySet<number>,
): { readonly raw: RawTable; readonly kept: Int32Array } {
  const kept = Int32Array.from({ length: raw.rows }, (_, row) => row).filter((r) => !left.has(r));
  const columns = raw.columns.map((column): RawColumn => {
    if (column.kind === 'coded') return { ...column, codes: kept.map((r) => column.codes[r] ?? 0) };
    const numbers = Float64Array.from(kept, (row) => column.numbers[row] ?? 0);
    const forms = Uint8Array.from(kept, (row) => column.forms[row] ?? 0);
    return { ...column, numbers, forms };
  });
  return { raw: { ...raw, rows: kept.length, columns }, kept };
}
