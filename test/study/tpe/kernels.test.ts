import { describe, expect, test } from 'vitest';
import type { IntegerDistribution } from '../../../src/space/search-space.js';
import { createKernels, widthsOf } from '../../../src/study/tpe/kernels.js';
import { randomStream } from '../../../src/util/random.js';

const real = { kind: 'uniform', low: 0, high: 1 } as const;
const letters = { kind: 'choice', options: ['a', 'b', 'c'] } as const;
const whole: IntegerDistribution = { kind: 'integer', low: 1, high: 4 };

describe('kernels of a parameter', () => {
  test('reach as far as to the farther neighbour, and have a least width', () => {
    // Ends have one neighbour; of 4 values none is narrower than 1/6.
    const widths = widthsOf([0.5, 0.1, 0.9, 0.95]);
    expect(widths.map((own) => own.toFixed(6))).toEqual([
      '0.400000',
      '0.400000',
      '0.400000',
      '0.166667',
    ]);
    // A value alone has the ends of the range for neighbours.
    expect(widthsOf([0.2])).toEqual([0.8]);
  });

  test('are normal distributions that are cut off at the ends', () => {
    const kernels = createKernels(real, [0.2]);
    // N(0.2, 0.8): φ(0) / 0.8 over Φ(1) − Φ(−0.25) = 0.841344746 − 0.401293674.
    expect(kernels.density(0, 0.2)).toBeCloseTo(0.3989422804 / 0.8 / 0.440051072, 7);
    // The prior, N(0.5, 1): Φ(0.5) − Φ(−0.5) = 0.382924923.
    expect(kernels.density(1, 0.5)).toBeCloseTo(0.3989422804 / 0.382924923, 7);
  });

  test('add to 1, of real and whole numbers and of options', () => {
    const real1000 = Array.from({ length: 1000 }, (_, i) => (i + 0.5) / 1000);
    const sums = [0, 1, 2].map((kernel) => [
      real1000.reduce(
        (sum, x) => sum + createKernels(real, [0.1, 0.9]).density(kernel, x) / 1000,
        0,
      ),
      [1, 3, 5, 7].reduce(
        (sum, x) => sum + createKernels(whole, [0.125, 0.875]).density(kernel, x / 8),
        0,
      ),
      [0, 1, 2].reduce((sum, x) => sum + createKernels(letters, [0, 2]).density(kernel, x), 0),
    ]);
    for (const sum of sums.flat()) expect(sum).toBeCloseTo(1, 5);
  });

  test('of options let one more value share in, spread evenly over all', () => {
    const kernels = createKernels(letters, [0, 2]);
    // (1 + 1/3) / (1 + 3/3), and 1/3 / 2 for each of the others.
    expect([0, 1, 2].map((own) => kernels.density(0, own))).toEqual([2 / 3, 1 / 6, 1 / 6]);
    expect(kernels.density(2, 1)).toBe(1 / 3);
  });

  test('are drawn from as dense as they are', () => {
    const random = randomStream('draws');
    for (const [distribution, places] of [
      [real, [0.2, 0.3]],
      [letters, [0, 2]],
    ] as const) {
      const kernels = createKernels(distribution, places);
      const draws = Array.from({ length: 4000 }, () => kernels.draw(0, random));
      const at = (x: number) => kernels.density(0, x);
      const isLow = (x: number) => x < (distribution === real ? 0.2 : 1);
      const share = draws.filter(isLow).length / draws.length;
      const steps = Array.from({ length: 200 }, (_, i) => at((i + 0.5) / 1000) / 1000);
      const expected = distribution === real ? steps.reduce((sum, own) => sum + own, 0) : at(0);
      expect(Math.abs(share - expected)).toBeLessThan(0.03);
    }
  });
});

test.each([2 ** 44, 2 ** 48, 2 ** 52, Number.MAX_SAFE_INTEGER])(
  'numbers up to %d, whose cells have hardly a width, are weighed by where they lie',
  (high) => {
    const numbers = createKernels({ kind: 'integer', low: 0, high }, [0.25]);
    const shares = createKernels(real, [0.25]);
    for (let i = 0; i < 1000; i++) {
      const place = (i + 0.5) / 1000;
      const ratio = numbers.density(0, place) / numbers.density(1, place);
      expect(ratio).toBeCloseTo(shares.density(0, place) / shares.density(1, place), 6);
    }
  },
);

test('whole numbers of usual ranges are weighed by the mass of their cells', () => {
  const numbers = createKernels({ kind: 'integer', low: 0, high: 2 ** 32 - 1 }, [0.25]);
  const shares = createKernels(real, [0.25]);
  for (const place of [0.1, 0.6]) {
    expect(numbers.density(0, place) * 2 ** 32).toBeCloseTo(shares.density(0, place), 5);
  }
});
