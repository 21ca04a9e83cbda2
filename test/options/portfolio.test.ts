import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openingFamilies } from '../../bench/portfolio/candidates.js';
import { greedyPortfolio, type PortfolioScores, without } from '../../bench/portfolio/greedy.js';
import { resolveOptions } from '../../src/options/options.js';

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
const scores = readJson('bench/portfolio/scores.json') as PortfolioScores;
const shipped = greedyPortfolio(scores, openingFamilies);

test('the shipped portfolio is the one that the committed scores make', () => {
  expect(readJson('presets/portfolio.json')).toEqual(shipped);
});

test('all of its configurations can be tried, after the first ones of families', async () => {
  const { first, portfolio } = await resolveOptions({ label: 'y', preset: 'balanced' });
  expect(first.map(({ family }) => family)).toEqual(openingFamilies);
  expect(portfolio).toMatchObject(shipped);
});

test('of a portfolio, only what is of the families that are searched is tried', async () => {
  const options = { label: 'y', preset: 'balanced', models: ['tabm'] };
  const { portfolio } = await resolveOptions(options);
  expect(portfolio).toMatchObject(shipped.filter(({ family }) => family === 'tabm'));
  expect(portfolio.length).toBeGreaterThan(0);
});

describe('a portfolio by hand', () => {
  const config = (family: string, place: number) => ({ family, params: { place } });
  const errors = [
    [1, 2, 3, 4],
    [2, 1, 3, 4],
    [9, 8, 7, null],
  ];
  const sets = errors.map((own, i) => ({ set: `${i}`, errors: own }));
  const placesOf = (configs: readonly { readonly params: object }[]) =>
    configs.map(({ params }) => (params as { readonly place: number }).place);

  test('is chosen by the best rank on each data set', () => {
    const table = { configs: ['a', 'a', 'a', 'a'].map(config), sets };
    // Without an opening the ranks are, as shares of 3: (0 1 2 3), (1 0 2 3), (2 1 0 3).
    expect(placesOf(greedyPortfolio(table, ['a']))).toEqual([1, 2]);
    expect(placesOf(greedyPortfolio(table, ['a'], 1))).toEqual([1]);
    expect(placesOf(greedyPortfolio(without(table, '2'), ['a']))).toEqual([1]);
  });

  test('leaves out what no data set needs besides the first configurations', () => {
    const table = { configs: ['a', 'b', 'c', 'a'].map(config), sets };
    expect(greedyPortfolio(table, ['a', 'b', 'c'])).toEqual([]);
    // c is not among the families, though it is the best on the third data set.
    expect(greedyPortfolio(table, ['a', 'b'])).toEqual([]);
  });
});
