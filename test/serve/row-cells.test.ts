import { expect, test } from 'vitest';
import { fit } from '../../src/fit/fit.js';
import { loadPredictor } from '../../src/predictor/index.js';
import { loadState } from '../../src/predictor/load-state.js';
import { openAnswers } from '../../src/serve/answer-jobs.js';

/** 1.234,5 and 0,125, as they are written in German. */
function written(value: number, digits: number): string {
  const [whole = '', rest] = value.toFixed(digits).split('.');
  return `${whole.replace(/\B(?=(\d{3})+$)/g, '.')},${rest}`;
}

const rows = Array.from({ length: 60 }, (_, i) => ({
  sales: written(((i * 7919) % 90_000) + 0.25, 2),
  size: { net: written(((i * 37) % 50) / 8, 3) },
  y: ((i * 7919) % 90_000) / 1000 + ((i * 37) % 50),
}));
const options = { label: 'y', trials: 1, workers: 1, models: ['elastic-net'], folds: 2 };
const bytes = await (await fit(rows, { ...options, task: 'regression' })).toBytes();
const predictor = await loadPredictor(bytes);
const answers = openAnswers(await loadState(bytes));

async function ask(row: object) {
  const body = new TextEncoder().encode(JSON.stringify(row));
  const job = { form: 'json', bytes: body, explain: false, firstLine: 0 } as const;
  const [answer] = (await answers([job])).answers;
  return JSON.parse(answer?.body ?? '') as {
    readonly predictions?: readonly { readonly value: number }[];
    readonly error?: { readonly path: string; readonly message: string };
  };
}

test.each([
  [45.678, '45,678'],
  [1.234, '1,2340'],
  [45678.5, '45.678,50'],
  [1234, '1.234,00'],
  [-1.5, '-1,5'],
])('where cells have a decimal comma, the number %d is %s', async (number, cell) => {
  const row = (sales: number | string) => ({ sales, size: { net: '1,250' } });
  const { predictions } = await ask(row(number));
  expect(predictions?.[0]?.value).toBe((await predictor.predict([row(number)]))[0]);
  expect(predictions?.[0]?.value).toBeCloseTo(Number((await predictor.predict([row(cell)]))[0]), 9);
});

test('fields beside rows are ignored with a note', async () => {
  const row = { sales: '1.000,50', size: { net: 1.234 } };
  const answer = await ask({ rows: [row], threshold: 0.7 });
  expect(answer).toMatchObject({
    predictions: [{ value: expect.any(Number) }],
    notes: ['columns that the model does not know are ignored: threshold'],
  });
});

test('so it is inside an object', async () => {
  const row = { sales: '1.000,50', size: { net: 1.234 } };
  const { predictions } = await ask(row);
  expect(predictions?.[0]?.value).toBe((await predictor.predict([row]))[0]);
});

test.each([
  [{ ' sales': 5, sales: 6, size: { net: 1 } }, '/sales'],
  [{ sales: 6, size: { net: 1 }, 'size.net': 2 }, '/size.net'],
])('a field with two values is refused: %j', async (row, path) => {
  expect((await ask(row)).error).toMatchObject({ path, message: 'this field has two values' });
});

test('cells with a decimal comma are read as by the library, one by one', async () => {
  const cells = ['1.234,5', '1234,5', '1,5', '1,234', '12,3456', '1.234', '7', '1.234.567,25'];
  for (const sales of [...cells, '12.5', '-3,25', '1,5e3', '1.23,4', '0,125', '999999999']) {
    const row = { sales, size: { net: '1,25' } };
    const { predictions } = await ask(row);
    const [value] = await predictor.predict([row]);
    if (predictions) expect(predictions[0]?.value, sales).toBe(value);
  }
});
