import { beforeAll, describe, expect, test } from 'vitest';
import { fit, loadPredictor } from '../../../src/index.js';
import { loadState } from '../../../src/predictor/load-state.js';
import type { PredictorState } from '../../../src/predictor/predictor-state.js';
import { tableReader } from '../../../src/predictor/table-reader.js';
import { drawnRows } from '../../../src/report/page/drawn-rows.js';
import { formFields } from '../../../src/report/page/form-field.js';
import { type FormRow, formRow, formTable } from '../../../src/report/page/form-table.js';
import { openLivingModel } from '../../../src/report/page/living-model.js';
import { variedValues } from '../../../src/report/page/what-if.js';
import { listsOf } from '../../../src/table/list-column.js';
import { type DataValues, readValues } from '../../../src/table/read-values.js';
import { MISSING, type Table } from '../../../src/table/table.js';
import { Stopped } from '../../../src/util/stopped.js';
import { everyKind, KIND_COLUMNS } from '../../fixtures/every-kind.js';
import { tempFolder } from '../../fixtures/temp-folder.js';

const folder = tempFolder();
const rows = everyKind(150).map(({ band: _, kind: __, ...row }) => row);
let state: PredictorState;
let table: Table;
let typed: readonly FormRow[];

beforeAll(async () => {
  const predictor = await fit(rows, {
    label: 'price',
    models: ['elastic-net'],
    trials: 1,
    folds: 2,
    workers: 1,
  });
  await predictor.save(folder.at('model.safetensors'));
  state = await loadState(await predictor.toBytes());
  const reader = tableReader<DataValues>(
    state,
    { read: (data: DataValues) => readValues(data) },
    (bytes) => new ArrayBuffer(bytes),
  );
  ({ table } = (await reader(rows.slice(0, 20), {})).parse('ignored'));
  typed = Array.from({ length: 20 }, (_, row) => formRow(state.schema, table, row));
});

test('each column has a field of its kind, which begins with the median or with what most rows have', () => {
  const fields = new Map(formFields(state).map((field) => [field.name, field]));
  expect([...fields.keys()]).toEqual([...KIND_COLUMNS]);
  expect(
    [...fields.values()].map((field) => (field.kind === 'moment' ? field.input : field.kind)),
  ).toEqual([
    'number',
    'number',
    'level',
    'level',
    'date',
    'datetime-local',
    'time',
    'level',
    'text',
    'text',
    'number',
  ]);
  const numbers = rows
    .flatMap(({ area }) => (area === '' ? [] : [Number(area)]))
    .sort((a, b) => a - b);
  expect(fields.get('area')?.start).toBeCloseTo(numbers[Math.floor(numbers.length / 2)] ?? 0, -1);
  const [size, rooms] = [fields.get('size'), fields.get('rooms')];
  // They have an order.
  expect(size?.kind === 'level' && size.levels.map(({ label }) => label)).toEqual([
    'small',
    'medium',
    'large',
  ]);
  expect(rooms).toMatchObject({ step: 1, range: { low: 1, high: 5 } });
  const { city } = Object.fromEntries(fields);
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(row.city, (counts.get(row.city) ?? 0) + 1);
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  expect(city?.kind === 'level' && city.levels[0]?.label).toBe(most?.[0]);
});

test('rows of a form are those of the file: their columns are the same, and so are their answers', async () => {
  const again = formTable(state.schema, typed);
  expect(typed.map((_, row) => formRow(state.schema, again, row))).toEqual(typed);
  for (const [i, column] of table.columns.entries()) {
    if (column.kind === 'text' || column.kind === 'list') continue;
    expect(again.columns[i]).toEqual(column);
  }
  const expected = await (await loadPredictor(folder.at('model.safetensors'))).predict(
    rows.slice(0, 20),
  );
  const answers = openLivingModel(state).answer(typed);
  for (const [row, { value }] of answers.entries())
    expect(value).toBeCloseTo(Number(expected[row]), 8);
});

test('a list of none that training knew is empty in a form too, and not missing', () => {
  const place = KIND_COLUMNS.indexOf('extras');
  const [row = []] = typed;
  const asked = formTable(state.schema, [row.with(place, ''), row.with(place, null)]);
  const column = asked.columns[place];
  if (column?.kind !== 'list') throw new Error('no list');
  expect([...column.codes]).toEqual([0, MISSING]);
  expect(listsOf(column)[0]).toEqual([]);
  expect([0, 1].map((own) => formRow(state.schema, asked, own)[place])).toEqual(['', null]);
});

test('a text or a list that stands for none is missing in a form, as it is in a file', () => {
  for (const name of ['about', 'extras'] as const) {
    const place = KIND_COLUMNS.indexOf(name);
    const [row = []] = typed;
    const told = [' N/A ', 'null', '?', 'na'].map((text) => row.with(place, text));
    const column = formTable(state.schema, told).columns[place];
    expect(column && 'codes' in column && [...column.codes]).toEqual([-1, -1, -1, -1]);
  }
});

