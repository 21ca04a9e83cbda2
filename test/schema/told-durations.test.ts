import { expect, test } from 'vitest';
import { cellReader } from '../../src/schema/cell-reader.js';
import { inferSchema, type SchemaOptions } from '../../src/schema/infer-schema.js';
import { parseTable } from '../../src/schema/parse-table.js';
import { readColumns } from '../../src/table/read-rows.js';

const allocate = (bytes: number) => new ArrayBuffer(bytes);
const ROWS = Array.from({ length: 40 }, (_, i) => i);
const MARATHONS = ROWS.map((i) => `${3 + (i % 2)}:${10 + i}:${59 - i}`);
const READ =
  'column "time" is read as durations in seconds, from hours, minutes and seconds: "3:10:59" is 11459';

function infer(time: readonly string[], options: Partial<SchemaOptions>) {
  const raw = readColumns({
    time,
    x: time.map((_, i) => `${i}`),
    y: time.map((_, i) => `${i % 7}.5`),
  });
  const schema = inferSchema(raw, { label: 'y', task: 'auto', types: {}, ignore: [], ...options });
  const [column] = schema.columns;
  const parser = column?.parser;
  const read = parser?.kind === 'numeric' ? cellReader(parser) : () => Number.NaN;
  return { schema, kind: column?.kind, doubt: column?.evidence.doubt, read };
}

test.each<[string, Partial<SchemaOptions>]>([
  ['a feature that is told to be numeric', { types: { time: 'numeric' } }],
  ['a label that is told to be', { label: 'time', types: { time: 'numeric' } }],
  ['a label of a regression', { label: 'time', task: 'regression' }],
  ['a label of quantiles', { label: 'time', task: 'quantile', quantiles: [0.1, 0.9] }],
])('durations within a day are numbers of %s, which is said', (_, options) => {
  const { kind, doubt, read } = infer(MARATHONS, options);
  expect({ kind, doubt }).toEqual({ kind: 'numeric', doubt: READ });
  // Other rows may be longer, or have no hours.
  expect(['3:10:59', '0:00:01', '26:00:00', '59:59'].map(read)).toEqual([11459, 1, 93600, 3599]);
});

test('labels of other rows are read as durations', () => {
  const { schema } = infer(MARATHONS, { label: 'time', task: 'regression' });
  const raw = readColumns({
    time: ['3:10:19', '', '30:00:00'],
    x: ['1', '2', '3'],
    y: ['1', '2', '3'],
  });
  const { table } = parseTable(raw, schema, { allocate, label: 'required' });
  expect([...(table.target ?? [])]).toEqual([11419, 108000]);
});

test('what is not told stays a time of day, and a label of classes', () => {
  expect(infer(MARATHONS, {}).kind).toBe('datetime');
  const finishes = ROWS.map((i) => `3:10:1${i % 4}`);
  expect(infer(finishes, { label: 'time' }).schema.task.kind).toBe('multiclass');
});

test('minutes and seconds are told to be that', () => {
  const { doubt, read } = infer(['20:15', '19:50', '24:15'], { types: { time: 'numeric' } });
  expect(read('20:15')).toBe(1215);
  expect(doubt).toContain('"20:15" is read as 20 minutes and seconds; if they are hours');
});

test('other cells of a told column count as missing, and those of a label are named', () => {
  const some = MARATHONS.map((cell, i) => (i % 5 === 2 ? 'DNF' : cell));
  const { kind, read } = infer(some, { types: { time: 'numeric' } });
  expect([kind, read('DNF'), read('3:10:59')]).toEqual(['numeric', Number.NaN, 11459]);
  expect(() => infer(some, { label: 'time', task: 'regression' })).toThrow('holds "DNF" in row 3');
});

test('beside plain numbers nobody knows what clocks are', () => {
  const mixed = MARATHONS.map((cell, i) => (i % 2 ? cell : `${i}`));
  expect(() => infer(mixed, { label: 'time', task: 'regression' })).toThrow('holds "4:11:58"');
  const few = MARATHONS.map((cell, i) => (i === 3 ? cell : `${i}.5`));
  expect(() => infer(few, { label: 'time' })).toThrow('holds "4:13:56" in row 4');
});

test.each([
  ['durations', MARATHONS, {}, 'Use `task: \'regression\'` if "3:10:59" is a duration'],
  ['dates', ROWS.map((i) => `2024-0${1 + (i % 9)}-1${i % 8}`), {}, 'It tells when ("2024-01-10")'],
  [
    'dates as numbers',
    ROWS.map((i) => `2024-01-${10 + (i % 20)}`),
    { task: 'regression' as const },
    'It tells when ("2024-01-10"), which is no number: turn it into one yourself, such as days',
  ],
  ['texts', ROWS.map((i) => `text ${i}`), {}, 'Group rare classes'],
])('the hint on a label of %s leads on', (_, cells, options, hint) => {
  expect(() => infer(cells, { label: 'time', ...options })).toThrow(
    expect.objectContaining({ hint: expect.stringContaining(hint) }),
  );
});
