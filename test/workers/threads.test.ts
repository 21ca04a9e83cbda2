import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { afterAll, expect, test } from 'vitest';
import { createThreads } from '../../src/workers/threads.js';
import { executorContract } from '../contracts/executor.js';
import { sampleRows } from '../fixtures/rows.js';
import { trialContext } from '../fixtures/trial-context.js';

/** Every thread that this process starts. */
const threads: Worker[] = [];
const loaded = new WeakMap<Worker, Promise<unknown>>();
const remember = (worker: Worker) => {
  threads.push(worker);
  loaded.set(worker, once(worker, 'message'));
};
process.on('worker', remember);
afterAll(() => void process.off('worker', remember));

async function killOne(): Promise<void> {
  const thread = threads.at(-1);
  if (!thread) throw new Error('no thread was started');
  await thread.terminate();
}

executorContract({
  name: 'threads',
  create: (context, workers, signal) => createThreads(context, { workers, signal }),
  killOne,
});

/** Kills the last thread; resolves with the one that takes its place. */
async function killedOne(): Promise<Worker> {
  const first = threads.at(-1);
  await killOne();
  let next = threads.at(-1);
  while (!next || next === first) {
    await setImmediate();
    next = threads.at(-1);
  }
  return next;
}

async function oneThread() {
  const { context } = await trialContext(sampleRows(60), {
    label: 'kind',
    ignore: ['price', 'sold'],
  });
  const executor = createThreads(context, { workers: 1, signal: new AbortController().signal });
  const params = { optimizer: 'adamw', learningRate: 0.01, weightDecay: 0.01, batchSize: 16 };
  const trained = (epochs: number) => {
    const config = { family: 'linear', params: { ...params, epochs, patience: epochs } };
    return executor.run({ kind: 'trial', trial: 1, fold: 0, config });
  };
  return { trained, close: executor.close };
}

test('a job whose threads die again and again fails, and others go on', async () => {
  const { trained, close } = await oneThread();
  expect((await trained(3)).kind).toBe('done');
  const deadly = trained(1_000_000_000);
  await loaded.get(await killedOne());
  await killOne();
  const reason = expect.stringContaining('the worker died');
  expect(await deadly).toEqual({ kind: 'failed', reason });
  expect((await trained(3)).kind).toBe('done');
  await close();
});

test('a thread that ends while it is loading leaves no job waiting', async () => {
  const { trained, close } = await oneThread();
  expect((await trained(3)).kind).toBe('done');
  const waiting = trained(1_000_000_000);
  await killedOne();
  await killOne();
  const reason = expect.stringContaining('no worker can start');
  expect(await waiting).toEqual({ kind: 'failed', reason });
  await close();
});
