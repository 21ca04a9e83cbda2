import { expect, test } from 'vitest';
import { moreOption } from '../../src/cli/option-values.js';

test('a plus sign makes a number how many more', () => {
  expect([moreOption('74'), moreOption('+50'), moreOption('-5')]).toEqual([74, '+50', -5]);
});

test.each(['+', '++5', '+-5', '+x', '', 'x'])('%j is no number of trials', (text) => {
  expect(() => moreOption(text)).toThrow('It must be a number.');
});
