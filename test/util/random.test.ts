import { expect, test } from 'vitest';
import { permutation, randomSeed, randomStream, shuffle } from '../../src/util/random.js';

const draw = (count: number, ...keys: (string | number)[]) => {
  const random = randomStream(...keys);
  return Array.from({ length: count }, () => random.next());
};

test('the same keys give the same numbers, other keys others', () => {
  expect(draw(5, 1, 'train')).toEqual(draw(5, 1, 'train'));
  expect(draw(5, 1, 'train')).not.toEqual(draw(5, 2, 'train'));
  expect(draw(5, 1, 23)).not.toEqual(draw(5, 12, 3));
});

test('numbers are uniform in [0, 1) and normal ones have mean 0 and deviation 1', () => {
  const values = draw(20_000, 'moments');
  expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...values)).toBeLessThan(1);
  expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeCloseTo(0.5, 1);
  const random = randomStream('normal');
  const normal = Array.from({ length: 20_000 }, () => random.normal());
  expect(normal.reduce((sum, value) => sum + value, 0) / normal.length).toBeCloseTo(0, 1);
  expect(normal.reduce((sum, value) => sum + value ** 2, 0) / normal.length).toBeCloseTo(1, 1);
});

test('integers stay below their bound and reach all below it', () => {
  const random = randomStream('integers');
  const seen = new Set(Array.from({ length: 200 }, () => random.integer(5)));
  expect([...seen].sort()).toEqual([0, 1, 2, 3, 4]);
});

test('a shuffle moves values and loses none', () => {
  const values = Int32Array.from({ length: 50 }, (_, i) => i);
  const shuffled = values.slice();
  shuffle(randomStream('shuffle'), shuffled);
  expect([...shuffled]).not.toEqual([...values]);
  expect([...shuffled].sort((a, b) => a - b)).toEqual([...values]);
});

test('every order of a shuffle comes up, the one before it too', () => {
  const random = randomStream('orders');
  const orders = Array.from({ length: 200 }, () => {
    const values = Int32Array.of(1, 2, 3);
    shuffle(random, values);
    return values.join('');
  });
  expect([...new Set(orders)].sort()).toEqual(['123', '132', '213', '231', '312', '321']);
});

test('a permutation is the shuffled places, none for no place', () => {
  const places = Int32Array.from({ length: 100 }, (_, place) => place);
  shuffle(randomStream('places'), places);
  expect(permutation(randomStream('places'), 100)).toEqual(places);
  expect(permutation(randomStream('places'), 0)).toEqual(new Int32Array());
});

test('seeds are whole numbers of 32 bits, spread over all of them', () => {
  const random = randomStream('seeds');
  const seeds = Array.from({ length: 1000 }, () => randomSeed(random));
  expect(seeds.every((seed) => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32)).toBe(true);
  expect(new Set(seeds).size).toBe(1000);
  expect(Math.max(...seeds)).toBeGreaterThan(2 ** 31);
});
