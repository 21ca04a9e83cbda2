import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sampleParams } from '../../src/space/sample-params.js';
import type { SearchSpace } from '../../src/space/search-space.js';
import { shareAt, valueAt } from '../../src/space/unit-cube.js';
import { randomStream } from '../../src/util/random.js';

const seeds = fc.integer({ min: 0, max: 1_000_000 });

/** Samples of one parameter, one a seed. */
function draws(space: SearchSpace, name: string, count: number): number[] {
  return Array.from({ length: count }, (_, seed) =>
    Number(sampleParams(space, randomStream(seed))[name]),
  );
}

test('real numbers stay within their bounds, on either scale', () => {
  const bounds = fc.tuple(
    fc.double({ min: 1e-6, max: 10, noNaN: true }),
    fc.double({ min: 0, max: 100, noNaN: true }),
  );
  fc.assert(
    fc.property(bounds, fc.boolean(), seeds, ([low, width], log, seed) => {
      const high = low + width;
      const { x } = sampleParams({ x: { kind: 'uniform', low, high, log } }, randomStream(seed));
      expect(x).toBeGreaterThanOrEqual(low);
      expect(x).toBeLessThanOrEqual(high);
    }),
  );
});

test('whole numbers are whole and stay within their bounds, on either scale', () => {
  fc.assert(
    fc.property(fc.nat(50), fc.nat(50), fc.boolean(), seeds, (start, width, log, seed) => {
      const [low, high] = [start + 1, start + 1 + width];
      const { n } = sampleParams({ n: { kind: 'integer', low, high, log } }, randomStream(seed));
      expect(Number.isInteger(n)).toBe(true);
      expect(n).toBeGreaterThanOrEqual(low);
      expect(n).toBeLessThanOrEqual(high);
    }),
  );
});

test('both ends of a range of whole numbers are as likely as the middle', () => {
  const values = draws({ n: { kind: 'integer', low: 1, high: 3 } }, 'n', 3000);
  for (const n of [1, 2, 3]) {
    const share = values.filter((value) => value === n).length / values.length;
    expect(share).toBeGreaterThan(0.29);
    expect(share).toBeLessThan(0.38);
  }
});

test('on the logarithmic scale each decade is as likely', () => {
  const values = draws({ x: { kind: 'uniform', low: 0.001, high: 1, log: true } }, 'x', 3000);
  const first = values.filter((value) => value < 0.01).length / values.length;
  expect(first).toBeGreaterThan(0.29);
  expect(first).toBeLessThan(0.38);
});

test('a choice gives each of its options and nothing else', () => {
  const space: SearchSpace = { c: { kind: 'choice', options: ['relu', 2, false] } };
  const seen = new Set(
    Array.from({ length: 50 }, (_, seed) => sampleParams(space, randomStream(seed)).c),
  );
  expect(seen).toEqual(new Set(['relu', 2, false]));
});

test('a parameter is there exactly when its condition holds', () => {
  const space: SearchSpace = {
    depth: { kind: 'integer', low: 1, high: 3 },
    width2: { kind: 'integer', low: 4, high: 9, when: { param: 'depth', atLeast: 2 } },
    mode: { kind: 'choice', options: ['a', 'b'] },
    rate: { kind: 'uniform', low: 0, high: 1, when: { param: 'mode', oneOf: ['b'] } },
    below: { kind: 'choice', options: [1], when: { param: 'rate', atLeast: 0 } },
  };
  fc.assert(
    fc.property(seeds, (seed) => {
      const params = sampleParams(space, randomStream(seed));
      expect('width2' in params).toBe(Number(params.depth) >= 2);
      expect('rate' in params).toBe(params.mode === 'b');
      expect('below' in params).toBe('rate' in params);
    }),
  );
});

test('the same stream gives the same parameters, and others give others', () => {
  const space: SearchSpace = { x: { kind: 'uniform', low: 0, high: 1 } };
  expect(sampleParams(space, randomStream(3))).toEqual(sampleParams(space, randomStream(3)));
  expect(new Set(draws(space, 'x', 100)).size).toBe(100);
});

test('a condition that fails does not shift the parameters after it', () => {
  const spaceWith = (atLeast: number): SearchSpace => ({
    depth: { kind: 'choice', options: [1] },
    width: { kind: 'integer', low: 1, high: 100, when: { param: 'depth', atLeast } },
    rate: { kind: 'uniform', low: 0, high: 1 },
  });
  const [there, absent] = [1, 2].map((least) => sampleParams(spaceWith(least), randomStream(5)));
  expect(there?.width).toBeDefined();
  expect(absent?.width).toBeUndefined();
  expect(there?.rate).toBe(absent?.rate);
});

test.each([
  [0.9, 0.95],
  [0.8, 0.999],
  [0.6, 0.7],
])('the end of a logarithmic range from %d to %d is found at its share', (low, high) => {
  const distribution = { kind: 'uniform', low, high, log: true } as const;
  expect(valueAt(distribution, 1 - Number.EPSILON)).toBeLessThanOrEqual(high);
  const share = shareAt(distribution, high) ?? Number.NaN;
  expect(valueAt(distribution, share)).toBe(high);
});
