import { expect, test } from 'vitest';
import { fit } from '../../src/fit/fit.js';
import { randomStream } from '../../src/util/random.js';

const random = randomStream('importance');
const rows = Array.from({ length: 500 }, () => {
  const size = random.normal();
  const town = ['north', 'south', 'west'][random.integer(3)] ?? '';
  const noise = random.normal();
  const price = 10 * size + (town === 'north' ? 15 : 0) + 0.1 * random.normal();
  return { size, town, noise, price };
});
const options = { label: 'price', folds: 2, workers: 1 };

test.each(['boosted-trees', 'symmetric-trees', 'random-forest', 'extra-trees', 'elastic-net'])(
  '%s says which columns tell most',
  async (model) => {
    const families = {
      'boosted-trees': { defaults: { rounds: 50 } },
      'symmetric-trees': { defaults: { rounds: 50 } },
      'random-forest': { defaults: { trees: 20 } },
      'extra-trees': { defaults: { trees: 20 } },
    };
    const predictor = await fit(rows, { ...options, models: [model], trials: 1, families });
    const { columns, members, weight } = predictor.importance();
    expect(columns.map(({ column }) => column)).toEqual(['size', 'town', 'noise']);
    expect(columns.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 6);
    expect(columns[0]?.share).toBeGreaterThan(0.4);
    expect(columns[2]?.share).toBeLessThan(0.15);
    expect({ members, weight }).toEqual({ members: [`${model}-1`], weight: 1 });
  },
);

test('networks say nothing, and that is told', async () => {
  const families = { mlp: { defaults: { epochs: 3 } } };
  const predictor = await fit(rows, { ...options, models: ['mlp'], trials: 1, families });
  expect(predictor.importance()).toEqual({ columns: [], members: [], weight: 0 });
});
