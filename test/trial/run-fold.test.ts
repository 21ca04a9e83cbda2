import { expect, test, vi } from 'vitest';
import { familyNamed } from '../../src/models/families.js';
import { characterTerms, wordTerms } from '../../src/preprocessing/text-terms.js';
import type { Table } from '../../src/table/table.js';
import { takeRows } from '../../src/table/take-rows.js';
import type { FoldResult, Job, TrialJob } from '../../src/trial/job.js';
import { ALL_ROWS, createFoldRunner, type TrialContext } from '../../src/trial/run-fold.js';
import { toHalves } from '../../src/util/half-floats.js';
import { sampleRows } from '../fixtures/rows.js';
import { trialContext } from '../fixtures/trial-context.js';

const labels = ['kind', 'price', 'sold'];

async function contextFor(label: string): Promise<TrialContext> {
  const ignore = labels.filter((name) => name !== label);
  const { context } = await trialContext(sampleRows(40), { label, ignore, folds: { folds: 2 } });
  return context;
}

/** One epoch alone: nothing is left for validation rows to choose. */
const params = {
  depth: 1,
  width1: 4,
  activation: 'relu',
  dropout: 0.2,
  learningRate: 0.01,
  weightDecay: 0.01,
  batchSize: 8,
  epochs: 1,
  patience: 1000,
  optimizer: 'adamw',
};

function job(family: string, fold = 0, trial = 1): TrialJob {
  return { kind: 'trial', trial, fold, config: { family, params } };
}

function run(context: TrialContext, given: Job): FoldResult {
  const outcome = createFoldRunner(context, () => false)(given);
  if (outcome.kind !== 'done') throw new Error(`the job ended as ${outcome.kind}`);
  return outcome;
}

/** The table with everything in these rows turned into something else. */
function changed(table: Table, rows: Int32Array, whatInLabel: (value: number) => number): Table {
  const columns = table.columns.map((column) => {
    if ('values' in column) {
      const values = column.values.slice();
      for (const row of rows) values[row] = 1e6 + row;
      return { ...column, values };
    }
    const codes = column.codes.slice();
    for (const row of rows) codes[row] = -1;
    return { ...column, codes };
  });
  const target = table.target?.slice();
  if (target) for (const row of rows) target[row] = whatInLabel(target[row] ?? 0);
  return { ...table, columns, target };
}

test.each(['price', 'kind', 'sold'])(
  'nothing that is fitted to %s depends on the validation rows',
  async (label) => {
    const context = await contextFor(label);
    const validation = context.folds[0]?.validation ?? new Int32Array();
    const whatInLabel = (value: number) => (label === 'price' ? value * 50 : value === 0 ? 1 : 0);
    const table = changed(context.table, validation, whatInLabel);
    for (const family of ['constant', 'linear', 'mlp']) {
      const before = run(context, job(family));
      const after = run({ ...context, table }, job(family));
      expect(after.model).toEqual(before.model);
      if (family !== 'constant') expect(after.predictions).not.toEqual(before.predictions);
    }
  },
);

test('what is fitted does depend on the training rows', async () => {
  const context = await contextFor('price');
  const train = context.folds[0]?.train ?? new Int32Array();
  const table = changed(context.table, train.subarray(0, 3), (value) => value * 2);
  const before = run(context, job('linear')).model;
  const after = run({ ...context, table }, job('linear')).model;
  expect(after.preprocessor).not.toEqual(before.preprocessor);
  expect(after.target).not.toEqual(before.target);
  expect(after.model).not.toEqual(before.model);
});

test('predictions are of the validation rows, in the units of the label', async () => {
  const context = await contextFor('price');
  const result = run(context, job('constant', 1));
  const fold = context.folds[1];
  expect(result.predictions).toHaveLength(fold?.validation.length ?? 0);
  const prices = [...(fold?.train ?? [])].map((row) => context.table.target?.[row] ?? 0);
  const mean = prices.reduce((a, b) => a + b, 0) / prices.length;
  for (const price of result.predictions) expect(price).toBeCloseTo(mean, 3);
});

test('a fold is the same whether another job ran before it or not', async () => {
  const context = await contextFor('kind');
  const runner = createFoldRunner(context, () => false);
  runner(job('mlp', 1));
  runner(job('linear', 0, 5));
  const after = runner(job('mlp', 0)) as FoldResult;
  const alone = run(context, job('mlp', 0));
  expect(after.model).toEqual(alone.model);
  expect(after.predictions).toEqual(alone.predictions);
});

test('trials and seeds have random streams of their own', async () => {
  const context = await contextFor('price');
  const models = [
    run(context, job('mlp', 0, 1)),
    run(context, job('mlp', 0, 2)),
    run({ ...context, seed: 9 }, job('mlp', 0, 1)),
  ].map(({ model }) => String(model.model.tensors.parameters));
  expect(new Set(models).size).toBe(3);
});

