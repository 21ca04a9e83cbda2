import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countCodes } from '../../src/preprocessing/count-codes.js';
import { gatherCodes, gatherValues } from '../../src/preprocessing/gather-rows.js';
import { replaceCodes } from '../../src/preprocessing/replace-codes.js';
import { codes } from '../contracts/transformer.js';

test('counts are those of a map, ascending', () => {
  fc.assert(
    fc.property(codes, (x) => {
      const counts = new Map<number, number>();
      for (const code of x) counts.set(code, (counts.get(code) ?? 0) + 1);
      expect(countCodes(x)).toEqual([...counts].sort((a, b) => a[0] - b[0]));
    }),
  );
});

test('codes are replaced as by a map, whether or not training knew them', () => {
  const number = fc.double({ noNaN: true });
  const numbers = fc.dictionary(fc.constantFrom('-2', '-1', '0', '3', '4'), number);
  fc.assert(
    fc.property(codes, numbers, number, (x, byCode, other) => {
      const map = new Map(Object.entries(byCode).map(([code, own]) => [Number(code), own]));
      const out = replaceCodes(x, [...map], other, new Float64Array(x.length));
      expect(out).toEqual(Float64Array.from(x, (code) => map.get(code) ?? other));
    }),
  );
});

test('rows are gathered in the order in which they are named', () => {
  const rows = Int32Array.of(2, 0, 2);
  expect(gatherValues(Float64Array.of(5, 6, Number.NaN), rows)).toEqual(
    Float64Array.of(Number.NaN, 5, Number.NaN),
  );
  expect(gatherCodes(Int32Array.of(5, 6, -2), rows)).toEqual(Int32Array.of(-2, 5, -2));
});
