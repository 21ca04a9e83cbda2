/**
 * A process of many workers of a Redis that wait rather than train, and answer what a fold of this quality would; started by
 * `real.ts` with the address, the number of workers and the seconds of a fold.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { metricNamed } from '../../src/metrics/metrics.js';
import { resolveOptions } from '../../src/options/options.js';
import type { Executor } from '../../src/trial/job.js';
import type { TrialContext } from '../../src/trial/run-fold.js';
import { createJudge } from '../../src/trial/trial-judge.js';
import { startWorker } from '../../src/workers/redis/worker.js';
import { createSimulatedWork } from './simulated-work.js';

const [redis = '', workers = '1', seconds = '1', folder = ''] = process.argv.slice(2);
const { families } = await resolveOptions({ label: 'y', trials: 1 });

function startWaiting(context: TrialContext, threads: number, signal: AbortSignal): Executor {
  const { folds, task, table, metric } = context;
  const work = createSimulatedWork(families, createJudge(folds, task, metricNamed(metric), table));
  return {
    workers: threads,
    async run(job) {
      const fold = Number(seconds) * work.shareOf(job);
      await sleep(1000 * fold, undefined, { signal }).catch(() => {});
      return signal.aborted ? { kind: 'stopped' } : work.answer(job, fold);
    },
    close: async () => {},
  };
}

for (let worker = 0; worker < Number(workers); worker++) {
  await startWorker({
    ...{ redis, threads: 1, machine: `waits-${process.pid}-${worker}` },
    cache: { folder, most: 2 ** 30 },
    onMessage: () => {},
    startExecutor: startWaiting,
  });
}
