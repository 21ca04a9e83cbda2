import { Piscina } from 'piscina';
import type { Executor, Job, JobOutcome } from '../trial/job.js';
import type { TrialContext } from '../trial/run-fold.js';
import { errorMessage } from '../util/errors.js';
import { createLimiter } from './limiter.js';
import type { StartMessage } from './messages.js';

export interface ThreadOptions {
  readonly workers: number;
  /** Aborting asks running jobs to end at the next batch, and waiting ones not to start. */
  readonly signal: AbortSignal;
}

/** Runs jobs in worker threads that share the context's memory. */
export function createThreads(context: TrialContext, options: ThreadOptions): Executor {
  const stop = new SharedArrayBuffer(4);
  const workerData: StartMessage = { kind: 'start', context, stop };
  const isSource = import.meta.url.endsWith('.ts');
  const pool = new Piscina({
    filename: new URL(isSource ? './worker.ts' : './worker.js', import.meta.url).href,
    minThreads: options.workers,
    maxThreads: options.workers,
    workerData,
    ...(isSource ? { execArgv: ['--import', 'tsx'] } : {}),
  });
  const onAbort = () => Atomics.store(new Int32Array(stop), 0, 1);
  options.signal.addEventListener('abort', onAbort, { once: true });
  if (options.signal.aborted) onAbort();
  const limited = createLimiter(options.workers);
  let isClosed = false;
  /** A worker that dies takes only its own job with it. */
  const runJob = async (job: Job): Promise<JobOutcome> => {
    if (isClosed) return { kind: 'stopped' };
    try {
      return (await pool.run(job)) as JobOutcome;
    } catch (thrown) {
      if (isClosed) return { kind: 'stopped' };
      return { kind: 'failed', reason: `the worker died: ${errorMessage(thrown)}` };
    }
  };
  return {
    workers: options.workers,
    run: (job) => limited(() => runJob(job)),
    async close() {
      if (isClosed) return;
      isClosed = true;
      options.signal.removeEventListener('abort', onAbort);
      onAbort();
      await pool.destroy();
    },
  };
}
