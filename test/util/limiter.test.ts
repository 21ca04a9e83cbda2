import { expect, test } from 'vitest';
import { createLimiter } from '../../src/util/limiter.js';

/** A task that ends when it is told to. */
function controlled() {
  let finish: () => void = () => {};
  const ended = new Promise<void>((resolve) => {
    finish = resolve;
  });
  return { ended, finish };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('tasks start in the order of the calls, so many at a time', async () => {
  const limited = createLimiter(2);
  const started: number[] = [];
  const tasks = [0, 1, 2, 3].map((number) => ({ number, ...controlled() }));
  const results = tasks.map(({ number, ended }) =>
    limited(async () => {
      started.push(number);
      await ended;
      return number;
    }),
  );
  await settled();
  expect(started).toEqual([0, 1]);
  tasks[1]?.finish();
  await settled();
  expect(started).toEqual([0, 1, 2]);
  for (const { finish } of tasks) finish();
  expect(await Promise.all(results)).toEqual([0, 1, 2, 3]);
  expect(started).toEqual([0, 1, 2, 3]);
});

test('a task that throws gives its place to the next', async () => {
  const limited = createLimiter(1);
  const failing = limited(() => Promise.reject(new Error('no')));
  const next = limited(async () => 'yes');
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('yes');
  expect(await limited(async () => 'later')).toBe('later');
});
