import { expect, test } from 'vitest';
import { formatNumber } from '../../src/util/format-number.js';

test.each([
  [0, '0'],
  [1e-9, '1.000e-9'],
  [-1.2345e-8, '-1.235e-8'],
  [0.00012345, '0.0001234'],
  [0.012345, '0.01235'],
  [0.43104, '0.4310'],
  [1.5, '1.500'],
  [12.3456, '12.35'],
  [1234.56, '1235'],
  [12345.6, '12,346'],
  [1_700_000_000, '1,700,000,000'],
  [1e39, '1.000e+39'],
  [Number.NaN, 'NaN'],
])('%d is shown as %s', (value, text) => {
  expect(formatNumber(value)).toBe(text);
});
