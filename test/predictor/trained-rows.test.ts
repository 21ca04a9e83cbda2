import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { type FilePredictor, type FitOptions, fit, loadPredictor } from '../../src/index.js';
import { loadState } from '../../src/predictor/load-state.js';
import { trainedRows } from '../../src/predictor/trained-rows.js';
import { rowKeys } from '../../src/table/row-keys.js';
import type { Labels } from '../../src/table/table.js';
import { runHere } from '../fixtures/run-here.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();

function hashOf(values: readonly number[], target: Labels, rows = values.length) {
  const column = { kind: 'numeric' as const, name: 'n', values: Float64Array.from(values) };
  const columns = [column];
  const places = Int32Array.from({ length: rows }, (_, row) => row);
  return trainedRows({ columns, target }, places, rowKeys({ columns, rows: values.length }));
}

const values = Array.from({ length: 30 }, (_, i) => i / 7);
const labels = Int32Array.from(values, (_, i) => i % 2);

test('rows are known again in any order, and by all of their values and labels', () => {
  const own = hashOf(values, labels);
  expect(own).toEqual({ rows: 30, hash: expect.stringMatching(/^[0-9a-f]{16}$/) });
  expect(hashOf(values.toReversed(), labels.slice().reverse())).toEqual(own);
  expect(hashOf([...values, 9], Int32Array.of(...labels, 1), 30)).toEqual(own);
  const others = [
    hashOf(values.with(4, 0.5), labels),
    hashOf(values, labels.with(4, 1)),
    hashOf(values.with(0, values[2] ?? 0).with(2, 0), Int32Array.from(labels).with(0, 1)),
    hashOf([...values, 9], Int32Array.of(...labels, 1)),
  ];
  expect(new Set([own, ...others].map((found) => found?.hash)).size).toBe(5);
});

test('rows that are too much alike are not: those of another table may be the same', () => {
  expect(
    hashOf(
      values.map((_, i) => i % 5),
      labels,
    ),
  ).toBeUndefined();
  expect(hashOf(values.slice(0, 19), labels)).toBeUndefined();
  const none = { columns: [], target: Float64Array.from(values) };
  expect(trainedRows(none, Int32Array.of(0, 1), new Float64Array(2))).toBeUndefined();
});

const rows = Array.from({ length: 80 }, (_, i) => ({
  size: i % 13 === 0 ? null : (i * 7) % 40,
  town: ['Oslo', 'Rome', 'Bonn'][i % 3],
  about: `a text of ${['red', 'green', 'blue'][i % 3]} words and number ${i}`,
  tags: ['a;b', 'b;c', 'a', 'c;a;b'][i % 4],
  weight: 1 + (i % 4),
  price: ((i * 7) % 40) * 3 + (i % 5),
}));
const cells = (own: (typeof rows)[number]) => Object.values(own).map((cell) => cell ?? '');
const csvOf = (own: readonly (typeof rows)[number][]) =>
  [Object.keys(rows[0] ?? {}), ...own.map(cells)].map((line) => line.join()).join('\n');
const data = folder.write('train.csv', csvOf(rows));
const options: FitOptions = {
  ...{ label: 'price', models: ['linear'], trials: 1, folds: 2, workers: 1, report: false },
  ...({ types: { about: 'text', tags: 'list' }, weight: 'weight' } as const),
};
const SAID = 'these are the rows that it was trained on';

async function saidOf(predictor: FilePredictor, own: Iterable<object> | string, metric = 'mae') {
  const { notes } = await predictor.evaluate(own, [metric]);
  return notes.filter((note) => note.includes('trained on'));
}

/** What is said of rows that are scored, but for what is said of any. */
async function notesOf(predictor: Pick<FilePredictor, 'evaluate'>, own: readonly object[]) {
  const { notes } = await predictor.evaluate(own, ['mae']);
  return notes.filter((note) => note.startsWith('these are')).join();
}

