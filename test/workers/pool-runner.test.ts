import { Piscina } from 'piscina';
import { expect, test } from 'vitest';
import { createPoolRunner } from '../../src/workers/pool-runner.js';
import { dyingWorker } from '../fixtures/dying-worker.js';
import { tempFolder } from '../fixtures/temp-folder.js';

test('a thread that dies, and its successor while it loads, leave no job waiting', async () => {
  const filename = dyingWorker(tempFolder());
  const pool = new Piscina({ filename, name: 'run', minThreads: 1, maxThreads: 1 });
  const run = createPoolRunner(pool, () => false);
  expect(await run('live')).toBe('live');
  const settled = await Promise.allSettled([run('die'), run('live')]);
  for (const own of settled) {
    expect(own).toMatchObject({
      status: 'rejected',
      reason: { message: expect.stringContaining('no worker can start') },
    });
  }
  await expect(run('live')).rejects.toThrow('no worker can start');
});
