import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { type FitOptions, fit } from '../../src/index.js';
import { familyNamed, familyNames, looksAtPictures } from '../../src/models/families.js';
import { sampleRows } from '../fixtures/rows.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const plain = folder.write('plain.json', '{"description":"first configurations"}');
const rows = sampleRows(80).map(({ x, group, price }) => ({ x, group, price }));
const few = {
  mlp: { defaults: { epochs: 12 } },
  'boosted-trees': { defaults: { rounds: 20 } },
};
const options: FitOptions = {
  label: 'price',
  preset: plain,
  models: ['mlp', 'boosted-trees'],
  families: few,
  trials: 2,
  folds: 4,
  workers: 2,
};

const sizeOf = async (predictor: Awaited<ReturnType<typeof fit>>) =>
  (await predictor.toBytes()).length;

test('the chosen models are trained anew on all rows, once instead of once a fold', async () => {
  const bag = await fit(rows, options);
  const one = await fit(rows, { ...options, refit: true });
  expect(await sizeOf(one)).toBeLessThan(0.6 * (await sizeOf(bag)));
  expect(one.summary.best).toEqual(bag.summary.best);
  const evaluated = await one.evaluate(rows, ['r2']);
  expect(evaluated.metrics.r2).toBeGreaterThan(0.8);
});

test('the bytes are the same for any number of workers', async () => {
  const hash = async (workers: number) => {
    const predictor = await fit(rows, { ...options, refit: true, workers });
    return createHash('sha256')
      .update(await predictor.toBytes())
      .digest('hex');
  };
  expect(await hash(3)).toBe(await hash(1));
});

const ofTables = familyNames.filter((name) => !looksAtPictures(name));

test.each(ofTables)('the family %s can be trained without validation rows', async (name) => {
  const messages: string[] = [];
  const short = { epochs: 3, rounds: 4, trees: 4, path: 3, mostRows: 60 };
  const models = [name];
  const known = Object.keys(familyNamed(name).defaults);
  const defaults = Object.fromEntries(Object.entries(short).filter(([key]) => known.includes(key)));
  const predictor = await fit(rows, {
    ...options,
    models,
    families: { [name]: { defaults } },
    trials: 1,
    folds: 2,
    refit: true,
    onProgress: (event) => event.kind === 'note' && messages.push(event.message),
  });
  expect(messages.filter((message) => message.includes('keeps the models'))).toEqual([]);
  expect(await predictor.predict(rows)).toHaveLength(80);
});

test('a stop keeps the models of the folds, and a note tells of each', async () => {
  const controller = new AbortController();
  const messages: string[] = [];
  const stopped = await fit(rows, {
    ...options,
    refit: true,
    signal: controller.signal,
    onProgress: (event) => {
      if (event.kind === 'trial' && event.finished === 2) controller.abort();
      if (event.kind === 'note') messages.push(event.message);
    },
  });
  const kept = messages.filter((message) => message.includes('keeps the models'));
  const members = stopped
    .leaderboard()
    .filter(({ family, weight }) => family !== 'ensemble' && weight > 0);
  expect(kept.toSorted()).toEqual(
    members.map(({ name }) => `${name} keeps the models of its folds: stopped`).toSorted(),
  );
  expect(kept.length).toBeGreaterThan(0);
  expect(await stopped.predict(rows)).toHaveLength(80);
});
