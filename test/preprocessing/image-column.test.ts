import { expect, test } from 'vitest';
import { pixelsBlocks, rawBlock } from '../../src/matrix/design-matrix.js';
import type { ModelInputs } from '../../src/matrix/model-inputs.js';
import { emptyDesign } from '../../src/preprocessing/empty-design.js';
import { createPictureFits } from '../../src/preprocessing/picture-fits.js';
import { preprocessingDefaults } from '../../src/preprocessing/preprocessing-options.js';
import {
  type FitContext,
  fitPreprocessor,
  transformTable,
} from '../../src/preprocessing/preprocessor.js';
import type { ImageColumn, Table } from '../../src/table/table.js';
import { randomStream } from '../../src/util/random.js';
import { imageColumn, shapeStack } from '../fixtures/pictures.js';

const stack = shapeStack(12);
const options = {
  ...preprocessingDefaults,
  images: {
    ...preprocessingDefaults.images,
    patches: { size: 4, stride: 3, centres: 6, drawn: 300 },
    components: 5,
  },
};
const raw = { numbers: 'raw', categories: 'codes' } as const;
const scaled = { numbers: 'scaled', categories: 'one-hot' } as const;

function tableOf(column: ImageColumn): Table {
  return { kind: 'table', rows: column.codes.length, columns: [column], target: undefined };
}

function contextFor(rows: Int32Array): FitContext {
  const y = Float64Array.from(rows, (_, i) => i % 2);
  const task = { kind: 'binary', classes: 2, positive: 1 } as const;
  return { task, y, weights: undefined, random: randomStream(1), kernels: 'reference' };
}

function fitted(column: ImageColumn, rows: Int32Array, inputs: ModelInputs = raw) {
  return fitPreprocessor(options, inputs, [], tableOf(column), rows, contextFor(rows));
}

const single = imageColumn(stack, [[0], [1], [2], [3], [4], [5], [6], [7], [8], []]);
const training = Int32Array.of(0, 1, 2, 3, 4, 5, 6);

test('a picture becomes numbers that a person can read, and what it looks like, all of one source', () => {
  const { x } = fitted(single, training);
  const features = rawBlock(x)?.features ?? [];
  expect(features.map(({ name }) => name).slice(0, 3)).toEqual([
    'photo: brightness',
    'photo: contrast',
    'photo: sharpness',
  ]);
  expect(features.map(({ name }) => name)).toContain('photo: look 5');
  expect(new Set(features.map(({ source }) => source))).toEqual(new Set(['photo']));
});

test('fitting gives the training rows just as transforming does', () => {
  for (const inputs of [raw, scaled]) {
    const own = fitted(single, training, inputs);
    expect(transformTable(own.fitted, tableOf(single), training)).toEqual(own.x);
    // Pictures that lie elsewhere are worked out anew.
    const again = { ...single, pixels: single.pixels.slice() };
    expect(transformTable(own.fitted, tableOf(again), training)).toEqual(own.x);
    const features = own.x.blocks.map((block) => block.features);
    expect(emptyDesign(own.fitted).blocks.map((block) => block.features)).toEqual(features);
  }
});

test('other pictures than those of training change nothing of what was learned', () => {
  const other = { ...single, pixels: single.pixels.slice() };
  other.pixels.fill(77, 7 * 24 * 24 * 3);
  expect(fitted(other, training).fitted).toEqual(fitted(single, training).fitted);
});

test('a missing picture is a missing number, and where training had one there is an indicator', () => {
  const rows = Int32Array.of(8, 9);
  const own = fitted(single, training);
  const columns = rawBlock(transformTable(own.fitted, tableOf(single), rows))?.columns ?? [];
  expect(columns.every(({ values }) => Number.isNaN(values[1]) && !Number.isNaN(values[0]))).toBe(
    true,
  );
  const gaps = fitted(single, Int32Array.of(0, 1, 2, 3, 9), scaled).x.blocks[0];
  const names = gaps?.features.map(({ name }) => name) ?? [];
  expect(names.filter((name) => name.endsWith('is missing'))).toEqual([
    'photo: brightness is missing',
  ]);
  expect(gaps?.kind === 'dense' && gaps.matrix.data.every(Number.isFinite)).toBe(true);
});

