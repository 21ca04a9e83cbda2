import { expect, test } from 'vitest';
import { endWithout, withoutOuter } from '../../src/util/without-outer.js';

test('marks at both ends are left out, those in the middle stay', () => {
  expect(withoutOuter('..a.b..', /\./)).toBe('a.b');
  expect(withoutOuter('...', /\./)).toBe('');
  expect(withoutOuter('', /\./)).toBe('');
  expect(endWithout('a00', /0/)).toBe(1);
  expect(endWithout('00', /0/)).toBe(0);
});
