import { describe, expect, test } from 'vitest';
import { momentsOf } from '../../src/preprocessing/moments.js';
import { clampedTo, plausibleRange } from '../../src/preprocessing/plausible-range.js';
import { applyScaler, fitScaler, SCALINGS } from '../../src/preprocessing/scalers.js';
import { randomStream } from '../../src/util/random.js';

const OFFSETS: readonly (readonly [offset: number, step: number])[] = [
  [1.7e12, 1],
  [-1.7e15, 1],
  [2.46e6, 1 / 512],
  [1e40, 1e26],
  [0, 1e-40],
  [0, 1e-200],
  [0, 1e300],
  [1e300, 1e287],
];

describe.each(OFFSETS)('numbers from %d in steps of %d', (offset, step) => {
  const whole = Float64Array.from({ length: 500 }, (_, row) => (row * 37) % 200);
  const x = whole.map((k) => offset + step * k);

  test('have the deviation of their steps', () => {
    const { mean, deviation } = momentsOf(x);
    const plain = momentsOf(whole);
    expect(deviation / step / plain.deviation).toBeCloseTo(1, 2);
    expect((mean - offset) / step / plain.mean).toBeCloseTo(1, 1);
  });

  test.each(SCALINGS)('are scaled as their steps are: %s', (scaling) => {
    const expected = fitScaler(scaling, whole).transformed;
    const { fitted, transformed } = fitScaler(scaling, x);
    const moved = transformed.map((value, row) => Math.abs(value - (expected[row] ?? Number.NaN)));
    expect(Math.max(...moved)).toBeLessThan(0.05);
    expect(applyScaler(JSON.parse(JSON.stringify(fitted)), x)).toEqual(transformed);
  });
});

const random = randomStream('moments');
const units = Float64Array.from({ length: 2000 }, () => random.normal());

test.each(SCALINGS)('a cell of 1e9 leaves the others as they are: %s', (scaling) => {
  const expected = fitScaler(scaling, units).transformed;
  for (const cells of [[1e9], [-1e5], [300], [1e9, -1e9, 1e6], [1e300]]) {
    const x = units.slice();
    for (const [i, cell] of cells.entries()) x[100 * i] = cell;
    const { transformed } = fitScaler(scaling, x);
    const isCell = (row: number) => row % 100 === 0 && row / 100 < cells.length;
    const moved = transformed.map((value, row) =>
      isCell(row) ? 0 : Math.abs(value - (expected[row] ?? Number.NaN)),
    );
    expect(Math.max(...moved)).toBeLessThan(0.2);
    expect(Math.max(...transformed.map(Math.abs))).toBeLessThan(7.5);
  }
});

test('an absurd training cell counts as the farthest of the others, not as a point of its own far out', () => {
  const x = units.slice();
  x[0] = 1e9;
  const { transformed } = fitScaler('standard', x);
  expect(transformed[0]).toBe(Math.max(...transformed.slice(1)));
});

test.each([1e18, 1e20, 1e300])(
  'a column that is constant at %d but for rounding is 0 in every row',
  (size) => {
    const next = size * (1 + Number.EPSILON);
    const x = Float64Array.from({ length: 40 }, (_, row) => (row % 2 === 0 ? size : next));
    const { fitted, transformed } = fitScaler('standard', x);
    expect(new Set(transformed.map(Math.abs))).toEqual(new Set([0]));
    expect(Math.abs(applyScaler(fitted, Float64Array.of(2 * size))[0] ?? 1)).toBe(0);
  },
);

test('columns of few rows, and of zeros but for a few, have their range without an absurd cell', () => {
  const rangeWithout = (...cells: number[]) => {
    const x = Float64Array.from(cells);
    return plausibleRange(x, momentsOf(x));
  };
  expect(rangeWithout(1, 2, 3, 4, 1e9)).toEqual({ low: 1, high: 4 });
  expect(rangeWithout(...new Array<number>(3000).fill(0), 1, 3, 2, 1e9)).toEqual({
    low: 0,
    high: 3,
  });
  expect(rangeWithout(...new Array<number>(3000).fill(0), 1e9)).toEqual({ low: 0, high: 1e9 });
  expect(rangeWithout(0, 1e9)).toEqual({ low: 0, high: 1e9 });
  expect(clampedTo({ low: 0, high: 3 }, Float64Array.of(-1, 2, 1e9))).toEqual(
    Float64Array.of(0, 2, 3),
  );
});

test('long tails are left whole', () => {
  for (const rows of [30, 300, 3000, 30_000]) {
    for (const tail of [0.5, 1, 1.5]) {
      const prices = Float64Array.from(
        { length: rows },
        () => 100 * Math.exp(tail * random.normal()),
      );
      const all = momentsOf(prices);
      expect(plausibleRange(prices, all)).toEqual({ low: all.low, high: all.high });
    }
  }
});

test('the power is found on rows of both kinds where rows alternate', () => {
  const rows = 20_000;
  const value = (row: number, size: number) => (row % 2 === 0 ? 1 : Math.exp(3 * size));
  const sizes = Float64Array.from({ length: rows }, () => random.normal());
  const x = sizes.map((size, row) => value(row, size));
  const sorted = x.slice().sort();
  const lambda = (values: Float64Array) => {
    const { fitted } = fitScaler('yeo-johnson', values);
    return fitted.kind === 'scale-yeo-johnson' ? fitted.lambda : Number.NaN;
  };
  expect(Math.abs(lambda(x) - lambda(sorted))).toBeLessThan(0.2);
});
