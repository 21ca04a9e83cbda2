import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { portfolioCandidates } from '../../bench/portfolio/candidates.js';
import { type JudgedSet, portfolioOrder } from '../../bench/portfolio/order.js';
import { type PortfolioScores, portfolioWithout } from '../../bench/portfolio/portfolio-scores.js';
import { rmse } from '../../src/metrics/rmse.js';
import { familyNamed } from '../../src/models/families.js';
import type { FitOptions } from '../../src/options/fit-options.js';
import { resolveOptions } from '../../src/options/options.js';

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
const scores = readJson('bench/portfolio/scores.json') as PortfolioScores;
const shipped = scores.order.map((place) => scores.configs[place]);
const { models } = readJson('presets/balanced.json') as { readonly models: readonly string[] };

test('the shipped portfolio is the one that the committed scores name, of configurations that are tried now', () => {
  expect(readJson('presets/portfolio.json')).toEqual(shipped);
  expect(scores.configs).toEqual(portfolioCandidates());
  expect(new Set(shipped.map((config) => config?.family))).toEqual(
    new Set(models.filter((name) => shipped.some((config) => config?.family === name))),
  );
});

test('each data set is judged by a portfolio of the others', () => {
  expect(scores.sets.length).toBe(21);
  for (const { set, without } of scores.sets) {
    expect(portfolioWithout(scores, set)).toEqual(without.map((place) => scores.configs[place]));
  }
  expect(portfolioWithout(scores, 'unknown')).toEqual(shipped);
});

test('the default preset begins with it, then tries the first one of each family', async () => {
  const { first, portfolio } = await resolveOptions({ label: 'y' });
  expect([...first, ...portfolio].slice(0, shipped.length)).toMatchObject(shipped);
  const rest = [...first, ...portfolio].slice(shipped.length);
  expect(rest.map(({ family }) => family)).toEqual(models);
});

test.each([
  { models: ['tabm', 'mlp'] },
  { families: { mlp: { defaults: { epochs: 7 } } } },
  { preset: 'balanced', opening: 'families' as const },
])('with %o the first one of each family comes first', async (options) => {
  const { first, portfolio } = await resolveOptions({ label: 'y', ...options });
  const searched = options.models ?? models;
  expect(first.map(({ family }) => family)).toEqual(searched);
  const own = shipped.filter((config) => searched.includes(config?.family ?? ''));
  expect(portfolio).toMatchObject(own);
  expect(portfolio.length).toBeGreaterThan(0);
  const mlp = first.find(({ family }) => family === 'mlp')?.params;
  expect(mlp?.epochs).toBe(options.families ? 7 : familyNamed('mlp').defaults.epochs);
});

test('a portfolio that is told to open does so with models told too; without one families open', async () => {
  const opening = 'portfolio' as const;
  const told = await resolveOptions({ label: 'y', models: ['tabm', 'mlp'], opening });
  const own = shipped.filter((config) => ['tabm', 'mlp'].includes(config?.family ?? ''));
  expect(told.first[0]).toMatchObject(own[0] ?? {});
  expect([...told.first, ...told.portfolio]).toHaveLength(own.length + 2);
  const none = await resolveOptions({ label: 'y', preset: 'fast', opening });
  expect(none.first.map(({ family }) => family)).toEqual(none.families.map(({ family }) => family));
});

describe('an order by hand', () => {
  /** One row a half; the truth is 0, and a mean of nothing answers 8. */
  const setOf = (answers: readonly number[], seconds: readonly number[]): JudgedSet => {
    const rows = {
      truth: Float64Array.from([8, 0]),
      predictions: answers.map((answer) => Float64Array.from([8 - answer, answer])),
    };
    const half = { metric: rmse, task: { kind: 'regression', classes: 0 } as const };
    return { set: '', dataset: '', seconds, halves: [{ ...half, weighs: rows, judges: rows }] };
  };

  test('goes by what the error falls for the seconds', () => {
    // Plain they are 4 off; alone 3.9, 3.7 and 3.99, so the second one is worth most, and nothing adds to it.
    expect(portfolioOrder([setOf([3.9, 3.7, 3.99], [1, 1, 1])], 3)).toEqual([1]);
    // It takes so much longer that the first one comes before it.
    expect(portfolioOrder([setOf([3.9, 3.7, 3.99], [1, 100, 1])], 3)).toEqual([0, 1]);
    expect(portfolioOrder([setOf([3.8, 3.8, 3.8], [3, 1, 2])], 3)).toEqual([1]);
  });

  test('hears each data set as far as half a power of e', () => {
    // The first one leaves an eighth of the error of one data set, the other three quarters of both.
    const sets = [setOf([0.5, 3], [1, 1]), setOf([4, 3], [1, 1])];
    expect(portfolioOrder(sets, 2)).toEqual([1, 0]);
  });

  test('leaves out what helps no data set', () => {
    expect(portfolioOrder([setOf([4, 5], [1, 1])], 2)).toEqual([]);
  });
});

test('what a told space leaves out is not tried of the portfolio either', async () => {
  const space = { dropout: { kind: 'choice', options: [0] } } as const;
  const dropouts = async (families: FitOptions['families']) => {
    const { first, portfolio } = await resolveOptions({
      label: 'y',
      ...(families && { families }),
    });
    return [...first, ...portfolio]
      .filter(({ family }) => family === 'mlp')
      .map(({ params }) => params.dropout);
  };
  expect(await dropouts(undefined)).toContain(0.1);
  const left = await dropouts({ mlp: { defaults: { dropout: 0 }, space } });
  expect(new Set(left)).toEqual(new Set([0]));
});
