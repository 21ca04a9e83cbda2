import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { portfolioCandidates, type Size } from '../../bench/portfolio/candidates.js';
import { type JudgedSet, portfolioOrder } from '../../bench/portfolio/order.js';
import { type PortfolioScores, portfolioWithout } from '../../bench/portfolio/portfolio-scores.js';
import { rmse } from '../../src/metrics/rmse.js';
import { familyNamed } from '../../src/models/families.js';
import { openingFor } from '../../src/options/family-options.js';
import type { FitOptions } from '../../src/options/fit-options.js';
import { resolveOptions } from '../../src/options/options.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
const scores = readJson('bench/portfolio/scores.json') as PortfolioScores;
const orderOf = (size: Size) => scores[size].order.map((place) => scores[size].configs[place]);
const shipped = orderOf('few');
const { models } = readJson('presets/balanced.json') as { readonly models: readonly string[] };

test('the shipped portfolio is the one that the committed scores name, of configurations that are tried now', () => {
  expect(readJson('presets/portfolio.json')).toEqual({ few: shipped, many: orderOf('many') });
  for (const size of ['few', 'many'] as const) {
    expect(scores[size].configs).toEqual(portfolioCandidates(size));
    expect(models).toEqual(
      expect.arrayContaining([...new Set(orderOf(size).map((config) => config?.family))]),
    );
  }
});

test('each data set is judged by a portfolio of the others', () => {
  expect(scores.few.sets.length).toBe(21);
  expect(scores.many.sets.length).toBe(6);
  for (const size of ['few', 'many'] as const) {
    const { configs, sets } = scores[size];
    for (const { set, without } of sets) {
      expect(portfolioWithout(scores, set)[size]).toEqual(without.map((place) => configs[place]));
    }
    expect(portfolioWithout(scores, 'unknown')[size]).toEqual(orderOf(size));
  }
});

test('tables of many rows begin with an order of their own, where the portfolio has one', async () => {
  const settings = await resolveOptions({ label: 'y' });
  expect(openingFor(settings, 9999, false).first).toBe(settings.first);
  const { first, portfolio } = openingFor(settings, 10_000, false);
  const many = orderOf('many');
  expect([...first, ...portfolio].slice(0, many.length)).toMatchObject(many);
  expect(first).not.toEqual(settings.first);
  expect(openingFor(settings, 10_000, true).first).toBe(settings.first);
  const frozen = await resolveOptions({ label: 'y', preset: 'balanced-v1' });
  expect(openingFor(frozen, 10_000, false).first).toEqual(frozen.first);
});

test('the default preset begins with it, then tries the first one of each family', async () => {
  const { first, portfolio } = await resolveOptions({ label: 'y' });
  expect([...first, ...portfolio].slice(0, shipped.length)).toMatchObject(shipped);
  const rest = [...first, ...portfolio].slice(shipped.length);
  expect(rest.map(({ family }) => family)).toEqual(models);
});

test("a file of one's own may have an order for each, and says what is wrong with it", async () => {
  const [few, many] = [[{ family: 'linear' }], [{ family: 'mlp', params: { depth: 1 } }]];
  const own = async (portfolio: object) =>
    resolveOptions({
      ...{ label: 'y', models: ['linear', 'mlp'], opening: 'portfolio' },
      portfolio: folder.write('portfolio.json', JSON.stringify(portfolio)),
    });
  const settings = await own({ few, many });
  expect(openingFor(settings, 100, false).first).toMatchObject(few);
  expect(openingFor(settings, 20_000, false).first).toMatchObject(many);
  expect((await own(many)).ofMany).toBeUndefined();
  for (const wrong of [{ few }, { few, many: [] }, { few, many, more: 1 }]) {
    await expect(own(wrong)).rejects.toMatchObject({ code: 'BAD_CONFIG' });
  }
  const unknown = [{ family: 'mlp', params: { depht: 1 } }];
  await expect(own({ few, many: unknown })).rejects.toThrow(/portfolio\.json.*depht/);
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
    return { set: '', seconds, halves: [{ ...half, weighs: rows, judges: rows }] };
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
