import { setTimeout as sleep } from 'node:timers/promises';
import { connectMachines } from '../../src/workers/redis/machines.js';
import { executorContract } from '../contracts/executor.js';
import { runRedis } from '../fixtures/run-redis.js';
import { type RunningWorker, runWorker } from '../fixtures/run-worker.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const redis = await runRedis();
/** Each executor has a database of its own, whose workers work for nobody else. */
let databases = 0;
const workers: RunningWorker[] = [];
let running = 0;

async function startWorker(threads: number): Promise<void> {
  const args = ['-j', String(threads)];
  workers.push(await runWorker(redis.url(databases), folder.at('cache'), args));
}

executorContract({
  name: 'Redis',
  async create(context, threads, signal) {
    databases++;
    await startWorker(threads);
    const machines = await connectMachines(redis.url(databases));
    return machines.createExecutor(context, {
      localWorkers: 0,
      signal,
      onJob: (_, __, state) => {
        running += state === 'begun' ? 1 : -1;
      },
      onMessage: () => {},
    });
  },
  async killOne() {
    while (running === 0) await sleep(10);
    workers.at(-1)?.child.kill('SIGKILL');
    await startWorker(2);
  },
});
