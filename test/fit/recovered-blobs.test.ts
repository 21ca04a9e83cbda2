import { expect, test } from 'vitest';
import { recoveredBlobs } from '../../src/fit/recovered-blobs.js';
import { metricNamed } from '../../src/metrics/metrics.js';
import type { Executor, Job, JobOutcome } from '../../src/trial/job.js';
import { lostTrial } from '../../src/trial/lost-trial.js';
import type { Stretch } from '../../src/trial/stretch.js';
import { createJudge } from '../../src/trial/trial-judge.js';
import { memoryBlobs } from '../../src/trial/trial-store.js';
import { regression } from '../fixtures/tasks.js';

const folds = [{ train: Int32Array.of(1), validation: Int32Array.of(0) }];
const labels = { target: Float64Array.of(1, 2), weights: undefined };
const judge = createJudge(folds, regression, metricNamed('rmse'), labels);
const config = { family: 'mlp', params: {} };
const first: Stretch = { number: 4, trial: 3, config, rung: 0, pauseAfter: 2 };
const second: Stretch = { number: 9, trial: 3, config, rung: 1 };

/** Says of each job where it went on from; `isStopped` has no time for any. */
function executorOf(isStopped = false) {
  const jobs: Job[] = [];
  const run = async (job: Job): Promise<JobOutcome> => {
    jobs.push(job);
    if (isStopped || job.kind === 'refit') return { kind: 'stopped' };
    const checkpoint = job.pauseAfter === undefined ? undefined : { after: job.pauseAfter };
    const target = { log: false, smearing: 1 };
    const figures = { length: 1, parameters: 1, fitSeconds: 1, msPer1000Rows: 1 };
    const model = { fold: 0, target, model: { kind: 'x', json: {}, tensors: {} } };
    const predictions = Float64Array.of(1);
    return { kind: 'done', predictions, model, checkpoint, ...figures } as unknown as JobOutcome;
  };
  return { jobs, executor: { workers: 1, run, close: async () => {} } satisfies Executor };
}

/** Blobs in memory that are lost as files are. */
function losing() {
  const blobs = memoryBlobs();
  const get: typeof blobs.get = (stretch) =>
    blobs.get(stretch).catch((thrown: unknown) => {
      throw lostTrial('trials/3-0.safetensors', thrown);
    });
  return { ...blobs, get };
}

test('what is lost is trained again from its first stretch on, once', async () => {
  const { jobs, executor } = executorOf();
  const blobs = recoveredBlobs(losing(), { executor, judge, warn: () => {} });
  for (const stretch of [first, second]) blobs.know(stretch);
  expect(await blobs.get(second)).toHaveLength(1);
  expect(jobs).toMatchObject([{ pauseAfter: 2 }, { from: { after: 2 } }]);
  await blobs.get(second);
  expect(jobs).toHaveLength(2);
});

test('what is there is not trained again', async () => {
  const { jobs, executor } = executorOf();
  const blobs = recoveredBlobs(losing(), { executor, judge, warn: () => {} });
  blobs.know(first);
  await blobs.put(first, []);
  expect(await blobs.get(first)).toEqual([]);
  expect(jobs).toEqual([]);
});

test('where there is no time, or the stretch is not known, it stays lost', async () => {
  const told: string[] = [];
  const { executor } = executorOf(true);
  const blobs = recoveredBlobs(losing(), { executor, judge, warn: (own) => told.push(own) });
  await expect(blobs.get(first)).rejects.toMatchObject({ code: 'LOST_TRIAL' });
  expect(told).toEqual([]);
  blobs.know(first);
  await expect(blobs.get(first)).rejects.toMatchObject({ code: 'LOST_TRIAL' });
  expect(told).toEqual(['what mlp-3 left is lost, and there was no time for it']);
});
