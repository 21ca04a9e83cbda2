import { expect, test } from 'vitest';
import { metricNamed } from '../../src/metrics/metrics.js';
import type { ProgressEvent } from '../../src/options/progress-event.js';
import { withoutLost } from '../../src/run/lost-trials.js';
import { stretchKey, stretchOf } from '../../src/trial/stretch.js';
import type { Trial } from '../../src/trial/trial.js';
import { createJudge } from '../../src/trial/trial-judge.js';
import { KEPT_TRIALS, memoryBlobs } from '../../src/trial/trial-store.js';
import { trialRecord } from '../fixtures/kept-trial.js';
import { regression } from '../fixtures/tasks.js';

const folds = [{ train: Int32Array.of(1), validation: Int32Array.of(0) }];
const labels = { target: Float64Array.of(1, 2), weights: undefined };
const judge = createJudge(folds, regression, metricNamed('rmse'), labels);

/** The stretches that stay on record where only some have left their blobs, and what is told. */
async function stretchesLeft(trials: readonly Trial[], there: readonly string[]) {
  const blobs = memoryBlobs();
  const all = trials.map((trial) => ({ key: stretchKey(stretchOf(trial)), trial }));
  for (const { key, trial } of all) {
    if (there.includes(key)) await blobs.put(stretchOf(trial), []);
  }
  const replay = {
    trials: new Map(all.map(({ key, trial }) => [key, trial])),
    order: all.map(({ trial }, number) => ({ number, ...stretchOf(trial) })),
    affordable: undefined,
    answerTimes: new Map(),
    seconds: 1,
    joins: [],
    isOver: false,
  };
  const told: string[] = [];
  const onProgress = (event: ProgressEvent) => {
    if (event.kind === 'warning') told.push(event.message);
  };
  const asked = { onProgress, refit: false, inferLimit: undefined };
  const left = await withoutLost({ replay, blobs }, judge, asked);
  return { left: [...left.trials.keys()], told };
}

test('a trial whose blob is lost is not on record, and the warning says why', async () => {
  const trials = [1, 2, 3].map((number) => trialRecord(number));
  expect(await stretchesLeft(trials, ['1-0', '3-0'])).toEqual({
    left: ['1-0', '3-0'],
    told: ['mlp-2 is trained again. nothing is kept of stretch 2-0'],
  });
});

test('where many are lost, three are named and the others counted', async () => {
  const trials = [1, 2, 3, 4, 5].map((number) => trialRecord(number));
  const { left, told } = await stretchesLeft(trials, []);
  expect(left).toEqual([]);
  expect(told).toHaveLength(4);
  expect(told[3]).toBe('2 more trials are trained again, as what they left is lost');
});

test('earlier stretches of a lost trial go with it: what they left was removed on purpose', async () => {
  const trials = [
    trialRecord(1, { state: 'paused' }),
    trialRecord(2, { state: 'paused' }),
    trialRecord(1, { rung: 1 }),
    trialRecord(2, { rung: 1 }),
  ];
  expect(await stretchesLeft(trials, ['1-1'])).toMatchObject({ left: ['1-0', '1-1'] });
  const whole = { left: ['1-0', '2-0', '1-1', '2-1'], told: [] };
  expect(await stretchesLeft(trials, ['1-1', '2-1'])).toMatchObject(whole);
});

test('what may go on is not missed before it does', async () => {
  const trials = [trialRecord(1, { state: 'paused' }), trialRecord(2, { state: 'screened' })];
  expect(await stretchesLeft(trials, [])).toEqual({ left: ['1-0', '2-0'], told: [] });
});

test('what no one needs is not missed: failed trials, and those behind the best', async () => {
  const complete = Array.from({ length: KEPT_TRIALS + 2 }, (_, i) => trialRecord(i));
  const failed = trialRecord(complete.length, { state: 'failed', score: null });
  const best = Array.from({ length: KEPT_TRIALS }, (_, i) => `${i}-0`);
  const { left, told } = await stretchesLeft([...complete, failed], best);
  expect(left).toHaveLength(KEPT_TRIALS + 3);
  expect(told).toEqual([]);
  const { left: fewer } = await stretchesLeft([...complete, failed], best.slice(1));
  expect(fewer).toHaveLength(KEPT_TRIALS + 2);
});
