import { describe, expect, test } from 'vitest';
import { type BinnedMatrix, binColumn, levelBins, numericBins } from '../../src/trees/bins.js';
import { type ForestOptions, forestMeans, growForest } from '../../src/trees/forest.js';
import { createReferenceArena } from '../../src/trees/tree-arena.js';
import { randomStream } from '../../src/util/random.js';
import { rowsOfLeaves } from '../fixtures/rows-of-leaves.js';

const ROWS = 500;
const random = randomStream('forest');
const columns = [0, 1, 2].map(() => Float64Array.from({ length: ROWS }, () => random.normal()));
const codes = Float64Array.from({ length: ROWS }, () => random.integer(9));
const all = [...columns, codes];
const rules = [...columns.map((values) => numericBins(values)), levelBins(codes)];
const data = new Uint8Array(4 * ROWS);
for (const [i, rule] of rules.entries()) {
  binColumn(rule, all[i] ?? [], data.subarray(i * ROWS, (i + 1) * ROWS));
}
const x: BinnedMatrix = { rows: ROWS, rules, data };
const raw = {
  rows: ROWS,
  columns: 4,
  data: Float64Array.from({ length: 4 * ROWS }, (_, i) => all[i % 4]?.[i >> 2] ?? Number.NaN),
};
const y = Float32Array.from({ length: ROWS }, (_, row) => {
  const [a = 0, b = 0] = [columns[0]?.[row], columns[1]?.[row]];
  return (a > 0 ? 2 : -1) + b + ((codes[row] ?? 0) % 3);
});

const plain: Omit<ForestOptions, 'random'> = {
  trees: 30,
  classes: 0,
  bootstrap: true,
  randomEdges: false,
  columnShare: 0.5,
  minLeaf: 1,
  maxDepth: 40,
  levelSmoothing: 1,
};

function grown(labels: Float32Array, options: Partial<ForestOptions> = {}) {
  const { forest } = growForest(x, labels, { ...plain, random: randomStream('grow'), ...options });
  return { forest, means: forestMeans(forest, raw) };
}

describe.each([
  ['a random forest', { bootstrap: true, randomEdges: false }],
  ['extra trees', { bootstrap: false, randomEdges: true }],
])('%s', (_name, kind) => {
  test('comes near numbers, within their range', () => {
    const { means } = grown(y, kind);
    const error = means.reduce((sum, mean, row) => sum + (mean - (y[row] ?? 0)) ** 2, 0) / ROWS;
    expect(Math.sqrt(error)).toBeLessThan(0.5);
    expect(Math.max(...means)).toBeLessThanOrEqual(Math.max(...y));
    expect(Math.min(...means)).toBeGreaterThanOrEqual(Math.min(...y));
  });

  test('gives chances of classes', () => {
    const two = y.map((value) => Number(value > 1));
    const { means } = grown(two, { ...kind, classes: 2 });
    const rightOfTwo = means.filter((mean, row) => Math.round(mean) === two[row]);
    expect(rightOfTwo.length / ROWS).toBeGreaterThan(0.95);
    const three = y.map((value) => (value < 0 ? 0 : value < 2 ? 1 : 2));
    const { forest, means: shares } = grown(three, { ...kind, classes: 3, trees: 10 });
    expect(forest.outputs).toBe(3);
    let rightOfThree = 0;
    for (let row = 0; row < ROWS; row++) {
      const own = [...shares.subarray(3 * row, 3 * row + 3)];
      expect(Math.min(...own)).toBeGreaterThanOrEqual(0);
      if (own.indexOf(Math.max(...own)) === three[row]) rightOfThree++;
    }
    expect(rightOfThree / ROWS).toBeGreaterThan(0.95);
  });

  test('is the same on the reference arena, and another with another seed', () => {
    const options = { ...kind, trees: 3 };
    const { forest } = grown(y, options);
    expect(grown(y, { ...options, createArena: createReferenceArena }).forest).toEqual(forest);
    expect(grown(y, { ...options, random: randomStream('other') }).forest).not.toEqual(forest);
  });
});

test('rows without weight are not seen', () => {
  const weights = Float64Array.from({ length: ROWS }, (_, row) => Number(row % 2 === 0));
  const odd = y.map((value, row) => (row % 2 === 0 ? value : 1e6));
  const { means } = grown(odd, { weights, trees: 5 });
  expect(Math.max(...means)).toBeLessThan(10);
});

test('leaves hold the least weight', () => {
  const { forest } = grown(y, { minLeaf: 25, trees: 3, bootstrap: false });
  for (const tree of forest.turns.flat()) {
    const rows = rowsOfLeaves(tree, raw);
    expect(rows.length).toBeGreaterThan(5);
    expect(Math.min(...rows)).toBeGreaterThanOrEqual(25);
  }
});

test('when told to stop, what is grown is the forest; a leaf at least', () => {
  let asked = 0;
  const { turns } = grown(y, { shouldStop: () => ++asked > 1500 }).forest;
  expect(turns.length).toBeGreaterThan(1);
  expect(turns).toEqual(grown(y, { trees: turns.length }).forest.turns);
  const [only, ...others] = grown(y, { shouldStop: () => true }).forest.turns;
  expect(only?.map(({ columns: own }) => own.length)).toEqual([1]);
  expect(others).toEqual([]);
});

test('a first tree that takes too long is kept as far as it came', () => {
  let asked = 0;
  const [only, ...others] = grown(y, { shouldStop: () => ++asked > 4 }).forest.turns;
  expect(only?.map(({ columns: own }) => own.length)).toEqual([9]);
  expect(others).toEqual([]);
});

test('levels that tell nothing win little of noise in drawn rows: a row that was drawn twice is no second row', () => {
  const chance = randomStream('nothing');
  const levels = Float64Array.from({ length: ROWS }, (_, row) => row % 50);
  const rule = levelBins(levels);
  const bins = new Uint8Array(ROWS);
  binColumn(rule, levels, bins);
  const alone: BinnedMatrix = { rows: ROWS, rules: [rule], data: bins };
  const noise = Float32Array.from({ length: ROWS }, () => chance.normal());
  const options = { ...plain, columnShare: 1, maxDepth: 1, minLeaf: 2, trees: 60 };
  const { forest } = growForest(alone, noise, { ...options, random: randomStream('grow') });
  const gains = forest.turns.flat().map(({ gains: own }) => own[0] ?? 0);
  const mean = gains.reduce((sum, gain) => sum + gain, 0) / gains.length;
  // 27; were draws taken for rows of their own weight, 51.
  expect(mean).toBeLessThan(38);
});
