import { expect, test } from 'vitest';
import { cellGradients } from '../../src/image/cell-gradients.js';
import { hogOf } from '../../src/image/hog.js';
import { grey, painted, shapeStack } from '../fixtures/pictures.js';

const options = { cell: 4, bins: 9, isSigned: false };

test('an edge in one block is told once a cell: its histogram, and a quarter of its sum for its place in the block', () => {
  const down = painted(8, [(y) => grey(y < 4 ? 0 : 255)]);
  const out = cellGradients(down, 0, options);
  expect(out).toHaveLength(4 * 13);
  for (let cell = 0; cell < 4; cell++) {
    const own = [...out.subarray(cell * 13, (cell + 1) * 13)];
    const expected = Array.from({ length: 13 }, (_, i) =>
      i === 4 ? 0.5 : i === 9 + cell ? 0.125 : 0,
    );
    for (const [i, value] of own.entries()) expect(value).toBeCloseTo(expected[i] ?? 0, 6);
  }
});

test('a cell has the mean of its histograms over the blocks that it lies in', () => {
  const stack = shapeStack(1, 3, 16);
  const hog = hogOf(stack, 0, options);
  const out = cellGradients(stack, 0, options);
  // Of 4 x 4 cells and 3 x 3 blocks: a corner, an edge, and a cell in the middle.
  const inBlock = (block: number, inner: number, bin: number) =>
    hog[(block * 4 + inner) * 9 + bin] ?? 0;
  for (let bin = 0; bin < 9; bin++) {
    const at = (cell: number) => out[cell * 13 + bin];
    expect(at(0)).toBeCloseTo(inBlock(0, 0, bin), 6);
    expect(at(1)).toBeCloseTo((inBlock(0, 1, bin) + inBlock(1, 0, bin)) / 2, 6);
    const around =
      inBlock(0, 3, bin) + inBlock(1, 2, bin) + inBlock(3, 1, bin) + inBlock(4, 0, bin);
    expect(at(5)).toBeCloseTo(around / 4, 6);
  }
});
