import { expect, test } from 'vitest';
import { withFeatures } from '../../src/fit/with-features.js';
import { fit } from '../../src/index.js';
import { familySpace } from '../../src/options/family-space.js';

test('every other configuration of a family makes features of places, where that is searched', () => {
  const [linear, trees] = [familySpace('linear'), familySpace('boosted-trees')];
  const fixed = { ...linear, space: { ...linear.space, places: undefined } };
  const config = (family: string, places?: string) => ({
    family,
    params: places === undefined ? {} : { places },
  });
  const configs = [
    config('boosted-trees', 'axes'),
    config('linear', 'axes'),
    config('boosted-trees', 'axes'),
    config('boosted-trees', 'rotated'),
    config('boosted-trees', 'axes'),
    config('boosted-trees'),
  ];
  const { places: _, ...space } = fixed.space;
  const made = withFeatures(configs, [{ ...linear, space }, trees]);
  expect(made.map(({ params }) => params.places)).toEqual([
    'all',
    'axes',
    'axes',
    'rotated',
    'all',
    undefined,
  ]);
});

test('tables without places do not search what is made of them', async () => {
  const rows = (names: readonly [string, string]) =>
    Array.from({ length: 40 }, (_, i) => ({
      [names[0]]: 50 + ((i * 7) % 40) / 7,
      [names[1]]: ((i * 11) % 40) / 3,
      y: (i * 13) % 17,
    }));
  const params: (readonly string[])[] = [];
  for (const names of [
    ['a', 'b'],
    ['lat', 'lon'],
  ] as const) {
    await fit(rows(names), {
      label: 'y',
      task: 'regression',
      models: ['linear'],
      trials: 2,
      workers: 1,
      seed: 1,
      onProgress: (event) => {
        if (event.kind === 'trial') params.push(Object.keys(event.trial.config.params));
      },
    });
  }
  const searched = params.filter((names) => names.length > 0);
  const has = searched.map((names) => names.includes('places'));
  expect(has).toEqual(searched.map((_, i) => i >= searched.length / 2));
});

test('every other linear configuration weighs terms of texts by the label, and no tree', () => {
  const families = [familySpace('linear'), familySpace('boosted-trees')];
  const config = (family: string) => ({ family, params: { texts: 'common' } });
  const configs = ['boosted-trees', 'linear', 'linear', 'linear'].map(config);
  const made = withFeatures(configs, families);
  expect(made.map(({ params }) => params.texts)).toEqual([
    'common',
    'by-label',
    'common',
    'by-label',
  ]);
});
