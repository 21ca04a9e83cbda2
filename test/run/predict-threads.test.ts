import type { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { fit } from '../../src/fit/fit.js';
import { loadState } from '../../src/predictor/load-state.js';
import { openMembers } from '../../src/predictor/open-members.js';
import type { PredictProgress } from '../../src/predictor/table-reader.js';
import { memberPredictions } from '../../src/run/predict-threads.js';
import { loadPredictor } from '../../src/run/predictor-file.js';
import { parseTable } from '../../src/schema/parse-table.js';
import type { Row } from '../../src/table/flat-row.js';
import { readValues } from '../../src/table/read-values.js';
import { sampleRows } from '../fixtures/rows.js';

const words = ['red', 'green', 'blue', 'old', 'new'];
/** With a column of texts, which are decoded by the rows that need them. */
function rowsOf(count: number, seed: number): Row[] {
  return sampleRows(count, seed).map((row, i) => {
    const said = words.filter((_, word) => (i * (word + 3)) % 7 < 3).join(' ');
    return { ...row, said: i % 9 === 4 ? '' : `${said} ${i}` };
  });
}

const fitted = await fit(rowsOf(80, 1), {
  label: 'kind',
  ignore: ['price', 'sold'],
  types: { said: 'text' },
  folds: 2,
  trials: 2,
  workers: 1,
  models: ['boosted-trees', 'linear'],
  families: {
    linear: { defaults: { epochs: 5 } },
    'boosted-trees': { defaults: { rounds: 5 } },
  },
});
const state = await loadState(await fitted.toBytes());

test('large tables over threads have the same predictions as in one, whatever the parts', async () => {
  const raw = await readValues(rowsOf(101, 2));
  const allocate = (bytes: number) => new SharedArrayBuffer(bytes);
  const { table } = parseTable(raw, state.schema, { allocate, label: 'ignored' });
  const members = openMembers(state);
  const expected = members(table);
  expect(await memberPredictions(state, 3, 1)(table)).toEqual(expected);
  const parts = [0, 1, 40, 101].flatMap((to, i, ends) => ({ from: ends[i - 1] ?? 0, to }));
  const answers = parts.map((part) => members(table, part));
  const joined = expected.map((_, i) => answers.flatMap((answer) => [...(answer[i] ?? [])]));
  expect(joined).toEqual(expected.map((own) => [...own]));
});

test('large tables at once have the threads of one, and the same answers', async () => {
  const raw = await readValues(rowsOf(40, 3));
  const allocate = (bytes: number) => new SharedArrayBuffer(bytes);
  const { table } = parseTable(raw, state.schema, { allocate, label: 'ignored' });
  let [alive, most] = [0, 0];
  const count = (worker: Worker) => {
    most = Math.max(most, ++alive);
    worker.on('exit', () => alive--);
  };
  process.on('worker', count);
  const predict = memberPredictions(state, 2, 1);
  const answers = await Promise.all([predict(table), predict(table), predict(table)]);
  process.off('worker', count);
  expect(most).toBe(2);
  for (const answer of answers) expect(answer).toEqual(openMembers(state)(table));
});

test('a thread that dies is asked again for its part, and all answers are the same', async () => {
  const raw = await readValues(rowsOf(101, 2));
  const allocate = (bytes: number) => new SharedArrayBuffer(bytes);
  const { table } = parseTable(raw, state.schema, { allocate, label: 'ignored' });
  let deaths = 0;
  const killFirst = (worker: Worker) => {
    worker.once('message', () => {
      if (deaths++ === 0) void worker.terminate();
    });
  };
  process.on('worker', killFirst);
  const answer = await memberPredictions(state, 2, 1)(table);
  process.off('worker', killFirst);
  expect(deaths).toBeGreaterThan(1);
  expect(answer).toEqual(openMembers(state)(table));
});

test('an odd number of workers, and any other option, is a mistake', async () => {
  const options = { workers: 0.5 };
  await expect(loadPredictor('model', options)).rejects.toThrow('whole number');
  const unknown = { worker: 2 };
  await expect(loadPredictor('model', unknown as object)).rejects.toThrow('no option "worker"');
});

test.each([1, 2])('%i threads tell from 0 up to all rows, and answer the same', async (workers) => {
  const raw = await readValues(rowsOf(20_000, 4));
  const allocate = (bytes: number) => new SharedArrayBuffer(bytes);
  const { table } = parseTable(raw, state.schema, { allocate, label: 'ignored' });
  const told: PredictProgress[] = [];
  const answers = await memberPredictions(state, workers, 1)(table, (event) => told.push(event));
  expect(answers).toEqual(openMembers(state)(table));
  const rows = told.map((event) => (event.kind === 'predicting' ? event.rows : -1));
  expect([rows.at(0), rows.at(-1)]).toEqual([0, 20_000]);
  expect(rows).toEqual(rows.toSorted((a, b) => a - b));
  expect(rows.length).toBeGreaterThan(2);
});
