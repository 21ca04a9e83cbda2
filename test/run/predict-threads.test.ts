import { expect, test } from 'vitest';
import { fit } from '../../src/fit/fit.js';
import { loadState } from '../../src/predictor/load-state.js';
import { openMembers } from '../../src/predictor/open-members.js';
import { memberPredictions } from '../../src/run/predict-threads.js';
import { loadPredictor } from '../../src/run/predictor-file.js';
import { parseTable } from '../../src/schema/parse-table.js';
import type { Row } from '../../src/table/read-rows.js';
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

test('an odd number of workers, and any other option, is a mistake', async () => {
  const options = { workers: 0.5 };
  await expect(loadPredictor('model', options)).rejects.toThrow('whole number');
  const unknown = { worker: 2 };
  await expect(loadPredictor('model', unknown as object)).rejects.toThrow('no option "worker"');
});
