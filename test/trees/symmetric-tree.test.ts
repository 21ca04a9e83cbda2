import { describe, expect, test } from 'vitest';
import { type BinnedMatrix, binColumn, levelBins, numericBins } from '../../src/trees/bins.js';
import { growSymmetricTree, symmetricHistograms } from '../../src/trees/grow-symmetric-tree.js';
import { pairFinder } from '../../src/trees/pair-finder.js';
import { createSimdArena } from '../../src/trees/simd-arena.js';
import { leafOf, type Tree } from '../../src/trees/tree.js';
import { createReferenceArena } from '../../src/trees/tree-arena.js';
import { randomStream } from '../../src/util/random.js';

const limits = {
  maxLeaves: 64,
  maxDepth: 3,
  lambda: 1,
  minChildWeight: 0,
  minChildRows: 1,
  minGain: 0,
  levelSmoothing: 0,
  maxLevels: 32,
};

/** Columns of numbers and a target, in eighths so that sums are exact. */
function example(rows: number, columns: number, gaps: number) {
  const random = randomStream('symmetric', rows, columns);
  const values = Array.from({ length: columns }, () =>
    Float64Array.from({ length: rows }, () =>
      random.next() < gaps ? Number.NaN : random.integer(12),
    ),
  );
  const y = Float64Array.from({ length: rows }, () => random.integer(64) / 8 - 4);
  return { values, y };
}

function binned(values: readonly Float64Array[]): BinnedMatrix {
  const rows = values[0]?.length ?? 0;
  const rules = values.map((own) => numericBins(own));
  const data = new Uint8Array(rows * values.length);
  for (const [i, rule] of rules.entries()) {
    binColumn(rule, values[i] ?? [], data.subarray(i * rows, (i + 1) * rows));
  }
  return { rows, rules, data };
}

function grow(
  x: BinnedMatrix,
  y: Float64Array,
  options: Partial<typeof limits> = {},
  createArena = createReferenceArena,
  hessianOf: (row: number) => number = () => 1,
) {
  const rules = { ...limits, ...options };
  const arena = createArena(x, symmetricHistograms(rules, x.rows));
  for (let row = 0; row < x.rows; row++) {
    arena.order[row] = row;
    arena.pairs[2 * row] = -(y[row] ?? 0);
    arena.pairs[2 * row + 1] = hessianOf(row);
  }
  const columns = Int32Array.from(x.rules, (_, column) => column);
  const grown = growSymmetricTree(pairFinder(arena, x.rules, rules), x.rows, { ...rules, columns });
  return { tree: grown.build(), leaves: grown.leaves, order: arena.order };
}

function simdArena(x: BinnedMatrix, histograms: number) {
  const arena = createSimdArena(x, histograms);
  if (!arena) throw new Error('there is no WebAssembly here');
  return arena;
}

/** The nodes of a tree by their distance from the root. */
function levels({ left, right }: Tree): number[][] {
  const found: number[][] = [];
  let level = [0];
  while (level.length > 0) {
    found.push(level);
    level = level.flatMap((node) => [left[node] ?? -1, right[node] ?? -1]).filter((n) => n >= 0);
  }
  return found;
}

/** The largest gain of one split of all groups of rows, tried one by one. */
function bestByHand(
  values: readonly Float64Array[],
  y: Float64Array,
  groups: number[][],
  least: number,
) {
  const score = (rows: number[]) =>
    rows.reduce((sum, row) => sum + (y[row] ?? 0), 0) ** 2 / (rows.length + limits.lambda);
  let most = 0;
  for (const own of values) {
    for (const edge of new Set(own)) {
      for (const isMissingLeft of [true, false]) {
        const isLeft = (row: number) => {
          const value = own[row] ?? Number.NaN;
          return Number.isNaN(value) ? isMissingLeft : value <= edge;
        };
        let gain = 0;
        for (const group of groups) {
          const [a, b] = [group.filter(isLeft), group.filter((row) => !isLeft(row))];
          if (Math.min(a.length, b.length) >= least) gain += score(a) + score(b) - score(group);
        }
        most = Math.max(most, gain);
      }
    }
  }
  return most;
}

