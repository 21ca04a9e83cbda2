import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { now } from '../util/clock.js';
import { errorMessage } from '../util/errors.js';
import type { Finding } from './diagnosis.js';

/** Seconds after which a thread counts as one that does not start. */
const PATIENCE = 20;
const MARK = 42;
/** What a thread does: it writes into memory of its starter, and says that it is there. */
const PROGRAM = `const { parentPort, workerData } = require('node:worker_threads');
Atomics.store(new Int32Array(workerData), 0, ${MARK});
parentPort.postMessage('here');`;

/** Starts a thread, and looks whether both see the same memory. */
export async function threadFindings(program: string = PROGRAM): Promise<readonly Finding[]> {
  const memory = new SharedArrayBuffer(4);
  const begun = now();
  try {
    await threadAnswers(program, memory);
  } catch (thrown) {
    const found = `none starts: ${errorMessage(thrown)}`;
    const advice = 'Trials run in threads: see what bounds processes or addresses (ulimit -a).';
    return [{ name: 'threads', status: 'fail', found, advice }];
  }
  const seconds = (now() - begun) / 1000;
  const isShared = Atomics.load(new Int32Array(memory), 0) === MARK;
  return [
    {
      name: 'threads',
      status: 'ok',
      found: `one starts within ${Math.ceil(1000 * seconds)} ms`,
      figures: { seconds },
    },
    isShared
      ? { name: 'shared memory', status: 'ok', found: 'threads see the same table' }
      : {
          name: 'shared memory',
          status: 'fail',
          found: 'a thread does not see the memory of another',
          advice: 'This Node cannot run trials: install one from https://nodejs.org.',
        },
  ];
}

async function threadAnswers(program: string, memory: SharedArrayBuffer): Promise<void> {
  const worker = new Worker(program, { eval: true, workerData: memory });
  const patience = AbortSignal.timeout(1000 * PATIENCE);
  const ended = once(worker, 'exit', { signal: patience }).then(([code]) => {
    throw new Error(`it ended with code ${code}`);
  });
  try {
    await Promise.race([once(worker, 'message', { signal: patience }), ended]);
  } finally {
    await worker.terminate();
  }
}
