import { expect, test } from 'vitest';
import { loadedKernelRows, savedKernelRows } from '../../src/models/saved-kernel-rows.js';

const rows = {
  rows: 3,
  columns: 4,
  numbers: 1,
  data: Float64Array.from([1.5, 0, 2, 0, -3, 0, 0, 0, 0, 1, 0, 0.25]),
};

test('numbers are saved whole, and of levels what is not 0', () => {
  const { json, tensors } = savedKernelRows(rows);
  expect(json).toEqual({ count: 3, columns: 4, numbers: 1 });
  expect(tensors).toEqual({
    numbers: Float32Array.of(1.5, -3, 0),
    entries: Float32Array.of(1, 0, 2),
    places: Float32Array.of(2, 1, 3),
    values: Float32Array.of(2, 1, 0.25),
  });
});

test('rows come back as they were saved', () => {
  expect(loadedKernelRows({ kind: 'gaussian-process', ...savedKernelRows(rows) })).toEqual(rows);
});

test('rows of format 5, where levels were whole, are read too', () => {
  const tensors = { rows: Float32Array.from(rows.data) };
  const saved = { kind: 'gaussian-process', json: savedKernelRows(rows).json, tensors };
  expect(loadedKernelRows(saved)).toEqual(rows);
});

test.each([
  ['a place behind the columns', { places: Float32Array.of(2, 1, 4) }],
  ['a place among the numbers', { places: Float32Array.of(2, 0, 3) }],
  ['more entries than places', { entries: Float32Array.of(1, 0, 3) }],
  ['fewer entries than places', { entries: Float32Array.of(1, 0, 1) }],
  ['values for other places', { values: Float32Array.of(2, 1) }],
])('%s is refused', (_, other) => {
  const { json, tensors } = savedKernelRows(rows);
  const saved = { kind: 'gaussian-process', json, tensors: { ...tensors, ...other } };
  expect(() => loadedKernelRows(saved)).toThrow(/column|places|values/);
});
