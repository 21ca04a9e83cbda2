import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { greedyPortfolio, type PortfolioScores, without } from '../bench/portfolio/greedy.js';
import { resolveOptions } from '../src/options.js';

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
const scores = readJson('bench/portfolio/scores.json') as PortfolioScores;
const config = (family: string) => ({ family, params: {} });

test('the shipped portfolio is the one that the committed scores make', () => {
  expect(readJson('presets/portfolio.json')).toEqual(greedyPortfolio(scores));
});

test('all of its configurations can be tried, after the first ones of families', async () => {
  const { first, families } = await resolveOptions({ label: 'y', preset: 'balanced' });
  const names = families.map(({ family }) => family);
  const known = greedyPortfolio(scores).filter(({ family }) => names.includes(family));
  expect(first.map(({ family }) => family).slice(0, families.length)).toEqual(names);
  expect(first.slice(families.length)).toMatchObject(known);
});

test('a portfolio is chosen by the best rank on each data set, by hand', () => {
  const errors = [
    [1, 2, 3, 4],
    [2, 1, 3, 4],
    [9, 8, 7, null],
  ];
  const sets = errors.map((own, i) => ({ set: `${i}`, errors: own }));
  const table = { configs: ['a', 'b', 'c', 'd'].map(config), sets };
  // The ranks, as shares of 3: (0 1 2 3), (1 0 2 3), (2 1 0 3). b has the best mean; then a and c help as much.
  expect(greedyPortfolio(table).map(({ family }) => family)).toEqual(['b', 'a', 'c']);
  expect(greedyPortfolio(table, 1).map(({ family }) => family)).toEqual(['b']);
  expect(greedyPortfolio(without(table, '2')).map(({ family }) => family)).toEqual(['a', 'b']);
});

test('boosted trees go first, as they are cheap', () => {
  const sets = [
    { set: 'x', errors: [2, 1, 3] },
    { set: 'y', errors: [1, 2, 3] },
    { set: 'z', errors: [1, 1.5, 0] },
  ];
  const table = { configs: ['mlp', 'tabm', 'boosted-trees'].map(config), sets };
  expect(greedyPortfolio(table)[0]).toEqual(config('boosted-trees'));
});
