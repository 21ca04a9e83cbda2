import { expect, test } from 'vitest';
import { tokenCheck } from '../../src/serve/token.js';

test.each([
  ['Bearer s3cret', true],
  ['bearer  s3cret', true],
  [`Basic ${btoa('me:s3cret')}`, true],
  [`Basic ${btoa('s3cret:me')}`, false],
  ['Bearer s3cre', false],
  ['Bearer s3cret2', false],
  ['Bearer ', false],
  ['s3cret', false],
  ['', false],
  [undefined, false],
])('the header %j has the token: %s', (header, isGood) => {
  expect(tokenCheck('s3cret')(header)).toBe(isGood);
});
