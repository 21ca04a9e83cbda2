import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { metricNamed } from '../../src/metrics/metrics.js';
import type { FinishedTrial } from '../../src/trial/run-trial.js';
import type { Stretch } from '../../src/trial/stretch.js';
import type { Trial } from '../../src/trial/trial.js';
import { createJudge } from '../../src/trial/trial-judge.js';
import { createTrialStore, memoryBlobs, type TrialStore } from '../../src/trial/trial-store.js';
import { trialRecord } from '../fixtures/kept-trial.js';
import { regression } from '../fixtures/tasks.js';

const folds = [{ train: Int32Array.of(1), validation: Int32Array.of(0) }];
const target = Float64Array.of(1, 2);

function storeOf(metric: string, most: number, room?: number) {
  const blobs = memoryBlobs();
  const judge = createJudge(folds, regression, metricNamed(metric), { target, weights: undefined });
  return { store: createTrialStore(judge, most, blobs, { room }), blobs };
}

function finishedTrial(number: number, score: number, changes: Partial<Trial> = {}): FinishedTrial {
  const trial = trialRecord(number, { score, ...changes });
  const predictions = Float64Array.of(number);
  const { length, parameters, fitSeconds, msPer1000Rows } = trial;
  const figures = { length, parameters, fitSeconds, msPer1000Rows };
  const target = { log: false, smearing: 1 };
  const model = { fold: 0, target, model: { kind: `model ${number}`, json: {}, tensors: {} } };
  const fold = { kind: 'done', predictions, model, ...figures };
  return { trial, left: { predictions, folds: [fold] } } as unknown as FinishedTrial;
}

function stretchOf({ trial }: FinishedTrial, number = trial.number): Stretch {
  return { number, trial: trial.number, config: trial.config, rung: trial.rung };
}

async function add(store: TrialStore, finished: FinishedTrial, number?: number): Promise<void> {
  await store.put(stretchOf(finished, number), finished);
  await store.settle(stretchOf(finished, number));
}

async function numbersOf(store: TrialStore): Promise<number[]> {
  return (await store.kept()).map(({ trial }) => trial.number);
}

test.each([
  ['accuracy', [2, 1]],
  ['rmse', [3, 1]],
])('the best by %s are kept, best first', async (metric, expected) => {
  const { store } = storeOf(metric, 2);
  for (const [i, score] of [0.5, 0.9, 0.1].entries()) await add(store, finishedTrial(i + 1, score));
  expect(await numbersOf(store)).toEqual(expected);
});

test('where there is room for the predictions of few, those of so many are read, and all that is kept stays', async () => {
  const { store, blobs } = storeOf('rmse', 3, 2);
  for (const [i, score] of [3, 1, 2].entries()) await add(store, finishedTrial(i + 1, score));
  const read: number[] = [];
  const { get } = blobs;
  Object.assign(blobs, {
    get: (stretch: Stretch) => {
      read.push(stretch.trial);
      return get(stretch);
    },
  });
  const kept = await store.kept();
  expect(kept.map(({ predictions }) => [...predictions])).toEqual([[2], [3]]);
  expect(read).toEqual([2, 3]);
  expect(store.needed()).toHaveLength(3);
});

test('whatever the order of arrival, the same are kept, earlier ones first among equals', async () => {
  const scores = [3, 1, 2, 1, 2, 3, 1, 5];
  const trials = scores.map((score, number) => finishedTrial(number, score));
  const orders = fc.shuffledSubarray(trials, { minLength: trials.length });
  await fc.assert(
    fc.asyncProperty(orders, async (order) => {
      const { store, blobs } = storeOf('rmse', 5);
      for (const trial of order) await add(store, trial);
      expect(await numbersOf(store)).toEqual([1, 3, 6, 2, 4]);
      await expect(blobs.get({ trial: 7, rung: 0 })).rejects.toThrow('nothing is kept');
    }),
  );
});

test('a trial that has answers of some folds alone is not among the kept', async () => {
  const { store, blobs } = storeOf('rmse', 5);
  await add(store, finishedTrial(1, 0.1, { state: 'screened', folds: 0 }));
  await add(store, finishedTrial(2, 3));
  expect(await numbersOf(store)).toEqual([2]);
  expect(await blobs.get({ trial: 1, rung: 0 })).toHaveLength(1);
});