test('looks keep their sizes beside each other where numbers are scaled, and a missing one is their mean', () => {
  const rows = Int32Array.of(0, 1, 2, 3, 4, 9);
  const plain = rawBlock(fitted(single, rows).x);
  const block = fitted(single, rows, scaled).x.blocks[0];
  if (block?.kind !== 'dense' || !plain) throw new Error('no numbers');
  const { columns, data } = block.matrix;
  const looks = block.features.flatMap(({ name }, i) => (name.includes(': look ') ? [i] : []));
  const squares = looks.map((i) => {
    const own = [0, 1, 2, 3, 4].map((row) => data[row * columns + i] ?? 0);
    const values =
      plain.columns[plain.features.findIndex(({ name }) => name === block.features[i]?.name)];
    expect((values?.values[0] ?? 0) / (own[0] ?? 1)).toBeCloseTo(
      (values?.values[1] ?? 0) / (own[1] ?? 1),
      2,
    );
    expect(data[5 * columns + i]).toBe(0);
    return own.reduce((sum, value) => sum + value * value, 0) / 5;
  });
  expect(squares.reduce((a, b) => a + b, 0) / squares.length).toBeCloseTo(1, 2);
  expect(squares[0]).toBeGreaterThan(2 * (squares.at(-1) ?? 0));
});

test('where no training row has a picture, its numbers are all missing', () => {
  const { x, fitted: own } = fitted(imageColumn(stack, [[0], [], []]), Int32Array.of(1, 2));
  const columns = rawBlock(x)?.columns ?? [];
  expect(columns.flatMap(({ values }) => [...values]).every(Number.isNaN)).toBe(true);
  const later = transformTable(own, tableOf(single), Int32Array.of(0));
  expect(rawBlock(later)?.features.at(-1)?.name).toBe('photo: bytes');
});

test('several pictures of a row count as their mean', () => {
  const several = imageColumn(stack, [[0], [1], [2], [3], [4, 6], [4], [6]]);
  const { x } = fitted(several, Int32Array.of(0, 1, 2, 3, 4, 5, 6));
  for (const { values } of rawBlock(x)?.columns ?? []) {
    expect(values[4]).toBeCloseTo(((values[5] ?? 0) + (values[6] ?? 0)) / 2, 5);
  }
});

test('families that look at pixels get a block of the pictures of each row, eight of a row at most', () => {
  const inputs = { ...scaled, images: 'pixels' } as const;
  const many = Array.from({ length: 16 }, (_, i) => i % 4);
  const several = imageColumn(stack, [[3, 1], [], [2], many]);
  const own = fitted(several, Int32Array.of(0, 1), inputs);
  const x = transformTable(own.fitted, tableOf(several), Int32Array.of(2, 1, 0, 3));
  const [block] = pixelsBlocks(x);
  expect(x.blocks).toHaveLength(1);
  const offsets = Int32Array.of(0, 1, 1, 3, 11);
  expect(block).toMatchObject({ rows: 4, side: 24, channels: 3, offsets });
  expect(block?.features).toEqual([{ name: 'photo', source: 'photo' }]);
  const size = 24 * 24 * 3;
  const picture = (place: number) => stack.pixels.subarray(place * size, (place + 1) * size);
  for (const [i, place] of [2, 3, 1, 0, 2, 0, 2, 0, 2, 0, 2].entries())
    expect(block?.pixels.subarray(i * size, (i + 1) * size)).toEqual(picture(place));
});

test('families that look at no numbers, or at no pictures, get none', () => {
  expect(fitted(single, training, { numbers: 'none', categories: 'none' }).x.blocks).toEqual([]);
  expect(fitted(single, training, { ...raw, images: 'none' }).x.blocks).toEqual([]);
});

test('what a fold learned of pictures is learned once, whatever else its preprocessing does', () => {
  const fits = createPictureFits(3, 'reference');
  const learn = (fold: number) => fits(fold, () => false)(options.images, single, training);
  expect(learn(0)).toBe(learn(0));
  expect(learn(1)).not.toEqual(learn(0));
  expect(
    createPictureFits(3, 'reference')(0, () => false)(options.images, single, training),
  ).toEqual(learn(0));
});
