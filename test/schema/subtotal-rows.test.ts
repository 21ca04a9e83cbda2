import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describeSubtotals } from '../../src/schema/subtotal-rows.js';

function said(values: readonly number[], place?: (row: number) => number): string | undefined {
  const column = { kind: 'numeric', name: 'sum', values: Float64Array.from(values) } as const;
  return describeSubtotals({ columns: [column], target: undefined }, 'y', place);
}

test('rows of sums between groups are told of, with their places in the file', () => {
  const groups = [3, 4, 5, 12, 7, 1.5, 8.5, 2.5, 2.25, 4.75];
  expect(said(groups)).toBe(
    'rows 4, 7, 10 may be subtotals: of "sum" their values are the sums of the rows above since the last one; leave them out if they are',
  );
  expect(said(groups, (row) => row + 2)).toContain('rows 6, 9, 12 may');
  // A total of all behind them, gaps and decimals that are rounded.
  expect(said([...groups, 25.25])).toContain('rows 4, 7, 10 may');
  expect(said([0.1, 0.2, Number.NaN, 0.3, 1, 2, 3, 4, 5, 9, 1, 1, 2])).toContain(
    'rows 4, 7, 10, …',
  );
});

test('the label is looked at, too', () => {
  const target = Float64Array.of(3, 4, 7, 5, 6, 11, 1, 2, 3);
  expect(describeSubtotals({ columns: [], target }, 'price')).toContain('of "price" their');
});

test('sums by chance, of few groups or of some of the rows, are none', () => {
  expect(said([3, 4, 7, 5, 6, 11])).toBeUndefined();
  expect(said([3, 4, 7, 5, 6, 11, 1, 2, 3, 50, 40, 60, 20])).toBeUndefined();
  expect(said([0, 0, 0, 0, 0, 0, 0, 0, 0])).toBeUndefined();
  expect(said([1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3])).toBeUndefined();
  expect(said([5, 5, 0, 5, 5, 0, 5, 5, 0])).toBeUndefined();
  const ages = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 40, maxLength: 60 });
  fc.assert(fc.property(ages, (values) => said(values) === undefined));
});
