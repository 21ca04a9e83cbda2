import type { Worker } from 'node:worker_threads';
import { afterAll } from 'vitest';
import { createThreads } from '../../src/workers/threads.js';
import { executorContract } from '../contracts/executor.js';

/** Every thread that this process starts. */
const threads: Worker[] = [];
const remember = (worker: Worker) => void threads.push(worker);
process.on('worker', remember);
afterAll(() => void process.off('worker', remember));

executorContract({
  name: 'threads',
  create: (context, workers, signal) => createThreads(context, { workers, signal }),
  async killOne() {
    const thread = threads.at(-1);
    if (!thread) throw new Error('no thread was started');
    await thread.terminate();
  },
});
