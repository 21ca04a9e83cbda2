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
    filename: new URL(isSource ? './worker.ts' : './load-worker.cjs', import.meta.url).href,
    name: 'run',
    minThreads: options.workers,
    maxThreads: options.workers,
    workerData,
    ...(isSource ? { execArgv: ['--import', 'tsx'] } : {}),
  });
  const onAbort = () => Atomics.store(new Int32Array(stop), 0, 1);
  options.signal.addEventListener('abort', onAbort, { once: true });
  if (options.signal.aborted) onAbort();
  const limited = createLimiter(options.workers);
  const running = new Set<Promise<unknown>>();
  let isClosed = false;
  /** A worker that dies takes only its own job with it. */
  const runJob = async (job: Job): Promise<JobOutcome> => {
    if (isClosed) return { kind: 'stopped' };
    const answer = pool.run(job) as Promise<JobOutcome>;
    running.add(answer);
    try {
      return await answer;
    } catch (thrown) {
      return { kind: 'failed', reason: `the worker died: ${errorMessage(thrown)}` };
    } finally {
      running.delete(answer);
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
      // Piscina takes an answer that comes after this for an error.
      await Promise.allSettled(running);
      await pool.destroy();
    },
  };
}
