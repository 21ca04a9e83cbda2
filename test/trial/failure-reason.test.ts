import { expect, test } from 'vitest';
import { failureReason, isForMemory, tooLargeReason } from '../../src/trial/failure-reason.js';

const heap = Object.assign(new Error('Worker terminated due to reaching memory limit'), {
  code: 'ERR_WORKER_OUT_OF_MEMORY',
});

test('a heap that is full says what makes it larger', () => {
  expect(failureReason(heap)).toMatch(/^memory is not enough: .*max-old-space-size of Node/);
  expect(isForMemory(failureReason(heap))).toBe(true);
});

test('an array without room is for want of memory', () => {
  const reason = failureReason(new RangeError('Array buffer allocation failed'));
  expect(reason).toBe('memory is not enough: Array buffer allocation failed');
  expect(isForMemory(reason)).toBe(true);
});

test('what would need more than it may have says how much', () => {
  const reason = tooLargeReason(301e6, 290e6);
  expect(reason).toBe('it needs about 301 MB, and `memory` allows 290 MB');
  expect(isForMemory(reason)).toBe(true);
});

test.each([
  ['another error', new Error('out of memory')],
  ['a text', 'memory'],
])('%s keeps its words', (_, thrown) => {
  expect(isForMemory(failureReason(thrown))).toBe(false);
  expect(isForMemory(null)).toBe(false);
});
