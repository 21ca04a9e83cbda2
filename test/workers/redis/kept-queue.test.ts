import type { Redis } from 'ioredis';
import { afterEach, expect, test, vi } from 'vitest';
import { keptQueue } from '../../../src/workers/redis/kept-queue.js';
import { BEAT_MS, KEEP_MS } from '../../../src/workers/redis/protocol.js';

afterEach(() => {
  vi.useRealTimers();
});

/** What is told to expire, and when. */
function listening() {
  const told: [string, number][] = [];
  const pipeline = () => ({
    pexpire: (key: string, ms: number) => told.push([key, ms]),
    exec: async () => [],
  });
  return { told, client: { pipeline } as unknown as Redis };
}

test('each job expires, and its queue is told to once a beat, not once a job', async () => {
  vi.useFakeTimers();
  const { told, client } = listening();
  const keep = keptQueue(client, 'r');
  await keep('a');
  const queue = told.map(([key]) => key).filter((key) => key !== 'autofit:r:a');
  expect(queue).toContain('autofit:r:active');
  expect(told).toContainEqual(['autofit:r:a', KEEP_MS]);
  told.length = 0;
  await keep('b');
  expect(told).toEqual([['autofit:r:b', KEEP_MS]]);
  told.length = 0;
  vi.advanceTimersByTime(BEAT_MS);
  await keep('c');
  expect(told.map(([key]) => key)).toEqual([...queue, 'autofit:r:c']);
});
