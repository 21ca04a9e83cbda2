import { expect, test } from 'vitest';
import { dealGroups, effectiveRows, rowsOfGroups } from '../../src/metrics/row-groups.js';
import { randomStream } from '../../src/util/random.js';

test('a row without a group is one by itself, whatever the codes of the others', () => {
  const groups = Int32Array.of(-1, 0, -1, 1, 0, -1, 2);
  expect(rowsOfGroups(groups).map((rows) => [...rows])).toEqual([[0], [1, 4], [2], [3], [5], [6]]);
});

test('heavy groups make the others count less: (Σ w)² / Σ w² over groups', () => {
  // Groups weigh 1 + 2, 3 and 2: 8² / (9 + 9 + 4).
  const [weights, groups] = [Float64Array.of(1, 3, 2, 2), Int32Array.of(5, 4, 5, -1)];
  expect(effectiveRows(4, weights, groups)).toBeCloseTo(64 / 22, 12);
  expect(effectiveRows(2, new Float64Array(2), undefined)).toBe(0);
  expect(effectiveRows(2, Float64Array.of(0.1, 0.1), undefined)).toBeCloseTo(2, 12);
});

test('large groups are dealt first, each to the part with the fewest rows', () => {
  // Groups of 5 | 3 rows, then 2 to the second; of 5 and 5 rows one gets the other 2, and the other one the last row.
  const groups = Int32Array.of(0, 1, 1, 1, 2, 2, 3, 3, 4, 4, 4, 4, 4);
  for (let seed = 0; seed < 30; seed++) {
    const parts = dealGroups(groups, 2, randomStream(seed));
    expect(parts[8]).not.toBe(parts[1]);
    expect(parts.subarray(4, 8).filter((part) => part === parts[1]).length).toBeGreaterThanOrEqual(
      2,
    );
    expect([6, 7]).toContain(parts.filter((part) => part === 0).length);
  }
});