describe('a symmetric tree', () => {
  test.each([
    [0, 1],
    [0.2, 1],
    [0, 4],
    [0.2, 4],
  ])(
    'parts all nodes of a level by the best common split, %s missing, %s rows a side',
    (gaps, minChildRows) => {
      const { values, y } = example(60, 3, gaps);
      const x = binned(values);
      const { tree } = grow(x, y, { minChildRows });
      const data = Float64Array.from(
        { length: 180 },
        (_, i) => values[i % 3]?.[Math.floor(i / 3)] ?? 0,
      );
      const all = [...y.keys()];
      let groups = [all];
      for (const level of levels(tree)) {
        const split = level.filter((node) => (tree.left[node] ?? -1) >= 0);
        if (split.length === 0) break;
        expect(new Set(split.map((node) => tree.columns[node])).size).toBe(1);
        expect(new Set(split.map((node) => tree.thresholds[node])).size).toBe(1);
        const gain = split.reduce((sum, node) => sum + (tree.gains[node] ?? 0), 0);
        expect(gain).toBeCloseTo(bestByHand(values, y, groups, minChildRows), 4);
        const nodes = split.flatMap((node) => [tree.left[node] ?? -1, tree.right[node] ?? -1]);
        groups = nodes.map((node) =>
          all.filter((row) => isBelow(tree, node, leafOf(tree, data, 3 * row))),
        );
      }
      expect(levels(tree)).toHaveLength(limits.maxDepth + 1);
    },
  );

  test('its leaves answer −G / (H + λ) of the rows that come to them', () => {
    const { values, y } = example(80, 2, 0.1);
    const { tree, leaves, order } = grow(binned(values), y);
    expect(leaves.reduce((sum, { count }) => sum + count, 0)).toBe(80);
    for (const { node, start, count } of leaves) {
      const rows = order.subarray(start, start + count);
      const sum = rows.reduce((total, row) => total + (y[row] ?? 0), 0);
      expect(tree.values[node]).toBeCloseTo(sum / (count + limits.lambda), 5);
      for (const row of rows) {
        const data = Float64Array.from(values, (own) => own[row] ?? 0);
        expect(leafOf(tree, data, 0)).toBe(node);
      }
    }
  });

  test('a node that would have too few rows on a side stays whole', () => {
    const { values, y } = example(40, 2, 0);
    const { leaves } = grow(binned(values), y, { maxDepth: 6, minChildRows: 5 });
    expect(leaves.length).toBeGreaterThan(2);
    for (const { count } of leaves) expect(count).toBeGreaterThanOrEqual(5);
  });

  test('a row that may not stand alone hides no split from the others', () => {
    const numbers = Float64Array.from({ length: 40 }, (_, row) => row);
    const y = numbers.map((row) => (row === 39 ? 1000 : row < 20 ? -4 : 4));
    const { leaves } = grow(binned([numbers]), y, { maxDepth: 1, minChildRows: 2 });
    expect(leaves.map(({ count }) => count)).toEqual([38, 2]);
    const codes = { rows: 40, rules: [levelBins(numbers)], data: Uint8Array.from(numbers) };
    const byLevel = grow(codes, y, { maxDepth: 1, minChildRows: 2, levelSmoothing: 0 });
    expect(Math.min(...byLevel.leaves.map(({ count }) => count))).toBeGreaterThanOrEqual(2);
    expect(byLevel.leaves).toHaveLength(2);
  });

  test.each([
    ['reference', createReferenceArena],
    ['WebAssembly', simdArena],
  ])('nor where hessians differ, so that rows are to be counted: %s', (_, createArena) => {
    const numbers = Float64Array.from({ length: 40 }, (_, row) => row);
    const y = numbers.map((row) => (row === 39 ? 1000 : row < 20 ? -4 : 4));
    const rules = { maxDepth: 1, minChildRows: 2 };
    const hessianOf = (row: number) => (row % 2 ? 1 : 0.5);
    const { leaves } = grow(binned([numbers]), y, rules, createArena, hessianOf);
    expect(leaves.map(({ count }) => count)).toEqual([38, 2]);
    const codes = { rows: 40, rules: [levelBins(numbers)], data: Uint8Array.from(numbers) };
    const byLevel = grow(codes, y, rules, createArena, hessianOf);
    expect(byLevel.leaves).toHaveLength(2);
    expect(Math.min(...byLevel.leaves.map(({ count }) => count))).toBeGreaterThanOrEqual(2);
  });

  test('needs no more histograms than there are rows, however deep it may grow', () => {
    expect(symmetricHistograms({ maxDepth: 3 }, 100)).toBe(5);
    expect(symmetricHistograms({ maxDepth: 40 }, 6)).toBe(7);
    const numbers = Float64Array.from([0, 1, 2, 3, 4, 5]);
    const { leaves } = grow(binned([numbers]), numbers, { maxDepth: 40, lambda: 0 });
    expect(leaves).toHaveLength(6);
  });

  test('a side without rows hides no split from the other nodes, without a penalty too', () => {
    // Only where the first column is 1 does the second one tell; elsewhere it is always 0.
    const first = Float64Array.from({ length: 40 }, (_, row) => +(row >= 20));
    const second = Float64Array.from({ length: 40 }, (_, row) => +(row >= 30));
    const y = Float64Array.from({ length: 40 }, (_, row) => (row < 20 ? -8 : row < 30 ? 4 : 6));
    const { leaves } = grow(binned([first, second]), y, { maxDepth: 2, lambda: 0 });
    expect(leaves.map(({ count }) => count).toSorted((a, b) => a - b)).toEqual([10, 10, 20]);
  });

  test('levels go by their mean over all nodes, and compete with numbers without their noise', () => {
    const random = randomStream('levels');
    const codes = Float64Array.from({ length: 400 }, () => random.integer(40));
    const numbers = Float64Array.from({ length: 400 }, () => random.integer(2));
    const rules = [levelBins(codes), numericBins(numbers)];
    const data = new Uint8Array(800);
    for (const [i, rule] of rules.entries()) {
      binColumn(rule, [codes, numbers][i] ?? [], data.subarray(400 * i, 400 * (i + 1)));
    }
    const x: BinnedMatrix = { rows: 400, rules, data };
    const tells = codes.map((code) => (code % 2 === 0 ? 4 : -4));
    const { tree } = grow(x, tells, { maxDepth: 1 });
    expect(tree.columns[0]).toBe(0);
    expect([...tree.values.slice(1)].map(Math.sign).toSorted()).toEqual([-1, 1]);
    // 40 levels that say nothing part better than a number that says something.
    const faint = numbers.map((number) => 0.7 * number + (random.integer(64) / 8 - 4));
    expect(grow(x, faint, { maxDepth: 1 }).tree.columns[0]).toBe(1);
  });

  test('is the same on the kernels and on the reference', () => {
    const { values, y } = example(500, 4, 0.1);
    const x = binned(values);
    const simd = (own: BinnedMatrix, histograms: number) => {
      const arena = createSimdArena(own, histograms);
      if (!arena) throw new Error('no SIMD here');
      return arena;
    };
    expect(grow(x, y, {}, simd).tree).toEqual(grow(x, y).tree);
  });
});

