import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { numericEdges } from '../../src/trees/numeric-edges.js';
import { lowerBound } from '../../src/trees/sorted-numbers.js';
import { tailEdges } from '../../src/trees/tail-edges.js';
import { randomStream } from '../../src/util/random.js';

describe.each([
  [1.6e9, 1],
  [1.718e12, 40],
  [2.46e6, 1 / 512],
  [1e40, 1e26],
  [0, 1e-40],
  [-1e300, 1e290],
  [0, 5e-324],
])('numbers from %d in steps of %d', (offset, step) => {
  test('have an edge between all neighbours', () => {
    const values = Float64Array.from({ length: 400 }, (_, i) => offset + step * ((i * 37) % 200));
    const edges = numericEdges(values, 255);
    const sorted = [...new Set(values)].sort((a, b) => a - b);
    expect(edges).toHaveLength(199);
    for (const [i, edge] of edges.entries()) {
      expect(edge).toBeGreaterThanOrEqual(sorted[i] ?? Number.NaN);
      expect(edge).toBeLessThan(sorted[i + 1] ?? Number.NaN);
      // Strictly between them, where there is a number between them.
      if (step !== 5e-324) expect(edge).toBeGreaterThan(sorted[i] ?? Number.NaN);
    }
  });
});

test.each([2, 3, 4, 7])('rows with a period of %d: bins know all values', (period) => {
  const values = Float64Array.from({ length: 120_000 }, (_, row) => row % period);
  expect([...numericEdges(values, 255)]).toEqual(
    Array.from({ length: period - 1 }, (_, i) => i + 0.5),
  );
  const noisy = values.map((value, row) => 1000 * value + ((row * 7919) % 1000) / 2);
  const edges = numericEdges(noisy, 255);
  for (let value = 0; value < period; value++) {
    const own = edges.filter((edge) => edge > 1000 * value && edge < 1000 * value + 500).length;
    expect(own * period).toBeGreaterThan(180);
  }
});

test('a value of few among many rows has a bin', () => {
  const values = new Float64Array(150_000);
  values[70_001] = 5;
  values[90_002] = -1;
  expect([...numericEdges(values, 255)]).toEqual([-0.5, 2.5]);
});

test('many rows have about the bins of all of them, whatever their order', () => {
  const values = Float64Array.from({ length: 200_000 }, (_, i) => i);
  const edges = numericEdges(values, 64);
  let before = 0;
  for (const edge of edges.slice(2, -2)) {
    expect(edge - before).toBeLessThan(1.15 * (200_000 / 60) * (before === 0 ? 3 : 1));
    before = edge;
  }
});

test.each([1, -1])('rare extreme values have bins of their own, on the side of %d', (sign) => {
  const random = randomStream('tails');
  for (const rows of [12_000, 150_000]) {
    const values = Float64Array.from({ length: rows }, () => random.normal());
    for (let i = 0; i < 20; i++) values[i * 311] = sign * (100 + random.next());
    const edges = numericEdges(values, 255);
    expect(edges.length).toBeLessThanOrEqual(254);
    expect(edges.filter((edge) => sign * edge > 6 && sign * edge < 100)).toHaveLength(1);
    const outermost = (sign > 0 ? edges.at(-1) : edges[0]) ?? Number.NaN;
    expect(values.filter((value) => sign * (value - outermost) > 0).length).toBeLessThan(10);
  }
});

test('the rare values of a column that is nearly always 0 have bins', () => {
  const values = Float64Array.from({ length: 60_000 }, (_, row) => (row % 100 === 0 ? 1 + row : 0));
  expect(numericEdges(values, 255).length).toBeGreaterThan(3);
  expect(numericEdges(values, 255)[0]).toBe(0.5);
});

test.each([0.5, 0.9, 0.97])(
  'where %d of the rows have one value the other bins are dealt over the others',
  (share) => {
    const random = randomStream('heavy');
    const values = Float64Array.from({ length: 20_000 }, (_, row) =>
      row < share * 20_000 ? 0 : random.normal(),
    );
    const edges = numericEdges(values, 255);
    expect(edges.length).toBeGreaterThan(200);
    expect(edges.length).toBeLessThan(255);
    const counts = new Int32Array(edges.length + 1);
    for (const value of values) {
      const bin = lowerBound(edges, value);
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    // The heavy value is alone; no other bin has three times its part of the others.
    const [most = 0, next = 0] = [...counts].sort((a, b) => b - a);
    expect(most).toBe(share * 20_000);
    expect(next).toBeLessThan((3 * (1 - share) * 20_000) / 250);
  },
);

test('several values that fill bins have one each, whatever lies between them', () => {
  const values = Float64Array.from({ length: 30_000 }, (_, row) =>
    row % 3 === 0 ? row / 30_000 : (row % 30) / 30 + 1e-7,
  );
  const edges = numericEdges(values, 255);
  expect(edges.length).toBeLessThan(255);
  for (const heavy of values.slice(1, 30).filter((_, i) => (i + 1) % 3 !== 0)) {
    const bin = lowerBound(edges, heavy);
    const inBin = values.filter((value) => lowerBound(edges, value) === bin);
    expect(new Set(inBin)).toEqual(new Set([heavy]));
  }
});

test.each([
  [200, 255],
  [150, 255],
  [100, 127],
  [40, 63],
])(
  '%d whole numbers in nine rows of ten, tenths else: of %d bins all parts of the range have as many',
  (whole, most) => {
    const random = randomStream('whole', whole);
    const values = Float64Array.from({ length: 10_000 }, () => {
      const value = whole * random.next();
      return random.next() < 0.9 ? Math.floor(value) : Math.floor(10 * value) / 10;
    });
    const edges = numericEdges(values, most);
    const fifths = [0, 1, 2, 3, 4].map(
      (fifth) =>
        edges.filter((edge) => Math.min(4, Math.floor((5 * edge) / whole)) === fifth).length,
    );
    expect(Math.min(...fifths)).toBeGreaterThan(0.7 * Math.max(...fifths));
  },
);

test('edges of a tail leave fewer and fewer rows beyond them, and lie in the widest gap', () => {
  const bin = Float64Array.from({ length: 82 }, (_, i) => (i < 61 ? i : 1000 + i));
  // Behind the innermost value are 81 rows: ∛81 = 4.3, and its square 18.7. The gaps: 60 to 1061, then the first of 1.
  expect(tailEdges(bin, 'high', 4)).toEqual([1077.5, 1063.5, 560.5, 0.5]);
  const mirrored = bin.map((value) => -value).reverse();
  expect(tailEdges(mirrored, 'low', 4)).toEqual([-1077.5, -1063.5, -560.5, -1080.5]);
  const zeros = Float64Array.of(0, 0, 0, 0, 1, 2, 3, 9);
  expect(tailEdges(zeros, 'high', 4)).toEqual([2.5, 0.5, 6, 0.5]);
});

test('there are never too many edges, and they ascend', () => {
  const value = fc.oneof(fc.double({ noNaN: true }), fc.integer({ min: -5, max: 5 }));
  fc.assert(
    fc.property(
      fc.array(value, { minLength: 1, maxLength: 1500 }),
      fc.integer({ min: 2, max: 255 }),
      (numbers, most) => {
        const edges = numericEdges(Float64Array.from(numbers), most);
        expect(edges.length).toBeLessThan(most);
        const ascends = edges.every((edge, i) => i === 0 || edge > (edges[i - 1] ?? Number.NaN));
        expect(ascends).toBe(true);
      },
    ),
    { numRuns: 60 },
  );
});
