import { expect, test } from 'vitest';
import type { Asked } from '../../src/explain/contributions.js';
import { GRID, lonePicture, occlusionMap } from '../../src/explain/occlusion.js';
import { createWatch } from '../../src/explain/watch.js';
import { createImageColumn } from '../../src/table/image-column.js';
import { MISSING, type Table } from '../../src/table/table.js';
import { constantMember, noYes, numbers, predictorState } from '../fixtures/constant-predictor.js';

const SIDE = 16;
const plain = (bytes: number) => new ArrayBuffer(bytes);

/** Black pictures: the first with a white square of four pixels at (10, 2), the second a white one. */
function tableOf(codes: readonly number[]): Table {
  const pixels = new Uint8Array(2 * SIDE * SIDE * 3);
  for (let y = 2; y < 6; y++) pixels.fill(255, (y * SIDE + 10) * 3, (y * SIDE + 14) * 3);
  pixels.fill(255, SIDE * SIDE * 3);
  const sizes = Float64Array.of(20, 30, 900, 40, 40, 800);
  const column = createImageColumn(
    'photo',
    Int32Array.from(codes),
    [[0], [0, 1]],
    { side: SIDE, pixels, sizes },
    plain,
  );
  const x = { kind: 'numeric', name: 'x', values: Float64Array.from(codes, (_, i) => i) } as const;
  return { kind: 'table', rows: codes.length, columns: [x, column], target: undefined };
}

/** A predictor whose answer is how much of that square is white. */
function askedOf(task: typeof noYes, seen: Table[] = []): Asked {
  return {
    state: predictorState(task, [constantMember(1, 1, [[0.5, 0.5]])]),
    open: () => async (table) => {
      seen.push(table);
      const column = table.columns.find(({ name }) => name === 'photo');
      if (column?.kind !== 'image') throw new Error('no pictures');
      const shares = Array.from(column.codes, (code) => {
        const from = code * SIDE * SIDE * 3;
        let sum = 0;
        for (let y = 2; y < 6; y++) {
          for (let x = 10; x < 14; x++) sum += column.pixels[from + (y * SIDE + x) * 3] ?? 0;
        }
        return sum / (16 * 255);
      });
      const values =
        task.kind === 'regression' ? shares : shares.flatMap((share) => [1 - share, share]);
      return [Float64Array.from(values)];
    },
    allocate: plain,
    watch: createWatch(),
  };
}

test('an answer is lost where what it hangs on is covered, and nowhere else', async () => {
  const seen: Table[] = [];
  const map = await occlusionMap(askedOf(noYes, seen), tableOf([0]), 0, 'photo');
  // Of yes, which is sure of the square as it is.
  expect(map).toMatchObject({ output: 1, answer: 1 });
  expect(map?.losses).toHaveLength(GRID * GRID);
  // The patch is 4 × 4 pixels: with its middle in column 5, row 1 of the grid it covers columns 9 to 12, rows 1 to 4.
  const mean = Math.round((16 * 255) / (SIDE * SIDE)) / 255;
  const loss = (column: number, row: number) => map?.losses[row * GRID + column] ?? Number.NaN;
  expect(loss(5, 1)).toBeCloseTo((9 / 16) * (1 - mean), 12);
  expect(loss(6, 1)).toBeCloseTo((9 / 16) * (1 - mean), 12);
  for (let row = 0; row < GRID; row++) {
    for (let column = 0; column < GRID; column++) {
      const isNear = column >= 4 && column <= 7 && row <= 3;
      if (!isNear) expect(loss(column, row)).toBe(0);
    }
  }
  // The other columns, and how large the picture was, stay.
  const [table] = seen;
  expect(table?.rows).toBe(GRID * GRID + 1);
  expect(table?.columns[0]).toMatchObject({ values: new Float64Array(GRID * GRID + 1) });
  const [, photo] = table?.columns ?? [];
  expect(photo?.kind === 'image' && [...photo.sizes.subarray(3, 6)]).toEqual([20, 30, 900]);
});

test('of a number it is told how much less is said', async () => {
  const map = await occlusionMap(askedOf(numbers), tableOf([0]), 0, 'photo');
  expect(map).toMatchObject({ output: -1, answer: 1 });
  expect(Math.max(...(map?.losses ?? []))).toBeGreaterThan(0.5);
});

test('rows without a picture, or with several, have no map', async () => {
  const table = tableOf([MISSING, 1, 0]);
  const column = table.columns[1];
  expect(column?.kind === 'image' && [0, 1, 2].map((row) => lonePicture(column, row))).toEqual([
    -1, -1, 0,
  ]);
  expect(await occlusionMap(askedOf(noYes), table, 0, 'photo')).toBeUndefined();
  expect(await occlusionMap(askedOf(noYes), table, 1, 'photo')).toBeUndefined();
  expect(await occlusionMap(askedOf(noYes), table, 2, 'x')).toBeUndefined();
});
