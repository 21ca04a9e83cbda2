import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { distill, type FitOptions, fit, loadPredictor } from '../../src/index.js';
import { csvOf, sampleRows } from '../fixtures/rows.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const columns = ['x', 'z', 'group', 'kind', 'price', 'sold'];
const [train, more] = [sampleRows(150), sampleRows(60, 2)];
const file = folder.write('train.csv', csvOf(train, columns));
const options: FitOptions = {
  label: 'kind',
  ignore: ['price', 'sold'],
  preset: folder.write('plain.json', '{"description":"first configurations"}'),
  models: ['linear', 'boosted-trees', 'tabm'],
  families: { tabm: { defaults: { epochs: 4 } }, 'boosted-trees': { defaults: { rounds: 20 } } },
  test: folder.write('test.csv', csvOf(more, columns)),
  trials: 3,
  folds: 3,
  workers: 1,
  report: false,
};
const [ofClasses, ofNumbers, few] = [
  folder.at('classes'),
  folder.at('numbers'),
  { workers: 1, madeUp: 60 },
];

beforeAll(async () => {
  await fit(file, { ...options, out: ofClasses });
  await fit(file, {
    ...options,
    label: 'price',
    ignore: ['kind', 'sold'],
    refit: true,
    out: ofNumbers,
  });
});

test('a run teaches one small model, which is a model file as others are', async () => {
  const out = folder.at('student.safetensors');
  const student = await distill(ofClasses, { ...few, out });
  const { summary } = student;
  expect(summary).toMatchObject({ model: out, rows: 150, setAside: 50, honest: true });
  const scores = [summary.scoreValidation, summary.scoreEnsemble, summary.scoreLabels];
  expect(scores.every((score) => score !== null && score > 0 && score < 1.1)).toBe(true);
  expect(Math.min(summary.msPerRow, summary.msPerRowEnsemble)).toBeGreaterThan(0);
  const loaded = await loadPredictor(out);
  expect(loaded.info).toMatchObject({ label: 'kind', classes: ['low', 'mid', 'top'] });
  const { metrics } = await loaded.evaluate(more, ['log_loss', 'accuracy']);
  expect(metrics.log_loss).toBeCloseTo(summary.scoreTest ?? Number.NaN, 10);
  expect(metrics.accuracy).toBeGreaterThan(0.6);
  expect(summary.scoreTestEnsemble).toBeDefined();
  expect(summary.scoreTestLabels).toBeDefined();
  expect(await loaded.predictProba(more)).toEqual(await student.predictProba(more));
});

test('one model of all rows is none that has not seen those that are set aside', async () => {
  const out = folder.at('holdout');
  await fit(file, { ...options, models: ['linear'], trials: 1, folds: 1, refit: true, out });
  const student = await distill(out, few);
  expect(student.summary).toMatchObject({ honest: false, kept: null });
  // It was taught by all rows.
  const { notes } = await student.evaluate(file);
  expect(notes.join()).toContain('these are the rows that it was trained on');
});

test('numbers are learned as well, of models of all rows too, and the bytes are the same for any number of workers', async () => {
  const hash = async (workers: number) => {
    const student = await distill(ofNumbers, { ...few, workers });
    const { metrics } = await student.evaluate(more, ['r2']);
    expect(metrics.r2).toBeGreaterThan(0.7);
    // The ensemble was fitted to the rows that are set aside.
    expect(student.summary).toMatchObject({ honest: false, kept: null });
    return createHash('sha256')
      .update(await student.toBytes())
      .digest('hex');
  };
  expect(await hash(2)).toBe(await hash(1));
});

test('a student of a run with a validation file knows both parts again', async () => {
  const out = folder.at('validated');
  const validation = folder.write('validation.csv', csvOf(more, columns));
  const own = { ...options, test: undefined, folds: undefined, models: ['linear'], trials: 1 };
  await fit(file, { ...own, validation, out });
  const student = await distill(out, few);
  const said = async (data: string) => (await student.evaluate(data)).notes.join();
  expect(await said(file)).toContain('these are the rows that it was trained on, so');
  expect(await said(validation)).toContain('which it was trained on with the others in the end');
});

test('rows that are given teach too, and scores on them are told to be no honest ones', async () => {
  const predictor = await loadPredictor(ofClasses);
  const { summary } = await distill(predictor, { ...few, data: train });
  expect(summary).toMatchObject({ honest: false, scoreEnsemble: null, kept: null, rows: 150 });
  await expect(distill(predictor, few)).rejects.toMatchObject({ code: 'NO_DATA' });
  await expect(distill(ofClasses, { ...few, sheet: 2 })).rejects.toMatchObject({
    message: '`sheet` says how data is read, and none is given.',
  });
  const unlabelled = train.map(({ x, z, group }) => ({ x, z, group }));
  await expect(distill(predictor, { ...few, data: unlabelled })).rejects.toMatchObject({
    name: 'AutofitError',
  });
});

test('rows that are given are read as is told', async () => {
  const predictor = await loadPredictor(ofClasses);
  const data = folder.write('other.csv', csvOf(train, columns).replaceAll(',', '!'));
  await expect(distill(predictor, { ...few, data })).rejects.toMatchObject({
    name: 'AutofitError',
  });
  const { summary } = await distill(predictor, { ...few, data, delimiter: '!' });
  expect(summary.rows).toBe(150);
});

test('a run on rows from memory, or on a file that has changed, says what to do', async () => {
  const run = folder.at('memory');
  const { test: _, ...alone } = options;
  await fit(train, { ...alone, models: ['linear'], trials: 1, out: run });
  await expect(distill(run, few)).rejects.toMatchObject({
    code: 'NO_DATA',
    hint: 'Give its rows as `data`.',
  });
  writeFileSync(file, csvOf(train.slice(1), columns));
  await expect(distill(ofNumbers, few)).rejects.toMatchObject({ code: 'DATA_CHANGED' });
  writeFileSync(file, csvOf(train, columns));
});

test('a student that is stopped while the rows are read is told as such', async () => {
  const asked = distill(ofClasses, { ...few, signal: AbortSignal.abort() });
  await expect(asked).rejects.toMatchObject({ code: 'STOPPED' });
});

test('costs are kept: the student is chosen, answers and is judged by them', async () => {
  const run = folder.at('costs');
  const { test: _, ...alone } = options;
  const costs = { '*': { '*': 1 }, low: { '*': 10_000 } };
  await fit(file, { ...alone, models: ['linear'], trials: 1, costs, out: run });
  const student = await distill(run, few);
  expect(student.summary.metric).toMatchObject({ name: 'cost' });
  const chances = await student.predictProba(more);
  const least = (costsOf: (chance: Record<string, number>) => Record<string, number>) =>
    chances.map((chance) => Object.entries(costsOf(chance)).sort(([, a], [, b]) => a - b)[0]?.[0]);
  const cheapest = least(({ low = 0, mid = 0, top = 0 }) => ({
    low: mid + top,
    mid: 10_000 * low + top,
    top: 10_000 * low + mid,
  }));
  expect(await student.predict(more)).toEqual(cheapest);
  expect(cheapest).not.toEqual(
    least(({ low = 0, mid = 0, top = 0 }) => ({ low: -low, mid: -mid, top: -top })),
  );
  const { metrics } = await student.evaluate(more, ['cost']);
  expect(metrics.cost).toBeGreaterThan(0);
});
