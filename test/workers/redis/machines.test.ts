import { expect, test } from 'vitest';
import { threadsOf } from '../../../src/workers/redis/machines.js';
import { read } from '../../../src/workers/redis/protocol.js';
import { startWorker } from '../../../src/workers/redis/worker.js';

test('threads that workers tell of have a bound, each and all together', () => {
  const worker = (threads: number) => ({ worker: 'w', machine: 'there', threads });
  expect(read.worker(worker(1024))).toEqual(worker(1024));
  expect(read.worker(worker(1025))).toBeUndefined();
  const part = { worker: 'w', machine: 'there', state: 'ready', reason: null, beat: 0 };
  expect(read.part({ ...part, seats: 1024 })).toBeDefined();
  expect(read.part({ ...part, seats: 1025 })).toBeUndefined();
  expect(threadsOf([worker(3), worker(8)])).toBe(11);
  expect(threadsOf(Array.from({ length: 1000 }, () => worker(1024)))).toBe(20_000);
});

test('a worker of more threads than that is refused before it looks for a Redis', async () => {
  const cache = { folder: 'cache', most: 1e9 };
  const options = { redis: 'redis://127.0.0.1:1', threads: 1025, cache, onMessage: () => {} };
  await expect(startWorker(options)).rejects.toMatchObject({
    code: 'BAD_OPTION',
    message: '`workers` can be 1,024 at most, not 1025.',
  });
});
