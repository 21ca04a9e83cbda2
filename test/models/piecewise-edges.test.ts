import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EDGES, piecewiseEdges } from '../../src/models/piecewise-edges.js';

test('edges are the quantiles, ends included', () => {
  const values = Float32Array.from({ length: 101 }, (_, i) => (i * 37) % 101);
  expect(piecewiseEdges(values, 4, 'quantiles')).toEqual([0, 25, 50, 75, 100]);
  expect(piecewiseEdges(Float32Array.of(1, 2), 2, 'apart')).toEqual([1, 1.5, 2]);
});

test('a constant column still has a bin', () => {
  for (const edges of EDGES)
    expect(piecewiseEdges(Float32Array.of(3, 3, 3), 8, edges)).toEqual([3, 4]);
});

test('where most rows share a value, the others have edges of their own when asked for', () => {
  const values = Float32Array.from({ length: 1000 }, (_, i) => (i < 900 ? 0 : i));
  expect(piecewiseEdges(values, 8, 'quantiles')).toEqual([0, 999]);
  const apart = piecewiseEdges(values, 8, 'apart');
  expect(apart.length).toBeGreaterThan(10);
  expect(apart.length).toBeLessThanOrEqual(17);
  expect(apart[0]).toBe(0);
  expect(apart.at(-1)).toBe(999);
});

test('few different values each are an edge when quantiles miss some', () => {
  const values = Float32Array.from({ length: 1000 }, (_, i) => (i < 950 ? 0 : 1 + (i % 5)));
  expect(piecewiseEdges(values, 8, 'apart')).toEqual([0, 1, 2, 3, 4, 5]);
});

test('edges ascend in float32, hold all values and are not too many', () => {
  const values = fc.array(fc.float({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1 });
  fc.assert(
    fc.property(
      values,
      fc.integer({ min: 1, max: 60 }),
      fc.constantFrom(...EDGES),
      (x, bins, how) => {
        const column = Float32Array.from(x);
        const edges = piecewiseEdges(column, bins, how);
        expect(edges.length).toBeGreaterThanOrEqual(2);
        expect(edges.length).toBeLessThanOrEqual(2 * bins + 2);
        for (let i = 1; i < edges.length; i++) {
          expect(Math.fround(edges[i] ?? 0)).toBeGreaterThan(Math.fround(edges[i - 1] ?? 0));
        }
        const least = Math.min(...column);
        expect(Math.abs((edges[0] ?? NaN) - least)).toBeLessThanOrEqual(1e-7 * Math.abs(least));
      },
    ),
  );
});
