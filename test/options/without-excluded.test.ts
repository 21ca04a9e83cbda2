import { expect, test } from 'vitest';
import type { FitOptions } from '../../src/options/fit-options.js';
import { resolveOptions } from '../../src/options/options.js';

function settings(options: Partial<FitOptions>) {
  return resolveOptions({ label: 'y', ...options });
}

async function mistake(options: Partial<FitOptions>): Promise<string> {
  const thrown = await settings(options).then(
    () => undefined,
    (error: { message: string; hint?: string }) => error,
  );
  return `${thrown?.message} ${thrown?.hint ?? ''}`;
}

test('families that are excluded are not searched, nor do any of their configurations begin the search', async () => {
  const all = await settings({});
  const excluded = ['mlp', 'boosted-trees'];
  const { families, first, portfolio } = await settings({ excludeModels: excluded });
  const others = all.families.filter(({ family }) => !excluded.includes(family));
  expect(families).toEqual(others);
  expect(families.length).toBe(all.families.length - 2);
  const begun = [...first, ...portfolio].map(({ family }) => family);
  expect(begun.length).toBeGreaterThan(0);
  expect(begun.filter((family) => excluded.includes(family))).toEqual([]);
});

test('a family that the preset does not have may be excluded, and nothing changes', async () => {
  expect((await settings({ excludeModels: ['elastic-net'] })).families).toEqual(
    (await settings({})).families,
  );
});

test('a name that is no family is told with the nearest one', async () => {
  expect(await mistake({ excludeModels: ['boosted-tree'] })).toMatch(
    /`excludeModels`.*"boosted-tree".*Did you mean "boosted-trees"\?/,
  );
});

test('those to take and those to leave out exclude each other', async () => {
  expect(await mistake({ models: ['mlp', 'linear'], excludeModels: ['mlp'] })).toContain(
    '`models` and `excludeModels` exclude each other.',
  );
});

test('the baseline cannot be excluded, nor all families', async () => {
  expect(await mistake({ excludeModels: ['constant'] })).toContain('is always there');
  const names = (await settings({})).families.map(({ family }) => family);
  expect(await mistake({ excludeModels: names })).toContain('leaves no model family of the preset');
});
