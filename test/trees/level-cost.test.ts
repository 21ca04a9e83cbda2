import { describe, expect, test } from 'vitest';
import { type BinRule, binColumn, levelBins, numericBins } from '../../src/trees/bins.js';
import { findSplit } from '../../src/trees/find-split.js';
import { levelCost, noiseOf, normalScores } from '../../src/trees/level-cost.js';
import type { NodeMoments } from '../../src/trees/node-moments.js';
import { createReferenceArena } from '../../src/trees/tree-arena.js';
import { randomStream } from '../../src/util/random.js';

const limits = {
  lambda: 0,
  minChildWeight: 0,
  minChildRows: 1,
  minGain: 0,
  levelSmoothing: 0,
  maxLevels: 254,
};

/** The split of one column, for gradients of hessian 1. */
function splitOf(
  codes: readonly number[],
  gradients: readonly number[],
  rule: BinRule = levelBins(codes),
) {
  const rows = codes.length;
  const data = new Uint8Array(rows);
  binColumn(rule, codes, data);
  const arena = createReferenceArena({ rows, rules: [rule], data }, 1);
  for (const [row, g] of gradients.entries()) {
    arena.pairs.set([g, 1], 2 * row);
    arena.order[row] = row;
  }
  arena.build(0, 0, rows, [0]);
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
  const g = sum(gradients);
  const gg = sum(gradients.map((value) => value * value));
  const total: NodeMoments = { g, h: rows, gg, gh: g, hh: rows };
  const node = { histogram: 0, start: 0, total, rows, counts: undefined, isDrawn: false };
  return { split: findSplit(arena, node, [rule], [0], limits), total };
}

test('normal scores are those of sorted draws', () => {
  // Harter (1961): expected normal order statistics.
  expect(normalScores(2)[0]).toBeCloseTo(0.5642, 1);
  const five = [1.163, 0.495, 0, -0.495, -1.163];
  for (const [i, wanted] of five.entries()) expect(normalScores(5)[i]).toBeCloseTo(wanted, 1);
  expect(normalScores(50)[0]).toBeCloseTo(2.249, 1);
});

test('two levels cost nothing, one of many little, half of many 2 / π each', () => {
  const costOf = (k: number, m: number) => {
    const drift = normalScores(k)
      .subarray(0, m)
      .reduce((sum, score) => sum + Math.sqrt(7) * score, 0);
    return levelCost({ h: 7 * m, drift }, 7 * k);
  };
  expect(costOf(2, 1)).toBe(0);
  expect(costOf(3, 1)).toBeLessThan(0.3);
  expect(costOf(50, 1)).toBeCloseTo((2.249 ** 2 * 50) / 49 - 1, 0);
  expect(costOf(200, 100) / ((2 / Math.PI) * 200)).toBeCloseTo(1, 1);
});

test('noise is the variance about the mean, for a hessian of 1', () => {
  // Gradients 1, 3, 5 of hessian 2 each: the mean is 9 / 6 of the hessian, what is left −2, 0, 2.
  const total = { g: 9, h: 6, gg: 35, gh: 18, hh: 12 };
  expect(noiseOf(total)).toBeCloseTo(8 / 6, 12);
  expect(noiseOf({ g: 0, h: 0, gg: 0, gh: 0, hh: 0 })).toBe(0);
});

describe('a column of 50 levels', () => {
  const random = randomStream('levels');
  const codes = Array.from({ length: 1000 }, (_, row) => row % 50);

  test('that says nothing wins on the mean little more than a column of 50 numbers does', () => {
    const numbers = numericBins(Float64Array.from(codes));
    let [ofLevels, ofNumbers] = [0, 0];
    for (let draw = 0; draw < 100; draw++) {
      const gradients = codes.map(() => random.normal());
      ofLevels += splitOf(codes, gradients).split.gain / 100;
      ofNumbers += splitOf(codes, gradients, numbers).split.gain / 100;
    }
    // Without its cost the mean of levels is about 2 / π · 50 = 32; numbers win 4.
    expect(Math.abs(ofLevels - ofNumbers)).toBeLessThan(3);
  });

  test('of which one decides is parted there', () => {
    const { split } = splitOf(
      codes,
      codes.map((code) => (code === 7 ? -2 : 0) + random.normal()),
    );
    const left = codes.map((code) => split.goesLeft[code + 1]);
    const isAlone = (side: number) =>
      left.every((own, row) => (own === side) === (codes[row] === 7));
    expect(isAlone(1) || isAlone(0)).toBe(true);
    expect(split.gain).toBeGreaterThan(40);
  });
});
