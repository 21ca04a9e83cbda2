import { Piscina } from 'piscina';
import type { DetectorContext, DetectorJob, DetectorOutcome } from '../detect/detector-job.js';
import { errorMessage } from '../util/errors.js';
import { threadFile } from '../util/thread-file.js';

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

/** Aborting asks jobs to end with what they have. */
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
  const onAbort = () => Atomics.store(new Int32Array(stop), 0, 1);
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  return {
    async run(job) {
      try {
        return (await pool.run(job)) as DetectorOutcome;
      } catch (thrown) {
        return { kind: 'failed', reason: `the worker died: ${errorMessage(thrown)}` };
      }
    },
    async close() {
      signal.removeEventListener('abort', onAbort);
      await pool.destroy();
    },
  };
}
