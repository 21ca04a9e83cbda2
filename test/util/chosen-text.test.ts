import { expect, test } from 'vitest';
import { chosenText } from '../../src/util/chosen-text.js';

test('of rows that were chosen it is said of how many, of all nothing', () => {
  expect(chosenText({ rows: 1_250_000, chosenOf: 5_000_000 })).toBe(
    '1,250,000 of 5,000,000 rows: memory or time was not enough for more',
  );
  expect(chosenText({ rows: 1_250_000 })).toBeUndefined();
});
