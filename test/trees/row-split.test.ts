import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type BinnedMatrix, binColumn, numericBins } from '../../src/trees/bins.js';
import { findSplit } from '../../src/trees/find-split.js';
import { growTree, histogramsFor } from '../../src/trees/grow-tree.js';
import { NO_MOMENTS } from '../../src/trees/node-moments.js';
import { pairFinder } from '../../src/trees/pair-finder.js';
import { createReferenceArena } from '../../src/trees/tree-arena.js';
import { randomStream } from '../../src/util/random.js';

const limits = {
  lambda: 0,
  minChildWeight: 1,
  minChildRows: 1,
  minGain: 1e-9,
  levelSmoothing: 0,
  maxLevels: 32,
};

// Gradients in eighths, so that sums do not depend on their order.
const row = fc.record({
  values: fc.tuple(
    fc.option(fc.integer({ min: 0, max: 9 })),
    fc.option(fc.integer({ min: 0, max: 300 })),
  ),
  g: fc.integer({ min: -32, max: 32 }).map((eighths) => eighths / 8),
  weight: fc.integer({ min: 1, max: 3 }),
});

test.each([false, true])(
  'few rows are parted as their histogram is, edges drawn: %s',
  (isDrawn) => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 32 }), fc.nat(), (rows, seed) => {
        const columns = [0, 1].map((column) =>
          Float64Array.from(rows, ({ values }) => values[column] ?? Number.NaN),
        );
        const rules = columns.map((values) => numericBins(values));
        const data = new Uint8Array(2 * rows.length);
        for (const [i, rule] of rules.entries()) {
          const to = data.subarray(i * rows.length, (i + 1) * rows.length);
          binColumn(rule, columns[i] ?? [], to);
        }
        const x: BinnedMatrix = { rows: rows.length, rules, data };
        const arena = createReferenceArena(x, 1);
        const total = { ...NO_MOMENTS };
        for (const [i, { g, weight }] of rows.entries()) {
          arena.order[i] = i;
          arena.pairs.set([g, weight], 2 * i);
          Object.assign(total, { g: total.g + g, h: total.h + weight });
        }
        arena.build(0, 0, rows.length, [0, 1]);
        const found = [true, false].map((isByRows) => {
          const randomEdges = isDrawn ? randomStream('edges', seed) : undefined;
          const place = { histogram: 0, start: 0, rows: rows.length, counts: undefined };
          const node = { ...place, total, isDrawn: isByRows };
          return findSplit(arena, node, rules, [0, 1], { ...limits, randomEdges });
        });
        expect(found[0]).toEqual(found[1]);
      }),
    );
  },
);

test('nodes that draw their columns keep to the fewest rows of a leaf, as those that do not', () => {
  const numbers = Float64Array.from({ length: 30 }, (_, row) => row);
  const rules = [numericBins(numbers)];
  const data = new Uint8Array(30);
  if (rules[0]) binColumn(rules[0], numbers, data);
  const columns = [0];
  const shared = { ...limits, minChildWeight: 0.5, minChildRows: 3, maxLeaves: 40, maxDepth: 5 };
  const trees = [undefined, () => columns].map((columnsOfNode) => {
    const own = { ...shared, columns, columnsOfNode };
    const arena = createReferenceArena({ rows: 30, rules, data }, histogramsFor(own));
    for (let i = 0; i < 30; i++) {
      arena.order[i] = i;
      arena.pairs.set([i % 7 === 6 ? -64 : i % 4, 1], 2 * i);
    }
    const { leaves, build } = growTree(pairFinder(arena, rules, own), 30, own);
    return { tree: build(), rows: leaves.map(({ count }) => count) };
  });
  expect(Math.min(...(trees[1]?.rows ?? []))).toBe(3);
  expect(trees[1]?.tree).toEqual(trees[0]?.tree);
});
