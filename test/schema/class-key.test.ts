import fc from 'fast-check';
import { expect, test } from 'vitest';
import { classKey, classReader, mergeClasses } from '../../src/schema/class-key.js';

test.each([
  ['1', '1.0', '+1', '01', '1.', '1e0', '10e-1', '0.1E+1'],
  ['.5', '0.50', '5e-1', '+.50'],
  ['0', '-0', '0.0', '.0', '0e7', '+0'],
  ['-20', '-20.0', '-2e1', '-0.2e2'],
  ['true', 'True', 'TRUE', 'tRuE'],
  ['false', 'False'],
])('%s is the same class as %s', (first, ...others) => {
  for (const other of others) expect(classKey(other)).toBe(classKey(first));
});

test.each([
  ['1', '-1', '10', '1 %', '$1', '1,0', '1 kg', '1.1', '1e', 'e1', '.', '+', ''],
  ['Yes', 'yes', 'YES', 'Yes.'],
  ['true', 'false', 'truth', 't', '1', 'True.'],
  ['0.1', '0.10000000000000001', '1e-400', '0', '1e400', '1e401', 'Infinity'],
])('%s is another class than %s', (...cells) => {
  expect(new Set(cells.map(classKey)).size).toBe(cells.length);
});

test('numbers have one key exactly where they are equal', () => {
  const written = fc
    .tuple(fc.integer({ min: -2000, max: 2000 }), fc.integer({ min: 0, max: 3 }))
    .map(([value, digits]) => ({ value: value / 8, text: (value / 8).toFixed(3 + digits) }));
  fc.assert(
    fc.property(written, written, (a, b) => {
      expect(classKey(a.text) === classKey(b.text)).toBe(a.value === b.value);
    }),
  );
});

test('classes are named by their most frequent spelling, of equally frequent ones the first', () => {
  const rowsOf = new Map([
    ['1', 2],
    ['a', 1],
    ['1.0', 3],
    ['0.0', 2],
    ['0', 2],
    ['1.00', 2],
  ]);
  const counts = { cells: [...rowsOf.keys()], rowsOf: Float64Array.from(rowsOf.values()) };
  expect([...mergeClasses(counts)]).toEqual([
    ['1.0', 7],
    ['a', 1],
    ['0.0', 4],
  ]);
});

test('classes that are not known have codes of their own', () => {
  const codeOf = classReader(['no', '1']);
  expect(['1.0', 'no', 'No', '2', '2.0', 'No'].map(codeOf)).toEqual([1, 0, -1, -2, -2, -1]);
});

test('a long run of digits or noughts takes no longer than it is', () => {
  const noughts = `1${'0'.repeat(100_000)}1`;
  expect(classKey(noughts)).toBe(` ${noughts}e0`);
  const digits = `${'7'.repeat(100_000)}x`;
  expect(classKey(digits)).toBe(digits);
});
