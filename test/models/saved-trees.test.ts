import { expect, test } from 'vitest';
import { savedTrees, treeTensors } from '../../src/models/saved-trees.js';
import { MISSING_LEFT, type Tree } from '../../src/trees/tree.js';

/** A number at most 1.5, or else a level among 4 and 7; a leaf alone. */
const TREES: readonly Tree[] = [
  {
    columns: Int32Array.of(0, -1, 2, -1, -1),
    thresholds: Float64Array.of(1.5, 0, 0, 0, 0),
    sides: Uint8Array.of(MISSING_LEFT, 0, 0, 0, 0),
    listStarts: Int32Array.of(0, 0, 0, 2, 2),
    listEnds: Int32Array.of(0, 0, 2, 2, 2),
    listed: Int32Array.of(4, 7),
    left: Int32Array.of(1, -1, 3, -1, -1),
    right: Int32Array.of(2, -1, 4, -1, -1),
    values: Float32Array.of(0, 0.25, 0, -1, 3),
    gains: Float32Array.of(9, 0, 5, 0, 0),
  },
  {
    columns: Int32Array.of(-1),
    thresholds: Float64Array.of(0),
    sides: Uint8Array.of(0),
    listStarts: Int32Array.of(0),
    listEnds: Int32Array.of(0),
    listed: Int32Array.of(),
    left: Int32Array.of(-1),
    right: Int32Array.of(-1),
    values: Float32Array.of(8),
    gains: Float32Array.of(0),
  },
];
const saved = (tensors: ReturnType<typeof treeTensors>) => ({ kind: 'trees', json: {}, tensors });

test('splits and leaves are kept apart, and come back to their places', () => {
  const tensors = treeTensors(TREES);
  const kept = Object.entries(tensors).map(([name, values]) => [name, [...values]]);
  expect(Object.fromEntries(kept)).toEqual({
    nodes: [5, 1],
    columns: [0, -1, 2, -1, -1, -1],
    left: [1, 3],
    right: [2, 4],
    sides: [MISSING_LEFT, 0],
    gains: [9, 5],
    thresholds: [1.5, 0],
    lists: [0, 2],
    listed: [4, 7],
    values: [0.25, -1, 3, 8],
  });
  expect(savedTrees(saved(tensors), 2)).toEqual(TREES);
});

test('trees of files before format 8 hold all at every node', () => {
  const [own] = TREES as [Tree];
  const { columns, values, gains, left, right, sides, thresholds, listed } = own;
  const whole = Object.entries({ columns, values, gains, left, right, sides, listed });
  const singles = whole.map(([name, numbers]) => [name, Float32Array.from(numbers)]);
  const more = { nodes: Float32Array.of(5), lists: Float32Array.of(0, 0, 2, 0, 0), thresholds };
  const before = { ...Object.fromEntries(singles), ...more, covers: new Float32Array(5) };
  expect(savedTrees(saved(before), 1)).toEqual([own]);
});

test.each(['values', 'thresholds', 'left', 'lists', 'listed'])(
  'one of %s too few is an error',
  (name) => {
    const tensors = treeTensors(TREES);
    const fewer = { ...tensors, [name]: tensors[name]?.slice(1) ?? new Float32Array() };
    expect(() => savedTrees(saved(fewer), 2)).toThrow(`the tensor ${name} holds`);
  },
);
