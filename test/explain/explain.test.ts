import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { explanationText } from '../../src/cli/explanation-text.js';
import { fit, type ReportFacts } from '../../src/index.js';
import type { ExplainFacts } from '../../src/report/facts/explain-facts.js';
import { sampleRows } from '../fixtures/rows.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();

const rows = sampleRows(60).map(({ x, z, price }, i) => ({ x, z, price: i === 7 ? 0 : price }));
const options = { label: 'price', models: ['linear'], trials: 1, folds: 2, workers: 1 } as const;
let predictor: Awaited<ReturnType<typeof fit>>;

beforeAll(async () => {
  predictor = await fit(rows, options);
});

test('a metric that has no score of the rows says why, and is no sign of anything', async () => {
  const { importance, notes } = await predictor.explain(rows, { metrics: ['mape', 'mae'] });
  const [mape, mae] = importance ?? [];
  expect(notes).toEqual([
    'mape has no score: it needs labels that are not 0, and there is 1 other',
  ]);
  expect(mape?.score).toBeNaN();
  for (const { importance, pValue } of mape?.columns ?? []) {
    expect([importance, pValue]).toEqual([Number.NaN, Number.NaN]);
  }
  expect(mae?.columns.every(({ pValue }) => pValue >= 0 && pValue <= 1)).toBe(true);
});

test('nor one of two classes where there is one', async () => {
  const named = rows.map(({ x, z, price }) => ({ x, z, sold: Number(price) > 5 ? 'yes' : 'no' }));
  const binary = await fit(named, { ...options, label: 'sold' });
  const asked = { metrics: ['roc_auc'] };
  const { notes, importance } = await binary.explain(
    named.filter(({ sold }) => sold === 'yes'),
    asked,
  );
  expect(importance?.[0]?.columns.map(({ pValue }) => pValue)).toEqual([Number.NaN, Number.NaN]);
  expect(notes).toContain('roc_auc has no score of these rows, so it tells of no column');
  await expect(binary.explain(named, { metrics: ['cost'] })).rejects.toThrow(
    'was fitted without costs',
  );
});

test('of texts that are all different there is no curve: a note says so, and a report draws other columns', async () => {
  const out = folder.at('texts');
  const data = rows.map(({ x, z }, i) => ({
    note: `${i % 2 ? 'a large house by the sea' : 'a small flat in the town'}, number ${i}`,
    x,
    z,
    price: i % 2 ? 100 : 10,
  }));
  const own = await fit(data, { ...options, types: { note: 'text' }, out });
  const { dependence, importance } = (
    JSON.parse(readFileSync(`${out}/report.json`, 'utf8')) as ReportFacts
  ).explained as ExplainFacts;
  expect(importance.columns[0]?.columns).toEqual(['note']);
  expect(dependence.map(({ column }) => column).sort()).toEqual(['x', 'z']);
  const { columns, notes } = await own.explain(data, { columns: ['note', 'x'] });
  expect(columns?.map(({ values }) => values.length > 1)).toEqual([false, true]);
  expect(notes).toEqual([
    'no value of "note" is in more than one of these rows, so there is no curve of it: `rows` tell what its values do',
  ]);
  const told = explanationText({ label: 'price', columns: columns ?? [], notes }, String, 80);
  expect(told).toContain('by x, all else as it is:');
  expect(told).not.toContain('note');
});

test('a column is of one group alone', async () => {
  const together = [
    ['x', 'z'],
    ['z', 'x'],
  ];
  await expect(predictor.explain(rows, { together })).rejects.toMatchObject({
    code: 'BAD_OPTION',
    message: '`together` names "z" in two groups.',
  });
});

test.each([
  [{ scale: 'probability' }, '`scale` is for `rows` and `columns`: it says nothing here.'],
  [{ scale: 'probability', rows: [1] }, '`scale` is for classes, and this model predicts numbers.'],
  [{ repeats: 3, rows: [1] }, '`repeats` is for how much columns matter: it says nothing here.'],
  [
    { together: [['x', 'z']], columns: ['x'] },
    '`together` is for `rows`, and for how much columns matter: it says nothing here.',
  ],
  [{ background: rows }, '`background` is for `rows`: it says nothing here.'],
] as const)('%j is refused where it would say nothing', async (asked, message) => {
  await expect(predictor.explain(rows, asked)).rejects.toMatchObject({
    code: 'BAD_OPTION',
    message,
  });
});

test('what was noticed of the rows is told beside which quantile is explained', async () => {
  const asked = await fit(rows, { ...options, quantiles: [0.1, 0.5, 0.9] });
  const more = rows.map((row) => ({ ...row, colour: 'red' }));
  const { notes } = await asked.explain(more, { rows: [3] });
  expect(notes[0]).toContain('the quantile 0.5');
  expect(notes.some((note) => note.includes('colour'))).toBe(true);
});

test('of cells with two numbers both are told beside what they add, and in the rows of a report', async () => {
  const out = folder.at('pairs');
  const data = rows.map(({ x, price }, i) => ({ bp: `${110 + i}/${60 + (i % 7)}`, x, price }));
  const own = await fit(data, { ...options, out });
  const { rows: told } = await own.explain(data, { rows: [3] });
  const { contributions = [] } = told?.[0]?.outputs[0] ?? {};
  const cellOf = (of: typeof contributions) =>
    of.find(({ columns }) => columns[0] === 'bp')?.values;
  expect(cellOf(contributions)).toEqual(['112 and 62']);
  const others = [
    { bp: '120/120', x: 1 },
    { bp: '120', x: 1 },
  ];
  const alike = await own.explain(others, { rows: [1, 2] });
  const cells = alike.rows?.map(({ outputs }) => cellOf(outputs[0]?.contributions ?? []));
  expect(cells).toEqual([['120 and 120'], [120]]);
  const { explained } = JSON.parse(readFileSync(`${out}/report.json`, 'utf8')) as ReportFacts;
  const [worst] = explained?.worst ?? [];
  const cell = data[(worst?.row ?? 0) - 1]?.bp.replace('/', ' and ');
  expect(Object.fromEntries(worst?.cells ?? []).bp).toBe(cell);
  expect(readFileSync(`${out}/report.md`, 'utf8')).toContain(`| bp | ${cell} |`);
});
