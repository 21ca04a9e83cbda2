import type { Layout } from '../kernels.js';

/** Columns of a panel; signals and weights lie in panels of 8 columns, [column/8][row][8]. */
export const PANEL = 8;

/** Floats from a panel to the next, as in assembly/panels.ts; a table has its columns padded instead. */
export function panelStride(layout: Layout, rows: number): number {
  const tiles = roundUp(rows, 4) * PANEL;
  return layout === 'signal' ? tiles + 16 : tiles;
}

/** How many floats (rows, columns) take. */
export function floatsOf(layout: Layout, rows: number, columns: number): number {
  if (layout === 'table') return rows * roundUp(columns, PANEL);
  // Transposed weights and a row of zeros.
  if (layout === 'scratch') return floatsOf('weights', columns, rows) + PANEL;
  return (roundUp(columns, PANEL) / PANEL) * panelStride(layout, rows);
}

/** Where the value at (row, column) lies. */
export function placeOf(
  layout: Layout,
  { rows, columns }: { readonly rows: number; readonly columns: number },
  row: number,
  column: number,
): number {
  if (layout === 'table') return row * roundUp(columns, PANEL) + column;
  return (column >> 3) * panelStride(layout, rows) + row * PANEL + (column & 7);
}

/**
 * Calls with each run of values, at most eight, that lie together in the layout and in plain order: where they start in
 * both, and how many they are.
 */
export function eachRun(
  layout: Layout,
  shape: { readonly rows: number; readonly columns: number },
  call: (place: number, plain: number, length: number) => void,
): void {
  const { rows, columns } = shape;
  const step = layout === 'table' ? roundUp(columns, PANEL) : PANEL;
  for (let column = 0; column < columns; column += PANEL) {
    const length = Math.min(PANEL, columns - column);
    let place = placeOf(layout, shape, 0, column);
    for (let row = 0; row < rows; row++) {
      call(place, row * columns + column, length);
      place += step;
    }
  }
}

export function roundUp(value: number, multiple: number): number {
  return Math.ceil(value / multiple) * multiple;
}