test('after a stop only the baseline still runs', async () => {
  const runner = createFoldRunner(await contextFor('sold'), () => true);
  expect(runner(job('linear'))).toEqual({ kind: 'stopped' });
  expect(runner(job('mlp'))).toEqual({ kind: 'stopped' });
  expect(runner(job('constant')).kind).toBe('done');
});

test('a model of all rows learns nothing from those of a class that training did not know', async () => {
  const context = await contextFor('kind');
  const { table } = context;
  const strange = Int32Array.from({ length: 9 }, (_, i) => i * 4);
  const known = Int32Array.from({ length: table.rows }, (_, row) => row).filter(
    (row) => !strange.includes(row),
  );
  const mixed = changed(table, strange, () => -1);
  const clean = takeRows(table, known, (bytes) => new ArrayBuffer(bytes));
  for (const family of ['constant', 'linear']) {
    const refit: Job = { kind: 'refit', trial: 1, config: { family, params }, length: 1 };
    const own = run({ ...context, table: clean }, refit);
    expect(run({ ...context, table: mixed }, refit).model).toEqual(own.model);
  }
});

test('a model of all rows is made of every class, and trained for as long as it is told', async () => {
  const context = await contextFor('kind');
  const codes = [...(context.table.target ?? [])];
  const ofAll = (family: string, length: number) =>
    run(context, { kind: 'refit', trial: 1, config: { family, params }, length });
  const { model } = ofAll('constant', 1).model;
  // Laplace's rule: one row more of each class.
  const shares = [0, 1, 2].map((own) => (1 + codes.filter((code) => code === own).length) / 43);
  expect([...(model.tensors.values ?? [])]).toEqual(
    shares.map((share) => expect.closeTo(share, 6)),
  );
  for (const length of [3, 40]) {
    const { length: trained, fitSeconds } = ofAll('mlp', length);
    expect(trained).toBe(length);
    // In seconds.
    expect(fitSeconds).toBeLessThan(600);
  }
});

test('a model of all rows is trained by the schedule of the folds, as far as they came', async () => {
  const context = await contextFor('price');
  const { defaults } = familyNamed('realmlp');
  const config = { family: 'realmlp', params: { ...defaults, epochs: 9 } };
  const refit = run(context, { kind: 'refit', trial: 1, config, length: 3 });
  // The weights of the third of nine epochs, whatever the row that stands for validation says of them.
  const own = { trial: 1, fold: ALL_ROWS, config, pauseAfter: 3 };
  const paused = run(context, { kind: 'trial', ...own });
  if (paused.checkpoint?.kind !== 'train-checkpoint') throw new Error('it did not pause');
  const halves = toHalves(paused.checkpoint.parameters);
  expect(refit.length).toBe(3);
  expect(refit.checkpoint).toBeUndefined();
  expect(refit.model.model.tensors.parameters).toEqual(halves);
});

test('the terms of a text are counted once for all folds, families and the refit', async () => {
  const words = ['cheap', 'money', 'good', 'time', 'house', 'river', 'bread'];
  const word = (i: number) => words[i % words.length] ?? '';
  const rows = Array.from({ length: 60 }, (_, i) => ({
    note: `${word(i)} ${word(i * 3 + 1)} ${word(i * 5)} number${(i * 13) % 41}`,
    price: `${((i * 29) % 83) / 4}`,
  }));
  const { context } = await trialContext(rows, { label: 'price', folds: { folds: 5 } });
  const texts = context.table.columns.find(({ kind }) => kind === 'text');
  if (texts?.kind !== 'text') throw new Error('there is no text');
  const visits = [vi.spyOn(wordTerms, 'visit'), vi.spyOn(characterTerms, 'visit')];
  const runner = createFoldRunner({ ...context, keptBytes: 0 }, () => false);
  for (const family of ['mlp', 'linear', 'constant']) {
    for (const fold of context.folds.keys()) runner(job(family, fold));
  }
  const { config } = job('linear');
  const refit = runner({ kind: 'refit', trial: 1, config, length: 1 });
  expect(refit.kind).toBe('done');
  // Once to find the common terms, once to count them in each text.
  for (const visit of visits) expect(visit).toHaveBeenCalledTimes(2 * (texts.offsets.length - 1));
  vi.restoreAllMocks();
});

test('how long a prediction takes is told of a model that is set up', async () => {
  const context = await contextFor('price');
  const family = familyNamed('boosted-trees');
  let clock = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => clock);
  const { serve } = family;
  if (!serve) throw new Error('trees are not set up');
  const setUp = vi.spyOn(family, 'serve').mockImplementation((...given) => {
    const served = serve.apply(family, given);
    clock += 500;
    let isFirst = true;
    return (x) => {
      clock += 0.01 * x.rows + (isFirst ? 80 : 0);
      isFirst = false;
      return served(x);
    };
  });
  const config = { family: 'boosted-trees', params: { ...family.defaults, rounds: 3 } };
  const { msPer1000Rows } = run(context, { kind: 'trial', trial: 1, fold: 0, config });
  expect(setUp).toHaveBeenCalledTimes(1);
  expect(msPer1000Rows).toBeCloseTo(10, 6);
  vi.restoreAllMocks();
});