test('rows of a form keep both numbers of a pair, and the side of a bound', async () => {
  const count = Array.from({ length: 80 }, (_, i) => i);
  const pairs = count.map((i) => ({
    pressure: `${100 + ((i * 7) % 60)}/${60 + ((i * 11) % 35)}`,
    level: i % 3 === 0 ? '<5' : `${5 + ((i * 13) % 40)}`,
    y: 3 * (60 + ((i * 11) % 35)) + (i % 3 === 0 ? 50 : 0),
  }));
  const options = { label: 'y', models: ['elastic-net'], trials: 1, folds: 2, workers: 1 };
  const predictor = await fit(pairs, options);
  const own = await loadState(await predictor.toBytes());
  expect(
    own.schema.columns.map(({ parser }) => parser?.kind === 'numeric' && parser.parts),
  ).toEqual([['first', 'second'], ['bound'], undefined]);
  const read = { read: (data: DataValues) => readValues(data) };
  const reader = tableReader<DataValues>(own, read, (bytes) => new ArrayBuffer(bytes));
  const asked = (await reader(pairs.slice(0, 9), {})).parse('ignored').table;
  const rowsOfForm = count.slice(0, 9).map((row) => formRow(own.schema, asked, row));
  expect(formTable(own.schema, rowsOfForm).columns).toEqual(asked.columns);
  const answers = openLivingModel(own).answer(rowsOfForm);
  const expected = await predictor.predict(pairs.slice(0, 9));
  expect(answers.map(({ value }) => value)).toEqual(expected);
  const [field] = formFields(own);
  const [first] = rowsOfForm[0] ?? [];
  expect(field && first !== undefined && variedValues(field, first)).toContain(first);
});

test('moments have a time of day in a form where any row has one, not the first and the last alone', async () => {
  const midnight = (i: number) => new Date(Date.UTC(2024, 0, 1 + 3 * i)).toISOString().slice(0, 10);
  const moments = Array.from({ length: 80 }, (_, i) => ({
    day: midnight((i * 7) % 80),
    seen: `${midnight(i)} ${i === 0 || i === 79 ? '00' : String(8 + (i % 9)).padStart(2, '0')}:30`,
    y: i % 9,
  })).map((row, i) => (i % 79 === 0 ? { ...row, seen: row.seen.replace('00:30', '00:00') } : row));
  const options = { label: 'y', models: ['elastic-net'], trials: 1, folds: 2, workers: 1 };
  const predictor = await fit(moments, { ...options, task: 'regression' });
  const fields = formFields(await loadState(await predictor.toBytes()));
  expect(fields.map((field) => field.kind === 'moment' && field.input)).toEqual([
    'date',
    'datetime-local',
  ]);
});

describe('rows that are drawn', () => {
  test('follow their columns, and are the same each time', () => {
    const drawn = drawnRows(state, 2000, 1);
    expect(drawnRows(state, 2000, 1)).toEqual(drawn);
    const place = (name: (typeof KIND_COLUMNS)[number]) => KIND_COLUMNS.indexOf(name);
    const missing = drawn.filter((row) => row[place('area')] === null).length / 2000;
    expect(missing).toBeCloseTo(rows.filter(({ area }) => area === '').length / 150, 1);
    const areas = drawn.flatMap((row) => row[place('area')] ?? []).map(Number);
    const known = rows.flatMap(({ area }) => (area === '' ? [] : [Number(area)]));
    const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
    expect(Math.abs(mean(areas) - mean(known))).toBeLessThan(4);
    expect(Math.min(...areas)).toBeGreaterThanOrEqual(Math.min(...known));
    expect(drawn.every((row) => Number.isInteger(row[place('rooms')]))).toBe(true);
    const pools =
      drawn.filter((row) => String(row[place('extras')]).includes('pool')).length / 2000;
    expect(pools).toBeCloseTo(rows.filter(({ extras }) => extras.includes('pool')).length / 150, 1);
    expect(drawn.every((row) => row[place('about')] === null)).toBe(true);
  });

  test('of a model that was saved without spreads all is unknown', () => {
    const { spreads: _, ...old } = state;
    expect(
      drawnRows(old, 2, 1)
        .flat()
        .every((value) => value === null),
    ).toBe(true);
    expect(formFields(old).every(({ kind, start }) => kind === 'level' || start === null)).toBe(
      true,
    );
  });
});

test('contributions and the mean answer of the background add up to the answer', async () => {
  const model = openLivingModel(state);
  const [row = []] = typed;
  const { base, answer, columns } = await model.explain(row, new AbortController().signal);
  const sum = columns.reduce((total, { share }) => total + share, base);
  expect(sum).toBeCloseTo(answer, 6);
  expect(answer).toBeCloseTo(model.answer([row])[0]?.value ?? Number.NaN, 8);
  const mean = model.answer(model.background).reduce((total, { value }) => total + value, 0) / 40;
  expect(base).toBeCloseTo(mean, 6);
});

test('an explanation ends where another row comes', async () => {
  const stop = new AbortController();
  stop.abort();
  await expect(openLivingModel(state).explain(typed[0] ?? [], stop.signal)).rejects.toThrow(
    Stopped,
  );
});

test('a curve asks over the seen range, and as far as the value that stands there', () => {
  const [area, , city] = formFields(state);
  if (area?.kind !== 'number' || !area.range || !city) throw new Error('no range');
  const values = variedValues(area, 500);
  expect(values).toEqual(values.toSorted((a, b) => Number(a) - Number(b)));
  expect([values[0], values.at(-1)]).toEqual([area.range.low, 500]);
  expect(variedValues(city, null)).toHaveLength(4);
});
