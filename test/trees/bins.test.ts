import fc from 'fast-check';
import { expect, test } from 'vitest';
import { binColumn, binCount, levelBins, MISSING_BIN, numericBins } from '../../src/trees/bins.js';

function binned(rule: Parameters<typeof binColumn>[0], values: readonly number[]): number[] {
  const to = new Uint8Array(values.length);
  binColumn(rule, values, to);
  return [...to];
}

test('few values have a bin each, with edges halfway, and NaN is missing', () => {
  const rule = numericBins(Float64Array.of(3, 1, NaN, 1, 7));
  expect([...rule.edges]).toEqual([2, 5]);
  expect(binned(rule, [1, 2, 2.1, 5, 6, 7, 99, -99, NaN])).toEqual([
    0,
    0,
    1,
    1,
    2,
    2,
    2,
    0,
    MISSING_BIN,
  ]);
});

test('many values share bins of about as many rows', () => {
  const values = Float64Array.from({ length: 10_000 }, (_, i) => Math.sqrt(i));
  const rule = numericBins(values, 16);
  const counts = new Array<number>(binCount(rule)).fill(0);
  for (const bin of binned(rule, [...values])) counts[bin] = (counts[bin] ?? 0) + 1;
  expect(counts).toHaveLength(16);
  expect(Math.min(...counts)).toBeGreaterThan(600);
  expect(Math.max(...counts)).toBeLessThan(650);
});

test.each([0, 256, 1000])('%s bins are not what a byte can tell apart', (most) => {
  const bins = () => numericBins(Float64Array.of(1, 2, 3), most);
  expect(bins).toThrow(`numbers have 1 to 255 bins, not ${most}`);
});

test('bins keep the order of numbers, whatever they are', () => {
  const values = fc.array(fc.double({ noNaN: true }), { minLength: 1, maxLength: 400 });
  fc.assert(
    fc.property(values, fc.integer({ min: 2, max: 40 }), (numbers, most) => {
      const rule = numericBins(Float64Array.from(numbers), most);
      expect(binCount(rule)).toBeLessThanOrEqual(most);
      const sorted = numbers.toSorted((a, b) => a - b);
      const bins = binned(rule, sorted);
      for (let i = 1; i < bins.length; i++) {
        expect(bins[i]).toBeGreaterThanOrEqual(bins[i - 1] ?? 0);
        // A value is at most the edge of its bin, as trees ask when they predict.
        const edge = rule.edges[bins[i] ?? 0];
        if (edge !== undefined) expect(sorted[i] ?? 0).toBeLessThanOrEqual(edge);
      }
    }),
  );
});

test('common levels have bins, the others share one, and negative codes are missing', () => {
  const rule = levelBins([5, 5, 5, 2, 2, 9, -1], 3);
  expect([...rule.codes]).toEqual([2, 5]);
  expect(binned(rule, [2, 5, 9, 77, -1])).toEqual([1, 2, 0, 0, MISSING_BIN]);
});
