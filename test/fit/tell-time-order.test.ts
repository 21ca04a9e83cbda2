import { expect, test } from 'vitest';
import { timeOrder } from '../../src/fit/tell-time-order.js';
import type { FitOptions, Row } from '../../src/index.js';
import { inferSchema } from '../../src/schema/infer-schema.js';
import { parseTable } from '../../src/schema/parse-table.js';
import { readColumns } from '../../src/table/read-rows.js';
import { toldByFit } from '../fixtures/told-by-fit.js';

const ROWS = 40;
const day = (i: number) => new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10);

function orderOf(when: (i: number) => string, rows = ROWS): string | undefined {
  const places = Array.from({ length: rows }, (_, i) => i);
  const raw = readColumns({ when: places.map(when), y: places.map((i) => (i * 7) % 13) });
  const schema = inferSchema(raw, { label: 'y', task: 'regression', types: {}, ignore: [] });
  const allocate = (bytes: number) => new ArrayBuffer(bytes);
  return timeOrder(parseTable(raw, schema, { allocate, label: 'required' }).table, schema);
}

test('rows from the earliest day on, or from the latest, are in order of time', () => {
  expect(orderOf(day)).toBe('when');
  expect(orderOf((i) => day(ROWS - i))).toBe('when');
  // Several rows of a day, and one without.
  expect(orderOf((i) => day(Math.floor(i / 2)))).toBe('when');
  expect(orderOf((i) => (i === 7 ? '' : day(i)))).toBe('when');
});

test('rows in no order, of few days or without most of them are not, nor times of day', () => {
  expect(orderOf((i) => day(i === 20 ? 2 : i))).toBeUndefined();
  expect(orderOf((i) => day(Math.floor(i / 3)))).toBeUndefined();
  expect(orderOf((i) => (i % 4 === 0 ? '' : day(i)))).toBeUndefined();
  expect(orderOf((i) => `${10 + Math.floor(i / 6)}:${10 + (i % 6) * 8}`)).toBeUndefined();
});

test('fit says how later rows are judged, unless that is told', async () => {
  const rows: Row[] = Array.from({ length: 60 }, (_, i) => ({ when: day(i), x: i % 7, y: i % 5 }));
  const notesOf = async (options: FitOptions) => {
    const notes = await toldByFit('note', rows, { label: 'y', task: 'regression', ...options });
    return notes.filter((note) => note.includes('in the order of'));
  };
  expect(await notesOf({})).toEqual([
    'rows are in the order of "when", and scores are of rows among earlier and later ones: if the model is to predict later ones, `timeColumn: "when"` tells how well it does that',
  ]);
  expect(await notesOf({ timeColumn: 'when' })).toEqual([]);
  expect(await notesOf({ validation: rows })).toEqual([]);
});
