import { Piscina } from 'piscina';
import { failureReason, isForMemory } from '../trial/failure-reason.js';
import type { Executor, Job, JobOutcome } from '../trial/job.js';
import type { TrialContext } from '../trial/run-fold.js';
import { createGiveUp } from '../util/give-up.js';
import { createLimiter } from '../util/limiter.js';
import { threadFile } from '../util/thread-file.js';
import { watchPool } from '../util/watch-pool.js';
import { againAlone } from './again-alone.js';
import type { StartMessage } from './messages.js';
import { createRunAgain } from './run-again.js';

/** Milliseconds that jobs have to end by themselves once they are asked to: what is deaf for longer is given up. */
const GRACE_MS = 500;

export interface ThreadOptions {
  readonly workers: number;
  /** Aborting asks running jobs to end at the next batch, and waiting ones not to start. */
  readonly signal: AbortSignal;
  /** Told which worker, from 1, begins or ends which job. @default nobody is told */
  readonly onJob?: ((job: Job, worker: number, state: 'begun' | 'ended') => void) | undefined;
}

/** Runs jobs in worker threads that share the context's memory. */
export function createThreads(context: TrialContext, options: ThreadOptions): Executor {
  const stop = new SharedArrayBuffer(4);
  const pool = openPool({ kind: 'start', context, stop }, options.workers);
  const running = new Set<Promise<unknown>>();
  let isClosed = false;
  const faultOf = watchPool(pool, () => !isClosed && running.size > 0);
  let timer: NodeJS.Timeout | undefined;
  const { wait, giveUp } = createGiveUp<JobOutcome>();
  const onAbort = () => {
    Atomics.store(new Int32Array(stop), 0, 1);
    timer ??= setTimeout(() => giveUp({ kind: 'stopped' }), GRACE_MS);
  };
  options.signal.addEventListener('abort', onAbort, { once: true });
  if (options.signal.aborted) onAbort();
  const limited = createLimiter(options.workers);
  const seated = createSeats(options);
  const runAgain = createRunAgain(() => isClosed || faultOf() !== undefined);
  const runInThread = (job: Job) => runAgain<JobOutcome>(() => pool.run(job));
  // With a single worker nothing runs beside another.
  const ask = options.workers > 1 ? againAlone(runInThread) : runInThread;
  const runJob = async (job: Job): Promise<JobOutcome> => {
    if (isClosed) return { kind: 'stopped' };
    const fault = faultOf();
    if (fault !== undefined) return { kind: 'failed', reason: fault };
    const answer = answered(ask(job), faultOf);
    running.add(answer);
    answer.then(() => running.delete(answer));
    // The baseline is always finished.
    const isBaseline = job.kind === 'trial' && job.config.family === 'constant';
    return isBaseline ? answer : wait(answer);
  };
  return {
    workers: options.workers,
    run: (job) => limited(() => seated(job, runJob)),
    async close() {
      if (isClosed) return;
      isClosed = true;
      options.signal.removeEventListener('abort', onAbort);
      onAbort();
      // Piscina takes an answer that comes after this for an error.
      await wait(Promise.all(running));
      clearTimeout(timer);
      await pool.destroy();
    },
  };
}

function openPool(workerData: StartMessage, workers: number): Piscina {
  return new Piscina({
    ...threadFile(import.meta.url, './load-worker.cjs', './worker.ts'),
    name: 'run',
    // The others start when there is work for them, and stay.
    minThreads: 1,
    maxThreads: workers,
    idleTimeout: Number.POSITIVE_INFINITY,
    workerData,
  });
}

/** Gives each job that runs the lowest number that none of the others has. */
function createSeats({ workers, onJob }: ThreadOptions) {
  const free = Array.from({ length: workers }, (_, seat) => seat + 1);
  return async (job: Job, run: (job: Job) => Promise<JobOutcome>): Promise<JobOutcome> => {
    const worker = Math.min(...free);
    free.splice(free.indexOf(worker), 1);
    onJob?.(job, worker, 'begun');
    try {
      return await run(job);
    } finally {
      free.push(worker);
      onJob?.(job, worker, 'ended');
    }
  };
}

/** A job whose workers die fails, and takes no other with it. */
function answered(
  answer: Promise<JobOutcome>,
  faultOf: () => string | undefined,
): Promise<JobOutcome> {
  return answer.catch((thrown) => {
    const reason = failureReason(thrown);
    const died = isForMemory(reason) ? reason : `the worker died: ${reason}`;
    return { kind: 'failed', reason: faultOf() ?? died };
  });
}