describe('a predictor of a file', () => {
  const run = folder.at('run');
  beforeAll(async () => {
    await fit(data, { ...options, out: run });
  });

  test('says so where it is scored on the rows that it was trained on, with what it scored on others', async () => {
    const predictor = await loadPredictor(run);
    const [first] = predictor.leaderboard();
    const [note = '', ...others] = await saidOf(predictor, data);
    expect(others).toEqual([]);
    expect(note).toMatch(
      /^these are the rows that it was trained on, so scores are better than they will be of new rows: on rows that it had not seen, rmse was \d+\.\d+$/,
    );
    expect(Number(note.split(' ').at(-1))).toBeCloseTo(first?.scoreValidation ?? 0, 2);
    expect(await saidOf(predictor, rows.toReversed())).toHaveLength(1);
  });

  test('says so where drift tells a score of these rows, and of no others', async () => {
    const predictor = await loadPredictor(run);
    const saidBy = async (own: readonly object[]) =>
      (await predictor.drift(own)).notes.filter((note) => note.startsWith(SAID));
    expect(await saidBy(rows)).toEqual(await saidOf(predictor, data));
    expect(await saidBy(rows.slice(1))).toEqual([]);
    expect(await saidBy(rows.map(({ price: _, ...row }) => row))).toEqual([]);
  });

  test('tells the score with thresholds that were fitted to other rows, where it has one', async () => {
    const state = await loadState(readFileSync(`${run}/model.safetensors`));
    const { predictorOf } = await import('../fixtures/constant-predictor.js');
    const leaderboard = state.leaderboard.map((row) => ({ ...row, scoreCrossFitted: 0.25 }));
    const { notes } = await predictorOf({ ...state, leaderboard }).evaluate(rows, ['mae']);
    expect(notes.at(-1)).toMatch(/rmse was 0\.2500$/);
  });

  test('says nothing of others: one row more, less or changed, other labels', async () => {
    const predictor = await loadPredictor(`${run}/model.safetensors`);
    const [first] = rows;
    if (!first) throw new Error('no rows');
    for (const others of [
      rows.slice(1),
      [...rows, first],
      rows.with(5, { ...first, size: 12.5 }),
      rows.with(5, { ...first, about: 'another text of words' }),
      rows.map((row, i) => ({ ...row, price: rows[(i + 1) % 80]?.price ?? 0 })),
    ])
      expect(await saidOf(predictor, others)).toEqual([]);
  });

  test('the command prints it as a note, and keeps standard output for scores', async () => {
    const told = await runHere(['evaluate', run, data, '--metric', 'mae', '--json']);
    expect(told.stderr).toContain(`note: ${SAID}`);
    expect(JSON.parse(told.stdout)).toMatchObject({ rows: 80 });
    expect((await runHere(['evaluate', run, data, '-q'])).stderr).not.toContain(SAID);
  });

  test('the file holds no row of it, and a model without it says nothing', async () => {
    const bytes = readFileSync(`${run}/model.safetensors`);
    const { trained, ...before } = await loadState(bytes);
    expect(trained).toEqual({ rows: 80, hash: expect.stringMatching(/^[0-9a-f]{16}$/) });
    const { predictorOf } = await import('../fixtures/constant-predictor.js');
    const { notes } = await predictorOf(before).evaluate(rows, ['mae']);
    expect(notes.filter((note) => note.includes('trained on'))).toEqual([]);
  });
});

test('with a validation file, what was trained on is the other one', async () => {
  const [train, validation] = [rows.slice(0, 50), rows.slice(50)];
  const own = { ...options, folds: undefined, validation: [...validation] };
  const predictor = await fit([...train], own);
  expect(await notesOf(predictor, train)).toMatch(new RegExp(`^${SAID}, so scores are better`));
  expect(await notesOf(predictor, validation)).toMatch(
    /^these are the rows of `validation`, by which its models were chosen, so scores/,
  );
  expect(await notesOf(predictor, rows)).toMatch(
    /^these are the rows that it was trained on, and those that judged it, so scores/,
  );
  expect(await notesOf(predictor, rows.slice(49))).toBe('');
  const refitted = await fit([...train], { ...own, refit: true });
  expect(await notesOf(refitted, validation)).toMatch(
    /^these are the rows of `validation`, which it was trained on with the others in the end, so/,
  );
});

test('where rows were set aside, a score of all rows of the data is known for what it is', async () => {
  const aside = folder.at('aside');
  const all = [...rows, ...rows.map((row) => ({ ...row, size: 77 }))];
  const predictor = await fit([...all], { ...options, honest: true, out: aside });
  expect(await notesOf(predictor, all)).toMatch(
    /^these are the rows that it was trained on, and those that judged it, so scores/,
  );
  const state = await loadState(readFileSync(`${aside}/model.safetensors`));
  expect(state.judged).toMatchObject({ by: 'aside', rows: 32 });
  // They are there to be scored.
  const { predictorOf } = await import('../fixtures/constant-predictor.js');
  const { trained = { rows: 0, hash: '' } } = await loadState(
    readFileSync(`${folder.at('run')}/model.safetensors`),
  );
  const told = async (by: 'aside' | 'validation') =>
    notesOf(predictorOf({ ...state, judged: { ...trained, by } }), rows);
  expect(await told('aside')).toBe('');
  expect(await told('validation')).toContain('`validation`');
});

test('classes are known again too', async () => {
  const own = rows.map(({ price, weight: _, ...row }) => ({
    ...row,
    dear: price > 60 ? 'y' : 'n',
  }));
  const { weight: _, ...rest } = options;
  const predictor = await fit([...own], { ...rest, label: 'dear' });
  const { notes } = await predictor.evaluate(own, ['accuracy']);
  expect(notes.filter((note) => note.startsWith(SAID))).toHaveLength(1);
});
