import { isForMemory } from '../trial/failure-reason.js';
import type { Job, JobOutcome } from '../trial/job.js';

type Run = (job: Job) => Promise<JobOutcome>;

/**
 * Runs jobs; one that found no memory beside others is run once more when these have ended, and before others begin, so that
 * how it ends does not hang on what happens to run beside it.
 */
export function againAlone(run: Run): Run {
  const running = new Set<Promise<JobOutcome>>();
  let lone: Promise<unknown> = Promise.resolve();
  const loneIsOver = async () => {
    for (let awaited: unknown; awaited !== lone; ) {
      awaited = lone;
      await lone;
    }
  };
  return async (job) => {
    await loneIsOver();
    const own = run(job);
    running.add(own);
    const outcome = await own.finally(() => running.delete(own));
    if (outcome.kind !== 'failed' || !isForMemory(outcome.reason)) return outcome;
    const again = lone.then(async () => {
      await Promise.allSettled(running);
      return run(job);
    });
    lone = again.catch(() => {});
    return again;
  };
}
