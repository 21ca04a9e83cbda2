import { expect, test } from 'vitest';
import { describeSeen, type KeyedRows } from '../../src/fit/seen-rows.js';
import { randomStream } from '../../src/util/random.js';

function told(judged: KeyedRows, learned: KeyedRows): string | undefined {
  return describeSeen('test', judged, learned, 'rows that models are trained on');
}

/** Rows of these keys, whose labels follow them. */
function keyed(values: readonly number[]) {
  const keys = Float64Array.from(values);
  const target = Float64Array.from(values, (value) => value % 7);
  return { table: { target }, keys, rows: Int32Array.from(values.keys()) };
}

function drawn(count: number, different: number, seed: number): number[] {
  const random = randomStream(seed);
  return Array.from({ length: count }, () => random.integer(different));
}

test('rows in common are no word worth where training has as many copies itself', () => {
  for (const different of [20, 300, 3000, 100_000]) {
    for (let seed = 0; seed < 20; seed++) {
      const learned = keyed(drawn(500, different, seed));
      for (const count of [50, 500, 5000]) {
        const judged = keyed(drawn(count, different, seed + 100));
        expect(told(judged, learned)).toBeUndefined();
      }
    }
  }
});

test('those beyond that are counted, with how many chance gives', () => {
  const values = drawn(500, 3000, 1);
  const learned = keyed(values);
  const judged = keyed([...values.slice(0, 100), ...drawn(100, 1e9, 2)]);
  const repeated = values.filter((value) => values.indexOf(value) !== values.lastIndexOf(value));
  const byChance = Math.round((repeated.length / 500) * 200);
  expect(told(judged, learned)).toBe(
    `100 of the 200 rows of \`test\` are rows that models are trained on, ${byChance} by chance: their score is better than that of new rows will be`,
  );
});

test('the very rows of training are told of, however many copies they have', () => {
  const values = drawn(400, 24, 4);
  expect(told(keyed(values.toReversed()), keyed(values))).toContain('all 400 rows of `test` are');
  // Of so few different rows they may be those of another table.
  const few = drawn(400, 6, 4);
  expect(told(keyed(few), keyed(few))).toBeUndefined();
});

test('few rows without a copy do not say that there are none', () => {
  for (let seed = 0; seed < 30; seed++) {
    const [learned, judged] = [drawn(100, 5000, seed), drawn(400, 5000, seed + 100)];
    expect(told(keyed(judged), keyed(learned))).toBeUndefined();
  }
});

test('a row with another label, of an unknown level or class is another row', () => {
  const values = drawn(200, 1e9, 3);
  const learned = keyed(values);
  const other = keyed(values);
  const target = other.table.target.map((label) => label + 1);
  expect(told(other, learned)).toContain('all 200 rows');
  expect(told({ ...other, table: { target } }, learned)).toBeUndefined();
  const unknown = Float64Array.from(values, () => Number.NaN);
  const strange = { ...other, keys: unknown };
  expect(told(strange, { ...learned, keys: unknown })).toBeUndefined();
  const classes = { target: Int32Array.from(values, () => -1) };
  const same = { ...other, table: classes };
  expect(told(same, same)).toBeUndefined();
});
