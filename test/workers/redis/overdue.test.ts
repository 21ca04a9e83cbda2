import { expect, test } from 'vitest';
import { now } from '../../../src/util/clock.js';
import { isOverdue } from '../../../src/workers/redis/overdue.js';

const begun = { worker: 'w', machine: 'there', seat: 1 };
const ago = (seconds: number) => ({ begun, begunAt: now() - 1000 * seconds });

test.each([
  [30, 1, true, true],
  [30, 10, true, false],
  [30, 1, false, false],
  [700, 1, false, true],
  [700, 200, false, false],
])(
  'a job of %i s, where the longest took %i s, is overdue: %o with a free thread gives %o',
  (seconds, longest, isFree, expected) => {
    expect(isOverdue(ago(seconds), longest, isFree)).toBe(expected);
  },
);

test('a job that nobody has taken is not overdue', () => {
  expect(isOverdue({}, 0, true)).toBe(false);
});

test('one whose worker never said that it began is overdue soon, also without a thread here', () => {
  const taken = (seconds: number) => ({ begunAt: now() - 1000 * seconds });
  expect(isOverdue(taken(10), 1, false)).toBe(false);
  expect(isOverdue(taken(30), 1, false)).toBe(true);
});