function isBelow(tree: Tree, top: number, node: number): boolean {
  if (top === node) return true;
  const [left, right] = [tree.left[top] ?? -1, tree.right[top] ?? -1];
  return left >= 0 && (isBelow(tree, left, node) || isBelow(tree, right, node));
}

test('an arena in WebAssembly adds the gains of the reference to the last bit, empty sides without a penalty included', () => {
  const random = randomStream('gains');
  const { values } = example(40, 2, 0.2);
  const x = binned(values);
  for (const [lambda, minChildWeight] of [
    [1, 0.5],
    [0, 0],
    [0.3, 4],
  ] as const) {
    const [reference, simd] = [createReferenceArena(x, 1), createSimdArena(x, 1)];
    if (!simd) throw new Error('there is no SIMD here');
    for (const arena of [reference, simd]) arena.order.set(Int32Array.from(arena.order.keys()));
    for (let i = 0; i < reference.pairs.length; i++) {
      reference.pairs[i] = i % 2 === 0 ? random.next() - 0.5 : random.next();
    }
    simd.pairs.set(reference.pairs);
    const { g, h } = reference.moments(0, x.rows);
    // A node whose rows leave the first bins and the last ones empty.
    for (const arena of [reference, simd]) arena.build(0, 0, x.rows, [0, 1]);
    for (const arena of [reference, simd]) arena.sums(0).fill(0, 0, 4);
    const from = { g: random.next(), h: lambda === 0 ? 0 : 0.1 };
    const scan = { bins: 12, from, total: { g, h }, lambda, minChildWeight };
    for (const arena of [reference, simd]) {
      arena.gains.without.fill(0.1);
      arena.addGains(0, 0, scan, 'without');
      arena.addGains(0, 1, scan, 'without');
      arena.addGains(0, 1, scan, 'withMissing');
    }
    expect(simd.gains.without).toEqual(reference.gains.without);
    expect(simd.gains.withMissing).toEqual(reference.gains.withMissing);
    expect(new Set(simd.gains.without).size).toBeGreaterThan(3);
  }
});
