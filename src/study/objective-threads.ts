import { Piscina } from 'piscina';
import type { Params } from '../space/search-space.js';
import { AutofitError, errorMessage } from '../util/errors.js';
import { threadFile } from '../util/thread-file.js';
import { createPoolRunner } from '../workers/pool-runner.js';
import type { Outcome } from './attempt.js';
import type { PruningRule } from './pruning.js';
import type { TrialRunner } from './trial-runner.js';

/** What a thread gets when it starts. */
export interface ObjectiveStart {
  /** The URL of the module whose default export is the objective. */
  readonly module: string;
  /** One Int32 on shared memory: not 0 asks all to end. */
  readonly stop: SharedArrayBuffer;
}

/** A trial for a thread. */
export interface ObjectiveJob {
  readonly number: number;
  readonly params: Params;
  readonly rule: PruningRule;
}

/** `unusable`: the module cannot be loaded, or its default export is no function. */
export type ObjectiveAnswer = Outcome | { readonly state: 'unusable'; readonly reason: string };

/** Runs trials in worker threads, each of which loads the module once. */
export function createObjectiveThreads(
  module: string,
  workers: number,
  signal: AbortSignal,
): TrialRunner {
  const stop = new SharedArrayBuffer(4);
  const workerData: ObjectiveStart = { module, stop };
  const pool = new Piscina({
    ...threadFile(import.meta.url, './load-objective-worker.cjs', './objective-worker.ts'),
    name: 'run',
    minThreads: 1,
    maxThreads: workers,
    idleTimeout: Number.POSITIVE_INFINITY,
    workerData,
  });
  let isClosed = false;
  const runInThread = createPoolRunner(pool, () => isClosed);
  const onAbort = () => void Atomics.store(new Int32Array(stop), 0, 1);
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  return {
    async run(number, params, rule) {
      const job: ObjectiveJob = { number, params, rule };
      const answer = await runInThread<ObjectiveAnswer>(job).catch(failed);
      if (answer.state === 'unusable') throw unusable(module, answer.reason);
      return answer;
    },
    async close() {
      isClosed = true;
      signal.removeEventListener('abort', onAbort);
      await pool.destroy();
    },
  };
}

function failed(thrown: unknown): Outcome {
  return { state: 'failed', value: null, reports: [], reason: errorMessage(thrown) };
}

function unusable(module: string, reason: string): AutofitError {
  return new AutofitError('BAD_OBJECTIVE', `${module} cannot be searched: ${reason}.`, {
    hint: 'Its default export must be the objective: a function of the parameters and the trial.',
  });
}
