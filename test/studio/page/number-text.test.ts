import { expect, test } from 'vitest';
import { numberText, shortCell } from '../../../src/studio/page/number-text.js';

test.each([
  [null, '–'],
  [undefined, '–'],
  [Number.NaN, '–'],
  [Number.POSITIVE_INFINITY, '–'],
  [0, '0'],
  [0.123456, '0.1235'],
  [-12_345.6, '-12,346'],
])('%j is shown as %s', (value, text) => {
  expect(numberText(value)).toBe(text);
});

test.each([
  ['0.123456789', '0.1235'],
  ['-1.23456e-7', '-1.235e-7'],
  // What people wrote stays: zip codes, years, classes, few digits.
  ['01234', '01234'],
  ['2019', '2019'],
  ['0.25', '0.25'],
  ['1.2.34567', '1.2.34567'],
  ['yes', 'yes'],
  ['', ''],
])('a cell %j is shown as %s', (cell, text) => {
  expect(shortCell(cell)).toBe(text);
});
