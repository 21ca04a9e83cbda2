import { expect, test } from 'vitest';
import { inferSchema } from '../../src/schema/infer-schema.js';
import { parseTable } from '../../src/schema/parse-table.js';
import { describeTotal } from '../../src/schema/total-row.js';
import { readColumns } from '../../src/table/read-rows.js';

const AMOUNTS = [10.25, 20, 30, 5.5, 7, 12];
const SUM = 84.75;

/** A table of a feature and a label, whose last row holds these. */
function totalOf(size: readonly number[], price: readonly number[]): string | undefined {
  const values = Float64Array.from(size);
  const columns = [{ kind: 'numeric', name: 'size', values } as const];
  return describeTotal({ columns, target: Float64Array.from(price), rows: size.length }, 'price');
}

test('a last row of the sums of all others is told of, whatever else it lacks', () => {
  const told = 'the last row may be a total: of ';
  const whole = [...AMOUNTS, SUM];
  expect(totalOf(whole, whole)).toContain(`${told}"size", "price" their values are the sums`);
  expect(totalOf([...AMOUNTS, Number.NaN], whole)).toContain(`${told}"price" its value is the sum`);
  // Rates have means, rounded to what is shown; and empty cells are no part of a sum.
  const rates = [0.2, 0.3, 0.4, 0.2, 0.3, 0.3, 0.283];
  expect(totalOf(rates, whole)).toContain(`${told}"price"`);
  expect(totalOf([...AMOUNTS, Number.NaN, SUM], [...AMOUNTS, 0, SUM])).toContain('"size", "price"');
});

test('a last row of other values, few numbers and sums that may be chance are none', () => {
  const whole = [...AMOUNTS, SUM];
  expect(totalOf([...AMOUNTS, 9], whole)).toBeUndefined();
  expect(totalOf(whole, [...AMOUNTS, SUM + 0.25])).toBeUndefined();
  expect(totalOf([1, 2, 3, 4, 10], [1, 2, 3, 4, 10])).toBeUndefined();
  const none = Array.from(whole, () => Number.NaN);
  expect(totalOf(none, [0, 0, 0, 1, 1, 1, 3])).toBeUndefined();
  // A sum of signs that cancel is no larger than what it is of.
  expect(totalOf(none, [5, -5, 4, -4, 3, -3, 0])).toBeUndefined();
  expect(totalOf(none, none)).toBeUndefined();
});

test('a table that ends in a total is parsed with a warning, wherever its labels are read', () => {
  const cells = (numbers: readonly number[]) => numbers.map(String);
  const raw = readColumns({
    region: ['north', 'south', 'east', 'west', 'isles', 'coast', 'Total'],
    price: cells([...AMOUNTS, SUM]),
  });
  const told = { label: 'price', task: 'regression', types: {}, ignore: [] } as const;
  const allocate = (bytes: number) => new ArrayBuffer(bytes);
  const { warnings } = parseTable(raw, inferSchema(raw, told), { allocate, label: 'required' });
  expect(warnings).toEqual([expect.stringContaining('the last row may be a total: of "price"')]);
});
