import { expect, test } from 'vitest';
import { codeColumnsOf } from '../../src/trees/code-columns.js';
import { createTreeRoom, walkerFor } from '../../src/trees/simd-walker.js';
import {
  leafOf,
  MISSING_LEFT,
  type RawMatrix,
  type Tree,
  UNLISTED_LEFT,
} from '../../src/trees/tree.js';
import {
  addAllAnswers,
  createReferenceWalker,
  type TreeWalker,
  WALK_ROWS,
} from '../../src/trees/tree-walker.js';
import { type Random, randomStream } from '../../src/util/random.js';

/** Columns 0 to 2 hold numbers, 3 and 4 codes of levels. */
const COLUMNS = 5;
const LEVELS = 3;
/** Neighbours of 1, both zeros, the largest and the smallest numbers. */
const NUMBERS = [
  -0,
  0,
  1,
  1 + Number.EPSILON,
  1 - Number.EPSILON / 2,
  Number.MIN_VALUE,
  -Number.MIN_VALUE,
  Number.MAX_VALUE,
  -Number.MAX_VALUE,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
];

interface Node {
  column: number;
  threshold: number;
  sides: number;
  list: readonly number[];
  left: number;
  right: number;
}

/** A tree of so many splits, each at random. */
function randomTree(random: Random, splits: number, columns: readonly number[]): Tree {
  const leaf = { column: -1, threshold: 0, sides: 0, list: [], left: -1, right: -1 };
  const nodes: Node[] = [{ ...leaf }];
  for (let i = 0; i < splits; i++) {
    const leaves = [...nodes.keys()].filter((node) => (nodes[node]?.column ?? 0) < 0);
    const node = leaves[random.integer(leaves.length)] ?? 0;
    const column = columns[random.integer(columns.length)] ?? 0;
    const isLevels = column >= LEVELS;
    const codes = Array.from({ length: 1 + random.integer(4) }, () => random.integer(9));
    const list = isLevels ? [...new Set(codes)].sort((a, b) => a - b) : [];
    const sides = random.integer(2) * MISSING_LEFT + random.integer(2) * UNLISTED_LEFT;
    const threshold = numberOf(random);
    nodes[node] = { column, threshold, sides, list, left: nodes.length, right: nodes.length + 1 };
    nodes.push({ ...leaf }, { ...leaf });
  }
  return treeOf(nodes, random);
}

function treeOf(nodes: readonly Node[], random: Random): Tree {
  const ends = nodes.map((_, i) =>
    nodes.slice(0, i + 1).reduce((sum, { list }) => sum + list.length, 0),
  );
  return {
    columns: Int32Array.from(nodes, ({ column }) => column),
    thresholds: Float64Array.from(nodes, ({ threshold }) => threshold),
    sides: Uint8Array.from(nodes, ({ sides }) => sides),
    listStarts: Int32Array.from(nodes, ({ list }, i) => (ends[i] ?? 0) - list.length),
    listEnds: Int32Array.from(ends),
    listed: Int32Array.from(nodes.flatMap(({ list }) => list)),
    left: Int32Array.from(nodes, ({ left }) => left),
    right: Int32Array.from(nodes, ({ right }) => right),
    values: Float32Array.from(nodes, () => random.normal()),
    gains: new Float32Array(nodes.length),
  };
}

function numberOf(random: Random): number {
  return NUMBERS[random.integer(2 * NUMBERS.length)] ?? Math.round(4 * random.normal()) / 4;
}

/** Rows of such numbers and codes, each missing now and then; codes unknown too. */
function randomRows(random: Random, rows: number): RawMatrix {
  const data = Float64Array.from({ length: rows * COLUMNS }, (_, i) => {
    if (i % COLUMNS >= LEVELS) return random.integer(14) - 2;
    return random.integer(6) === 0 ? Number.NaN : numberOf(random);
  });
  return { rows, columns: COLUMNS, data };
}

function leavesOf(walker: TreeWalker, trees: readonly Tree[], x: RawMatrix): number[][] {
  const all = trees.map(() => [] as number[]);
  for (let from = 0; from < x.rows; from += WALK_ROWS) {
    const rows = Math.min(WALK_ROWS, x.rows - from);
    walker.take(x, from, rows);
    for (const [i, own] of all.entries()) own.push(...walker.leavesOf(i).subarray(0, rows));
  }
  return all;
}

test.each([
  ['numbers', [0, 1, 2]],
  ['levels', [3, 4]],
  ['both', [0, 1, 2, 3, 4]],
  ['one column', [1]],
])('walks as the reference does, bit by bit, on trees of %s', (_, columns) => {
  const random = randomStream(0, 'walker');
  const trees = [0, 1, 2, 5, 30, 30, 120].map((splits) => randomTree(random, splits, columns));
  const room = createTreeRoom();
  const fast = room.walk(trees, COLUMNS);
  const others = trees.toReversed();
  for (const rows of [0, 1, 2, 3, 4, 7, 8, 9, 256, 257, 700, 1]) {
    const x = randomRows(random, rows);
    const expected = leavesOf(createReferenceWalker(trees), trees, x);
    expect(leavesOf(fast, trees, x)).toEqual(expected);
    expect(leavesOf(walkerFor(trees, COLUMNS, 1e6), trees, x)).toEqual(expected);
    // More trees in the same room leave those that are there alone.
    expect(leavesOf(room.walk(others, COLUMNS), others, x)).toEqual(expected.toReversed());
  }
});

