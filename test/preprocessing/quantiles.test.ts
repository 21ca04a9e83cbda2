import fc from 'fast-check';
import { median as plainMedian, quantileSorted as plainQuantile } from 'simple-statistics';
import { expect, test } from 'vitest';
import { median } from '../../src/preprocessing/median.js';
import { quantileSorted } from '../../src/preprocessing/quantile-sorted.js';

/** Many ties, signed zeros and numbers too large to subtract among them. */
const values = fc.array(
  fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true }), fc.constantFrom(-0, 1e300)),
  { minLength: 1, maxLength: 60 },
);

test('a quantile is that of simple-statistics, but for the sign of zero', () => {
  fc.assert(
    fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (some, share) => {
      const sorted = Float64Array.from(some).sort();
      const plain = plainQuantile(Array.from(sorted), share);
      // It subtracts neighbours, which may be farther apart than a number can be.
      fc.pre(Number.isFinite(plain));
      expect(quantileSorted(sorted, share)).toBe(plain + 0);
    }),
  );
});

test('between numbers near the greatest of both signs is a number', () => {
  const ends = Float64Array.of(-1.7e308, 1.7e308);
  expect([0, 0.5, 1].map((share) => quantileSorted(ends, share))).toEqual([-1.7e308, 0, 1.7e308]);
  expect(quantileSorted(ends, 0.25)).toBeCloseTo(-8.5e307, -300);
  expect(median(ends)).toBe(0);
});

test('quantiles are the same whatever the order of −0 and 0', () => {
  const quantile = (...sorted: number[]) => quantileSorted(Float64Array.from(sorted), 0.5);
  expect([quantile(-1, -0, 0), quantile(-1, 0, -0)]).toEqual([0, 0]);
});

test('the median is that of the sorted numbers, but for the sign of zero', () => {
  fc.assert(
    fc.property(values, (some) => {
      const plain = plainMedian(some);
      fc.pre(Number.isFinite(plain));
      expect(median(Float64Array.from(some))).toBe(plain + 0);
    }),
  );
});

test('the median of many numbers is found in any order of theirs', () => {
  const size = 5000;
  const orders: Record<string, (i: number) => number> = {
    ascending: (i) => i,
    descending: (i) => -i,
    'up and down': (i) => Math.min(i, size - i),
    'down and up': (i) => Math.max(i, size - i),
    'all the same': () => 7,
    'few different': (i) => (i * 7) % 5,
  };
  for (const of of Object.values(orders)) {
    const x = Float64Array.from({ length: size }, (_, i) => of(i));
    expect(median(x.slice())).toBe(plainMedian(Array.from(x)) + 0);
  }
});