test('what may go on keeps its predictions where its blob is, and nowhere else', async () => {
  const { store } = storeOf('rmse', 5);
  const paused = finishedTrial(1, 0.5, { state: 'paused', folds: 1 });
  const complete = finishedTrial(2, 1);
  for (const finished of [paused, complete]) await add(store, finished);
  const [first, second] = await store.kept();
  expect(first?.predictions).toEqual(paused.left?.predictions);
  expect(first?.predictions).not.toBe(paused.left?.predictions);
  expect(second?.predictions).toBe(complete.left?.predictions);
});

test('what is not among the best is held by nothing', async () => {
  const { store } = storeOf('rmse', 2);
  const left: WeakRef<Float64Array>[] = [];
  for (let number = 0; number < 50; number++) {
    const finished = finishedTrial(number, 50 - number);
    if (finished.left) left.push(new WeakRef(finished.left.predictions));
    await add(store, finished);
  }
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  // Turns of the event loop let go of what references that were looked at keep alive.
  for (let turn = 0; turn < 3; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
    collect();
  }
  expect(left.filter((own) => own.deref()).length).toBeLessThan(10);
  expect(await numbersOf(store)).toEqual([49, 48]);
});

test('a trial without a score leaves nothing', async () => {
  const { store } = storeOf('rmse', 5);
  const trial = trialRecord(1, { state: 'failed', score: null, reason: 'diverged' });
  await add(store, { trial, left: undefined });
  expect(await store.kept()).toEqual([]);
});

test('a paused trial stays until it has gone on, however bad it is', async () => {
  const { store, blobs } = storeOf('rmse', 1);
  const paused = finishedTrial(1, 9, { state: 'paused' });
  await add(store, paused);
  await add(store, finishedTrial(2, 1));
  expect(await blobs.get({ trial: 1, rung: 0 })).toHaveLength(1);
  const goesOn = finishedTrial(1, 0.5, { rung: 1 });
  const before = await store.before(stretchOf(goesOn, 3));
  expect(before.map(({ model }) => model.model.kind)).toEqual(['model 1']);
  await add(store, goesOn, 3);
  await expect(blobs.get({ trial: 1, rung: 0 })).rejects.toThrow('nothing is kept');
  await expect(blobs.get({ trial: 2, rung: 0 })).rejects.toThrow('nothing is kept');
  expect(await numbersOf(store)).toEqual([1]);
});

test('what is not yet on record pushes nothing out', async () => {
  const { store, blobs } = storeOf('rmse', 1);
  await add(store, finishedTrial(1, 2));
  const better = finishedTrial(2, 1);
  await store.put(stretchOf(better), better);
  await add(store, finishedTrial(3, 3));
  expect(await blobs.get({ trial: 1, rung: 0 })).toHaveLength(1);
  await store.settle(stretchOf(better));
  await expect(blobs.get({ trial: 1, rung: 0 })).rejects.toThrow('nothing is kept');
});

test('a restored trial has its predictions and models from where an earlier process left them', async () => {
  const { store, blobs } = storeOf('rmse', 2);
  const { trial, left } = finishedTrial(4, 2);
  await blobs.put({ trial: 4, rung: 0 }, left?.folds ?? []);
  store.restore(trial);
  expect(await store.kept()).toEqual([{ trial, predictions: Float64Array.of(4) }]);
  expect((await store.modelsOf(trial)).map(({ model }) => model.kind)).toEqual(['model 4']);
});

test('where some are preferred they are kept before better ones, and named best first all the same', async () => {
  const judge = createJudge(folds, regression, metricNamed('rmse'), { target, weights: undefined });
  const isQuick = ({ msPer1000Rows }: Trial) => msPer1000Rows < 10;
  const store = createTrialStore(judge, 2, memoryBlobs(), { isPreferred: isQuick });
  await add(store, finishedTrial(1, 0.1, { msPer1000Rows: 50 }));
  await add(store, finishedTrial(2, 0.2, { msPer1000Rows: 50 }));
  await add(store, finishedTrial(3, 0.9, { msPer1000Rows: 1 }));
  expect(await numbersOf(store)).toEqual([1, 3]);
});
