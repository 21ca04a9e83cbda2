import { expect, test } from 'vitest';
import { createWaiting } from '../../src/table/waiting-bytes.js';

test('what is left of a record is looked at again when there is twice as much, and no more than the longest record', () => {
  const waiting = createWaiting(1000);
  const push = (length: number) => waiting.push(Buffer.alloc(length, 97));
  push(300);
  expect(waiting.keep(waiting.bytes(), Number.NaN)).toBe(true);
  push(299);
  expect(waiting.isEnough()).toBe(false);
  push(1);
  expect(waiting.isEnough()).toBe(true);
  expect(waiting.keep(waiting.bytes(), Number.NaN)).toBe(true);
  push(400);
  // Twice as much would be more than the longest.
  expect(waiting.isEnough()).toBe(true);
  expect(waiting.keep(waiting.bytes(), Number.NaN)).toBe(false);
});