test.each([1, 3])('adds what leaves answer as the reference does, for %i outputs', (outputs) => {
  const random = randomStream(0, 'answers');
  const trees = [5, 30, 30, 0, 120, 7].map((splits) => randomTree(random, splits, [0, 1, 2, 3, 4]));
  for (const rows of [0, 1, 2, 7, 256, 300]) {
    const x = randomRows(random, rows);
    const start = Float64Array.from({ length: rows * outputs }, () => random.normal());
    const sums = [createReferenceWalker(trees), walkerFor(trees, COLUMNS, 1e6)].map((walker) => {
      const to = start.slice();
      addAllAnswers(trees, walker, x, outputs, to);
      return to;
    });
    const byHand = start.map((sum, i) => {
      const row = x.data.subarray(Math.floor(i / outputs) * COLUMNS);
      const own = trees.filter((_, tree) => tree % outputs === i % outputs);
      return own.reduce((all, tree) => all + (tree.values[leafOf(tree, row, 0)] ?? 0), sum);
    });
    expect(sums).toEqual([byHand, byHand]);
  }
});

test('a column asked both ways of what is missing is searched once', () => {
  const random = randomStream(0);
  const leaf = { column: -1, threshold: 0, sides: 0, list: [], left: -1, right: -1 };
  const split = (threshold: number, sides: number) =>
    treeOf([{ ...leaf, column: 0, threshold, sides, left: 1, right: 2 }, leaf, leaf], random);
  const codes = codeColumnsOf([split(1, 0), split(2, MISSING_LEFT), split(3, 0)]);
  expect(codes?.columns.map(({ twin }) => twin)).toEqual([1, undefined]);
  expect(codes?.columns.map(({ edges }) => [...edges])).toEqual([
    [1, 2, 3],
    [1, 2, 3],
  ]);
});

test('decides between neighbouring doubles, and on both sides of what is missing', () => {
  const above = 1 + Number.EPSILON;
  const leaf = { column: -1, threshold: 0, sides: 0, list: [], left: -1, right: -1 };
  const random = randomStream(0);
  const split = (threshold: number, sides: number) =>
    treeOf([{ ...leaf, column: 0, threshold, sides, left: 1, right: 2 }, leaf, leaf], random);
  const trees = [split(1, 0), split(1, MISSING_LEFT), split(above, 0), split(Infinity, 0)];
  const data = Float64Array.of(1, above, Number.NaN, Infinity, -Infinity);
  const walker = createTreeRoom().walk(trees, 1);
  expect(leavesOf(walker, trees, { rows: 5, columns: 1, data })).toEqual([
    [1, 2, 2, 2, 1],
    [1, 2, 1, 2, 1],
    [1, 1, 2, 2, 1],
    [1, 1, 2, 1, 1],
  ]);
});

test('more edges than a code can tell are left to the reference', () => {
  const random = randomStream(0);
  const leaf = { column: -1, threshold: 0, sides: 0, list: [], left: -1, right: -1 };
  const splits = Array.from({ length: 65_535 }, (_, i) => ({
    ...leaf,
    column: 0,
    threshold: i,
    left: 2 * i + 1,
    right: 2 * i + 2,
  }));
  const leaves = Array.from({ length: 65_536 }, () => leaf);
  const nodes = [...splits, ...leaves];
  const tree = { ...treeOf([leaf], random), ...fieldsOf(nodes) };
  expect(codeColumnsOf([tree])).toBeUndefined();
  const x = { rows: 1, columns: 1, data: Float64Array.of(3) };
  const walker = walkerFor([tree], 1, 1e9);
  expect(leavesOf(walker, [tree], x)).toEqual(leavesOf(createReferenceWalker([tree]), [tree], x));
});

/** Without lists; treeOf counts them one by one. */
function fieldsOf(nodes: readonly Node[]): Partial<Tree> {
  return {
    columns: Int32Array.from(nodes, ({ column }) => column),
    thresholds: Float64Array.from(nodes, ({ threshold }) => threshold),
    sides: new Uint8Array(nodes.length),
    listStarts: new Int32Array(nodes.length),
    listEnds: new Int32Array(nodes.length),
    left: Int32Array.from(nodes, ({ left }) => left),
    right: Int32Array.from(nodes, ({ right }) => right),
  };
}

test('a tree whose nodes have two parents is refused, as it might not end', () => {
  const leaf = { column: -1, threshold: 0, sides: 0, list: [], left: -1, right: -1 };
  const node = { ...leaf, column: 0, left: 1, right: 1 };
  const tree = treeOf([node, leaf], randomStream(0));
  expect(() => createTreeRoom().walk([tree], 1)).toThrow('two parents');
});
