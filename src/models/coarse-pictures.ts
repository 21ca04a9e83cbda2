import type { PictureInput } from '../engine/picture-input.js';

/** Cells of a side that pictures are averaged to. */
export const GRID = 8;

/** The means of a grid's cells of these pictures, (GRID, GRID, channels) a picture, as shares of what a byte can be. */
export function coarsePictures(
  { height, width, channels, data }: Pick<PictureInput, 'height' | 'width' | 'channels' | 'data'>,
  places: readonly number[],
): readonly Float64Array[] {
  const [rows, columns] = [cellsOf(height), cellsOf(width)];
  const shares = new Float64Array(GRID * GRID);
  for (const row of rows) {
    for (const column of columns)
      shares[row * GRID + column] = (shares[row * GRID + column] ?? 0) + 1;
  }
  return places.map((place) => {
    const cells = new Float64Array(GRID * GRID * channels);
    let at = place * height * width * channels;
    for (const row of rows) {
      for (const column of columns) {
        const cell = row * GRID + column;
        for (let c = 0; c < channels; c++) {
          const to = cell * channels + c;
          cells[to] =
            (cells[to] as number) + (data[at++] as number) / (255 * (shares[cell] as number));
        }
      }
    }
    return cells;
  });
}

/** The cell of each pixel along a side. */
function cellsOf(length: number): Int32Array {
  return Int32Array.from({ length }, (_, i) => Math.floor((i * GRID) / length));
}

/** A coarse picture, mirrored left to right or upside down. */
export function mirroredCells(cells: Float64Array, way: 'horizontal' | 'vertical'): Float64Array {
  const channels = cells.length / (GRID * GRID);
  return cells.map((_, i) => {
    const [row, column] = [Math.floor(i / (GRID * channels)), Math.floor(i / channels) % GRID];
    const [y, x] = way === 'vertical' ? [GRID - 1 - row, column] : [row, GRID - 1 - column];
    return cells[(y * GRID + x) * channels + (i % channels)] as number;
  });
}
