import { expect, test } from 'vitest';
import { fit } from '../../src/index.js';
import { randomStream } from '../../src/util/random.js';

const random = randomStream('new levels');
const rows = Array.from({ length: 300 }, () => {
  const city = ['A', 'B', 'C'][random.integer(3)] ?? '';
  const x = random.next();
  return { x, city, y: 1000 + 50 * x + (city === 'B' ? 30 : 0) + random.next() };
});

test('tabm answers it much the same where levels are vectors', async () => {
  const own = rows.map(({ x }, i) => {
    const level = i % 12;
    return { x, city: `c${'abcdefghijkl'[level]}`, y: 1000 + 50 * x + 3 * level };
  });
  const answers: number[] = [];
  for (const seed of [0, 1]) {
    const options = { label: 'y', trials: 1, folds: 2, workers: 1, refit: true, seed };
    const predictor = await fit(own, { ...options, models: ['tabm'] });
    answers.push(Number((await predictor.predict([{ x: 0.5, city: 'new' }]))[0]));
  }
  expect(Math.max(...answers) - Math.min(...answers)).toBeLessThan(8);
  for (const answer of answers) expect(Math.abs(answer - 1041.5)).toBeLessThan(10);
});

test.each([
  ['linear', 1],
  ['mlp', 4],
] as const)(
  '%s answers a level that no row taught between the others, whatever the seed',
  async (family, apart) => {
    const answers: number[] = [];
    for (const seed of [0, 1, 2]) {
      const options = { label: 'y', trials: 1, folds: 2, workers: 1, refit: true, seed };
      const predictor = await fit(rows, { ...options, models: [family] });
      const cities = ['A', 'B', 'new', null].map((city) => ({ x: 0.5, city }));
      const [a = 0, b = 0, own = 0, gap = 0] = (await predictor.predict(cities)).map(Number);
      expect(b - a).toBeGreaterThan(20);
      expect(own).toBeGreaterThan(a + 5);
      expect(own).toBeLessThan(b - 5);
      expect(gap).toBe(own);
      answers.push(own);
    }
    expect(Math.max(...answers) - Math.min(...answers)).toBeLessThan(apart);
  },
);
