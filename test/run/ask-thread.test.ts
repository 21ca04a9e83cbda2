import { expect, test } from 'vitest';
import { askThread, openThreads } from '../../src/run/ask-thread.js';
import { dyingWorker } from '../fixtures/dying-worker.js';
import { tempFolder } from '../fixtures/temp-folder.js';

/** A pool of threads that end so before they answer with how often they were asked. */
function poolOf(...ends: readonly Error[]) {
  let asked = 0;
  return {
    asked: () => asked,
    run: async () => {
      const end = ends[asked++];
      if (end) throw end;
      return asked;
    },
  };
}

const death = new Error('worker exited with code: 1');
const full = Object.assign(new Error('Worker terminated due to reaching memory limit'), {
  code: 'ERR_WORKER_OUT_OF_MEMORY',
});

test('a thread that dies is asked once more', async () => {
  expect(await askThread(poolOf(), 'task')).toBe(1);
  expect(await askThread(poolOf(death), 'task')).toBe(2);
});

test('where the next one dies too, it is said what may be wrong', async () => {
  const pool = poolOf(death, full);
  await expect(askThread(pool, 'task')).rejects.toMatchObject({
    code: 'THREAD_DIED',
    message:
      'A thread ended in the middle of its work, and so did the one that took its place: Worker terminated due to reaching memory limit.',
    hint: expect.stringContaining('`workers`'),
  });
  expect(pool.asked()).toBe(2);
});

test('what a task throws is not asked again', async () => {
  const pool = poolOf(new RangeError('a bug'));
  await expect(askThread(pool, 'task')).rejects.toThrow('a bug');
  expect(pool.asked()).toBe(1);
});

test('a thread that dies, and its successor while it loads, leave nothing waiting', async () => {
  const filename = dyingWorker(tempFolder());
  const { ask, close } = openThreads({ filename }, 1, undefined);
  expect(await ask('live')).toBe('live');
  const [first, second] = await Promise.allSettled([ask('die'), ask('live')]);
  for (const own of [first, second]) {
    expect(own).toMatchObject({
      status: 'rejected',
      reason: { code: 'THREAD_DIED', hint: expect.stringContaining('`workers`') },
    });
  }
  await close();
});
