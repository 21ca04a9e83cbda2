import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { readFitData } from '../../src/fit/read-fit-data.js';
import { searchFamilies } from '../../src/fit/search-families.js';
import type { FitOptions } from '../../src/options/fit-options.js';
import { resolveOptions } from '../../src/options/options.js';
import { noRecord, type RunRecord } from '../../src/run/run-record.js';
import { startBudget } from '../../src/search/budget.js';
import type { Executor, TrialJob } from '../../src/trial/job.js';
import { createFoldRunner } from '../../src/trial/run-fold.js';
import type { Trial } from '../../src/trial/trial.js';
import { createTrialStore, KEPT_TRIALS } from '../../src/trial/trial-store.js';
import { now } from '../../src/util/clock.js';
import { writePictureTable } from '../fixtures/picture-table.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();

test('families are timed behind the trials that were begun before them', async () => {
  const options = { label: 'compressive_strength', timeLimit: 600, opening: 'families' } as const;
  const settings = await resolveOptions(options);
  const data = await readFitData('datasets/concrete.csv', settings, new AbortController().signal);
  const record = noRecord();
  const startedAt = now();
  const budget = startBudget({ trials: undefined, timeLimit: 600 }, startedAt);
  const runFold = createFoldRunner(data.context, () => false);
  const jobs: TrialJob[] = [];
  const executor: Executor = {
    workers: 2,
    async run(job) {
      if (job.kind !== 'trial') throw new Error('nothing is fitted anew here');
      jobs.push(job);
      if (job.config.family === 'constant') return runFold(job);
      if (job.config.params.epochs === 1) budget.close();
      return { kind: 'stopped' };
    },
    close: async () => {},
  };
  const store = createTrialStore(data.judge, KEPT_TRIALS, record.blobs);
  const around = { data, settings, budget, executor, store, record, startedAt };
  await searchFamilies({ ...around, onTrial: () => {} });
  const order = [...new Set(jobs.map(({ config }) => config.family))];
  expect(order.slice(0, 4)).toEqual(['constant', 'linear', 'boosted-trees', 'tabm']);
  const timed = jobs.filter(({ config }) => config.params.epochs === 1);
  expect(timed.map(({ config }) => config.family)).toEqual(['tabm', 'realmlp']);
});

test('what ends behind a failure of the search is neither on record nor told', async () => {
  const settings = await resolveOptions({ label: 'compressive_strength', trials: 6 });
  const data = await readFitData('datasets/concrete.csv', settings, new AbortController().signal);
  const kept: number[] = [];
  const told: number[] = [];
  const append: RunRecord['journal']['append'] = async (event) => {
    if (event.kind === 'trial') kept.push(event.stretch);
  };
  const record = { ...noRecord(), journal: { ...noRecord().journal, append } };
  const runFold = createFoldRunner(data.context, () => false);
  let end = () => {};
  const closed = new Promise<void>((resolve) => {
    end = resolve;
  });
  const executor: Executor = {
    workers: 6,
    async run(job) {
      if (job.kind !== 'trial') throw new Error('nothing is fitted anew here');
      if (job.config.family === 'linear') throw new Error('no room is left');
      if (job.config.family !== 'constant') await closed;
      return job.config.family === 'constant' ? runFold(job) : { kind: 'stopped' };
    },
    close: async () => end(),
  };
  const startedAt = now();
  const budget = startBudget({ trials: 6, timeLimit: undefined }, startedAt);
  const store = createTrialStore(data.judge, KEPT_TRIALS, record.blobs);
  const around = { data, settings, budget, executor, store, record, startedAt };
  const onTrial = ({ number }: Trial) => void told.push(number);
  await expect(searchFamilies({ ...around, onTrial })).rejects.toThrow('no room is left');
  await executor.close();
  await sleep(20);
  expect(kept).toEqual([0]);
  expect(told).toEqual([0]);
});

test('a family for small tables is left out of larger ones, unless it is named or enqueued', async () => {
  const family = 'gaussian-process';
  const enqueue = [{ family, params: { mostRows: 1000 } }];
  expect(await begun({}, 1030)).toContain(family);
  expect(await begun({}, 1029)).not.toContain(family);
  expect(await begun({ models: ['linear', family] }, 1029)).toContain(family);
  expect(await begun({ enqueue }, 1029)).toContain(family);
});

test('what looks at pictures goes second where there are some, and is left out where there are none', async () => {
  const path = writePictureTable(folder);
  const options = { label: 'colour', trials: 4 };
  const families = [...new Set(await begun(options, 0, path))];
  expect(families.slice(0, 3)).toEqual(['constant', 'linear', 'convnet']);
  expect(await begun({ trials: 40 }, 0)).not.toContain('convnet');
});

test('where nothing but pictures would be looked at, a table without any is refused', async () => {
  await expect(begun({ models: ['convnet'] }, 0)).rejects.toMatchObject({
    code: 'NO_PICTURES',
    message: expect.stringContaining('convnet alone'),
    hint: expect.stringContaining('image'),
  });
});

/** The families that a search begins with, of concrete's 1,030 rows; those of small tables up to so many rows. */
async function begun(
  options: Partial<FitOptions>,
  most: number,
  path = 'datasets/concrete.csv',
): Promise<readonly string[]> {
  const told = {
    label: 'compressive_strength',
    trials: 12,
    opening: 'families',
    ...options,
  } as const;
  const settings = await resolveOptions(told);
  const families = settings.families.map((family) =>
    family.largestTable === undefined ? family : { ...family, largestTable: most },
  );
  const data = await readFitData(path, settings, new AbortController().signal);
  const record = noRecord();
  const budget = startBudget(settings.budget, now());
  const runFold = createFoldRunner(data.context, () => false);
  const seen: string[] = [];
  const executor: Executor = {
    workers: 1,
    async run(job) {
      if (job.kind !== 'trial') throw new Error('nothing is fitted anew here');
      seen.push(job.config.family);
      return job.config.family === 'constant' ? runFold(job) : { kind: 'stopped' };
    },
    close: async () => {},
  };
  const store = createTrialStore(data.judge, KEPT_TRIALS, record.blobs);
  const around = { data, settings: { ...settings, families }, budget, executor, store, record };
  await searchFamilies({ ...around, startedAt: now(), onTrial: () => {} });
  return seen;
}
