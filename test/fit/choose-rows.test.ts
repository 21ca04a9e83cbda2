import { expect, test } from 'vitest';
import { chooseRows } from '../../src/fit/choose-rows.js';
import type { FitOptions } from '../../src/options/fit-options.js';
import { resolveOptions } from '../../src/options/options.js';
import type { Schema } from '../../src/schema/schema.js';
import { NO_RECORDS } from '../../src/table/raw-table.js';

const FEATURES = 20;
const evidence = { reason: '', missing: 0, distinct: 0 };
const schema: Schema = {
  header: true,
  label: 'y',
  task: { kind: 'binary', reason: '', classes: ['no', 'yes'], positive: 'yes' },
  time: null,
  columns: Array.from({ length: FEATURES }, (_, i) => ({
    name: `x${i}`,
    role: 'feature',
    kind: 'numeric',
    parser: null,
    evidence,
  })),
};

/** How many of so many rows are chosen, and for want of what; undefined where all are. */
async function chosen(rows: number, options: Partial<FitOptions>, own = schema, text = '') {
  const settings = await resolveOptions({ label: 'y', memory: '100g', ...options });
  const raw = { kind: 'raw-table', source: 'rows', rows, notes: [] } as const;
  const codes = new Int32Array(rows);
  const texts = { kind: 'coded', name: 'text', codes, values: [text] } as const;
  const choice = chooseRows({ ...raw, ...NO_RECORDS, columns: [texts] }, own, settings);
  const places = choice?.choose(Int32Array.from({ length: rows }, (_, row) => row % 2));
  return places && [places.length, choice?.bound];
}

test('of a large table as many rows are trained on as there is time for', async () => {
  // 24 MB of rows of 200 bytes: 20 numbers, and 40 beside them; reading takes the time of 12,000 of them.
  expect(await chosen(600_000, { timeLimit: '60s' })).toEqual([108_000, 'timeLimit']);
  expect(await chosen(600_000, { timeLimit: '2m' })).toEqual([228_000, 'timeLimit']);
  expect(await chosen(600_000, { timeLimit: '1h' })).toBeUndefined();
});

test('of texts there are fewer, as they take longer', async () => {
  const column = { name: 'text', role: 'feature', kind: 'text', parser: null, evidence } as const;
  const own = { ...schema, columns: [column] };
  // 44 bytes a row beside 100 of text and a tenth to spare, which count four times.
  const text = '.'.repeat(100);
  expect(await chosen(600_000, { timeLimit: '60s' }, own, text)).toEqual([37_586, 'timeLimit']);
});

test('there are never fewer than 10,000 of them', async () => {
  expect(await chosen(600_000, { timeLimit: '1s' })).toEqual([10_000, 'timeLimit']);
});

test('without a time limit, and of 500,000 rows, none is left out for lack of time', async () => {
  expect(await chosen(600_000, { trials: 1 })).toBeUndefined();
  expect(await chosen(500_000, { timeLimit: '1s' })).toBeUndefined();
});

test('where memory is enough for fewer than time, memory is what is told', async () => {
  const [rows, bound] = (await chosen(600_000, { timeLimit: '1h', memory: '350m' })) ?? [];
  expect(bound).toBe('memory');
  expect(rows).toBeLessThan(200_000);
});
