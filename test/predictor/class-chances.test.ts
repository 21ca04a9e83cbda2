import { expect, test } from 'vitest';
import { classChances } from '../../src/predictor/class-chances.js';

const orders: readonly (readonly string[])[] = [
  ['low', 'mid', 'top'],
  ['0', '1', '2'],
  ['-1', '1'],
  ['-1', '0', '1'],
  ['1', '2', 'low'],
  ['01', '001', '1'],
  ['yes', '2'],
  ['__proto__', 'bad', 'ok'],
  ['constructor', '7', 'toString'],
];

test.each(orders.map((classes) => [classes]))(
  '%s: entries are in the order of classes',
  (classes) => {
    const values = Float64Array.from({ length: 2 * classes.length }, (_, i) => i / 4);
    const chances = classChances({ classes, values });
    expect(chances).toHaveLength(2);
    for (const [row, record] of chances.entries()) {
      const entries = classes.map((name, c) => [name, (row * classes.length + c) / 4] as const);
      expect(Object.keys(record)).toEqual(classes);
      expect(Object.entries(record)).toEqual(entries);
      expect(JSON.stringify(record)).toBe(
        `{${entries.map(([name, chance]) => `"${name}":${chance}`).join()}}`,
      );
      for (const [name, chance] of entries) expect(record[name]).toBe(chance);
      expect(record).toEqual(Object.fromEntries(entries));
      expect({ ...record }).toEqual(Object.fromEntries(entries));
      expect(record.other).toBeUndefined();
    }
  },
);

test('a record takes further entries as any object does', () => {
  const [record = {}] = classChances({ classes: ['-1', '1'], values: Float64Array.of(0.25, 0.75) });
  Object.assign(record, { sum: 1 });
  expect(Object.keys(record)).toEqual(['-1', '1', 'sum']);
});

test('records of an order that objects have by themselves are plain, so that threads can be sent them', () => {
  const values = Float64Array.of(0.25, 0.75);
  const chances = classChances({ classes: ['0', '1'], values });
  expect(structuredClone(chances)).toEqual([{ 0: 0.25, 1: 0.75 }]);
});

test('there may be no rows', () => {
  expect(classChances({ classes: ['-1', '1'], values: new Float64Array() })).toEqual([]);
});
