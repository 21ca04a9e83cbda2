import { cellWidth } from './cell-width.js';

/** Rows of cells as lines, the cells of a column below each other. */
export function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, place) =>
    Math.max(...rows.map((row) => cellWidth(row[place] ?? ''))),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, place) => cell + ' '.repeat((widths[place] ?? 0) - cellWidth(cell)))
      .join('  ')
      .trimEnd();
  return rows.map(line).join('\n');
}
