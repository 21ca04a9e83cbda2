import { Piscina } from 'piscina';
import type { DetectorContext, DetectorJob, DetectorOutcome } from '../detect/detector-job.js';
import { errorMessage } from '../util/errors.js';
import { createGiveUp } from '../util/give-up.js';
import { threadFile } from '../util/thread-file.js';
import { createPoolRunner } from './pool-runner.js';

/** Milliseconds that jobs have to end by themselves once they are asked to: they try what they trained on some pictures. */
const GRACE_MS = 1500;

/** What a thread gets when it starts. */
export interface DetectorStart {
  readonly context: DetectorContext;
  /** One Int32 on shared memory: not 0 asks all to end with what they have. */
  readonly stop: SharedArrayBuffer;
}

/** Trains detectors in threads that share the pictures' memory. */
export interface DetectorThreads {
  run(job: DetectorJob): Promise<DetectorOutcome>;
  close(): Promise<void>;
}

/** Aborting asks jobs to end with what they have; what is deaf for too long is given up. */
export function createDetectorThreads(
  context: DetectorContext,
  { workers, signal }: { readonly workers: number; readonly signal: AbortSignal },
): DetectorThreads {
  const stop = new SharedArrayBuffer(4);
  const workerData: DetectorStart = { context, stop };
  const pool = new Piscina({
    ...threadFile(import.meta.url, './load-detector-worker.cjs', './detector-worker.ts'),
    name: 'run',
    minThreads: workers,
    maxThreads: workers,
    workerData,
  });
  let timer: NodeJS.Timeout | undefined;
  const { wait, giveUp } = createGiveUp<DetectorOutcome>();
  const onAbort = () => {
    Atomics.store(new Int32Array(stop), 0, 1);
    timer ??= setTimeout(() => giveUp({ kind: 'stopped' }), GRACE_MS);
  };
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  let isClosed = false;
  const runInThread = createPoolRunner(pool, () => isClosed);
  return {
    async run(job) {
      try {
        return await wait(runInThread<DetectorOutcome>(job));
      } catch (thrown) {
        return { kind: 'failed', reason: errorMessage(thrown) };
      }
    },
    async close() {
      isClosed = true;
      signal.removeEventListener('abort', onAbort);
      clearTimeout(timer);
      await pool.destroy();
    },
  };
}
