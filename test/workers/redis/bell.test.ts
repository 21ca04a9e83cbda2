import { expect, test } from 'vitest';
import { randomStream } from '../../../src/util/random.js';
import { bellText, isCalled } from '../../../src/workers/redis/bell.js';

test('calls each of a few workers, and of many no more than the jobs need', () => {
  const called = (jobs: number, free: number) => {
    const bell = bellText(jobs, free);
    const draws = Array.from({ length: free }, (_, worker) => randomStream('bell', worker).next());
    return draws.filter((draw) => isCalled(bell, draw)).length;
  };
  expect(called(1, 16)).toBe(16);
  expect(called(300, 1000)).toBe(1000);
  expect(called(1, 1000)).toBeGreaterThan(4);
  expect(called(1, 1000)).toBeLessThan(40);
  expect(called(50, 1000)).toBeGreaterThan(150);
  expect(called(50, 1000)).toBeLessThan(250);
});

test('calls all where no worker is free, or where it says nothing of how many', () => {
  expect(bellText(3, 0)).toBe('work');
  expect(bellText(3, -2)).toBe('work');
  expect(isCalled('work', 0.999)).toBe(true);
  expect(isCalled('something else', 0.999)).toBe(true);
});
