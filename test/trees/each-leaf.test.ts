import { expect, test } from 'vitest';
import { type BinRule, binColumn, levelBins, numericBins } from '../../src/trees/bins.js';
import { eachLeaf } from '../../src/trees/each-leaf.js';
import { growTree, histogramsFor } from '../../src/trees/grow-tree.js';
import { pairFinder } from '../../src/trees/pair-finder.js';
import { createTreeArena } from '../../src/trees/simd-arena.js';
import { leafOf } from '../../src/trees/tree.js';
import { randomStream } from '../../src/util/random.js';

const ROWS = 400;
const GROWN = 250;
const rules = {
  maxLeaves: 31,
  maxDepth: 8,
  lambda: 1,
  minChildWeight: 1,
  minChildRows: 1,
  minGain: 0,
  levelSmoothing: 1,
  maxLevels: 4,
  columns: Int32Array.of(0, 1, 2),
};

test('a row that a tree was not grown on goes by its bins where its own numbers, gaps and levels go', () => {
  const random = randomStream('each-leaf');
  const numbers = () =>
    Float64Array.from({ length: ROWS }, () => (random.next() < 0.1 ? Number.NaN : random.normal()));
  // More levels than bins are asked for, missing and unseen ones among them.
  const levels = Int32Array.from({ length: ROWS }, () => random.integer(14) - 2);
  const columns = [numbers(), numbers(), levels];
  const binRules: BinRule[] = [
    numericBins(columns[0] as Float64Array, 20),
    numericBins(columns[1] as Float64Array, 255),
    levelBins(levels, 6),
  ];
  const data = new Uint8Array(3 * ROWS);
  for (const [i, rule] of binRules.entries())
    binColumn(rule, columns[i] ?? [], data.subarray(i * ROWS, (i + 1) * ROWS));
  const x = { rows: ROWS, rules: binRules, data };
  const arena = createTreeArena(x, histogramsFor(rules));
  for (let row = 0; row < ROWS; row++) {
    const y = Math.sign(columns[0]?.[row] || 0.3) + (levels[row] === 3 ? 2 : 0) + random.normal();
    arena.pairs[2 * row] = y;
    arena.pairs[2 * row + 1] = 1;
    arena.order[row] = row;
  }
  const grown = growTree(pairFinder(arena, x.rules, rules, undefined), GROWN, rules);
  const tree = grown.build();
  const raw = Float64Array.from(
    { length: 3 * ROWS },
    (_, i) => columns[i % 3]?.[Math.floor(i / 3)] ?? Number.NaN,
  );
  let visited = 0;
  const { leaves } = grown;
  eachLeaf(tree, { leaves, count: GROWN, order: arena.order }, x, (row, leaf) => {
    expect(leaf).toBe(leafOf(tree, raw, 3 * row));
    visited++;
  });
  expect(visited).toBe(ROWS);
  expect(tree.columns.includes(2)).toBe(true);
});
