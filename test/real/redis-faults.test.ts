import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { connectMachines } from '../../src/workers/redis/machines.js';
import { announcePart, liveRuns } from '../../src/workers/redis/run-registry.js';
import { closeBehind, context, executorAt, job, runFold } from '../fixtures/redis-searches.js';
import { runRedis } from '../fixtures/run-redis.js';

const right = runFold(job);
/** The one run that there is. */
async function runAt(client: Redis): Promise<string> {
  for (;;) {
    const [record] = await liveRuns(client);
    if (record?.context) return record.run;
    await sleep(20);
  }
}

test('a search whose Redis goes while its data is read trains here, and takes workers once there is one', async () => {
  const redis = await runRedis();
  const machines = await connectMachines(redis.url());
  await redis.kill();
  const told: string[] = [];
  const executor = await machines.createExecutor(context, {
    localWorkers: 1,
    signal: new AbortController().signal,
    onMessage: (kind, message) => told.push(`${kind}: ${message}`),
  });
  closeBehind(executor);
  const outcome = await executor.run(job);
  expect(outcome).toMatchObject({
    kind: 'done',
    predictions: (right as { predictions: Float64Array }).predictions,
  });
  while (told.length === 0) await sleep(20);
  expect(told[0]).toContain('Redis is away');
  await redis.start();
  while (told.length === 1) await sleep(20);
  expect(told[1]).toContain('Redis is back');
  await executor.close();
});

test('a search that ends without a Redis that went before it began leaves in time', async () => {
  const redis = await runRedis();
  const machines = await connectMachines(redis.url());
  await redis.kill();
  const executor = await machines.createExecutor(context, {
    localWorkers: 1,
    signal: new AbortController().signal,
    onMessage: () => {},
  });
  expect((await executor.run(job)).kind).toBe('done');
  const start = performance.now();
  await executor.close();
  expect(performance.now() - start).toBeLessThan(3000);
  await redis.start();
});

test.each([1, 0])(
  'jobs that a Redis that has become full does not take are trained here, with %i threads',
  async (localWorkers) => {
    const redis = await runRedis();
    const client = redis.client();
    const told: string[] = [];
    const executor = await executorAt(redis.url(), told, localWorkers);
    const run = await runAt(client);
    const part = {
      worker: 'w',
      machine: 'stranger',
      seats: 4,
      state: 'ready',
      reason: null,
    } as const;
    await announcePart(client, run, { ...part, beat: 1 });
    while (told.length === 0) await sleep(20);
    await client.config('SET', 'maxmemory', '1');
    const outcomes = await Promise.all([1, 2, 3].map((trial) => executor.run({ ...job, trial })));
    expect(outcomes.map(({ kind }) => kind)).toEqual(['done', 'done', 'done']);
    // A thread here may be done with all of it before that is told.
    if (localWorkers > 0) return;
    expect(told.join()).toContain('Redis does not take what workers need: OOM');
  },
);
