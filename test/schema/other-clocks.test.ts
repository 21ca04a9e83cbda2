import { expect, test } from 'vitest';
import { inferSchema } from '../../src/schema/infer-schema.js';
import { parseTable } from '../../src/schema/parse-table.js';
import { settleSchema } from '../../src/schema/settle-schema.js';
import { joinTables } from '../../src/table/join-tables.js';
import type { RawTable } from '../../src/table/raw-table.js';
import { readColumns } from '../../src/table/read-rows.js';

type Write = (day: string, hour: string, i: number) => unknown;

const rows = (write: Write) =>
  Array.from({ length: 48 }, (_, i) => {
    const day = `2024-0${1 + (i % 7)}-${10 + (i % 18)}`;
    return write(day, `${10 + ((i * 5) % 13)}`, i);
  });

/** As a file has them, but for a form whose dates are typed. */
function tableOf(write: Write, form: Partial<RawTable> = {}): RawTable {
  const y = rows((_day, _hour, i) => `${(i * 7) % 31}.5`);
  return { ...readColumns({ when: rows(write), y }), isInMemory: false, ...form };
}

const infer = (raw: RawTable) =>
  inferSchema(raw, { label: 'y', task: 'auto', types: {}, ignore: [] });

/** Notes on new rows, and the moment of the first. */
function settle(trained: RawTable, now: RawTable) {
  const { schema, notes } = settleSchema(now, infer(trained));
  const allocate = (bytes: number) => new ArrayBuffer(bytes);
  const [column] = parseTable(now, schema, { allocate, label: 'ignored' }).table.columns;
  const [first = Number.NaN] = column?.kind === 'datetime' ? column.values : [];
  return { notes, first: new Date(first).toISOString() };
}

const NAIVE: Write = (day, hour) => `${day}T${hour}:30:00`;
const OFFSET: Write = (day, hour, i) => `${day}T${hour}:30:00+0${1 + (i % 2)}:00`;
const ZULU: Write = (day, hour) => `${day}T${hour}:30:00.000Z`;
const DAY: Write = (day) => day;
const MIDNIGHT: Write = (day) => `${day} 00:00:00`;
const BERLIN_MIDNIGHT: Write = (day) => `${day}T00:00:00+01:00`;
const SOME_TIMES: Write = (day, hour, i) => (i % 3 === 0 ? day : `${day}T${hour}:00`);
const NAMED: Write = (day, hour) => `${day} ${hour}:30 CET`;
const DIGITS: Write = (day, hour) => `${day.replaceAll('-', '')}${hour}3000`;
const DAY_DIGITS: Write = (day) => day.replaceAll('-', '');
const GERMAN: Write = (day, hour) => `${day.split('-').reverse().join('.')} ${hour}:30`;

const GAINED = 'have a time zone, which those of training lack, and are read in UTC';

test.each<readonly [string, Write, Write, string, string]>([
  [
    'lost offsets',
    OFFSET,
    NAIVE,
    'lack the time zone of training, and are read as UTC ("2024-01-10T10:30:00" as 2024-01-10T10:30:00Z)',
    '2024-01-10T10:30:00.000Z',
  ],
  [
    'lost names of zones',
    NAMED,
    NAIVE,
    'lack the time zone of training, and are read as UTC ("2024-01-10T10:30:00" as 2024-01-10T10:30:00Z)',
    '2024-01-10T10:30:00.000Z',
  ],
  [
    'offsets',
    NAIVE,
    OFFSET,
    `${GAINED} ("2024-01-10T10:30:00+01:00" as 2024-01-10T09:30:00Z)`,
    '2024-01-10T09:30:00.000Z',
  ],
  [
    'moments of programs',
    NAIVE,
    ZULU,
    `${GAINED} ("2024-01-10T10:30:00.000Z" as 2024-01-10T10:30:00Z)`,
    '2024-01-10T10:30:00.000Z',
  ],
  [
    'midnights with offsets, where days were read',
    DAY,
    BERLIN_MIDNIGHT,
    `${GAINED} ("2024-01-10T00:00:00+01:00" as 2024-01-09T23:00:00Z)`,
    '2024-01-09T23:00:00.000Z',
  ],
  [
    'lost times of day',
    NAIVE,
    DAY,
    'lack the time of day of training, and are read as midnight ("2024-01-10")',
    '2024-01-10T00:00:00.000Z',
  ],
  [
    'lost times of day in digits alone',
    DIGITS,
    DAY_DIGITS,
    'lack the time of day of training, and are read as midnight ("20240110")',
    '2024-01-10T00:00:00.000Z',
  ],
])('%s are told', (_what, trained, now, note, moment) => {
  const { notes, first } = settle(tableOf(trained), tableOf(now));
  expect(notes).toEqual([`column "when": cells ${note}`]);
  expect(first).toBe(moment);
});

test.each<readonly [string, Write, Write]>([
  ['times as in training', NAIVE, NAIVE],
  ['offsets as in training', OFFSET, OFFSET],
  ['other zones', OFFSET, ZULU],
  ['days, where some had no time', SOME_TIMES, DAY],
  ['times, where some had none', SOME_TIMES, NAIVE],
  ['days, where all times were midnight', MIDNIGHT, DAY],
  ['midnights, where days were read', DAY, MIDNIGHT],
  ['times without zone, where days were read', DAY, NAIVE],
  ['dates with dots', GERMAN, GERMAN],
  ['times in digits alone', DIGITS, DIGITS],
  ['days in digits alone', DAY_DIGITS, DAY_DIGITS],
])('%s say nothing', (_what, trained, now) => {
  expect(settle(tableOf(trained), tableOf(now)).notes).toEqual([]);
});

test('dates of workbooks and the like say nothing of zones, nor do those of programs in training', () => {
  const typed = { hasMoments: true };
  const cells: Write = (day, hour, i) => (i % 9 === 0 ? day : `${day}T${hour}:30:00Z`);
  expect(settle(tableOf(cells, typed), tableOf(NAIVE)).notes).toEqual([]);
  expect(settle(tableOf(NAIVE), tableOf(cells, typed)).notes).toEqual([]);
  const dates: Write = (day, hour) => new Date(`${day}T${hour}:30:00Z`);
  expect(settle(tableOf(dates, { isInMemory: true }), tableOf(NAIVE)).notes).toEqual([]);
});

test('a model that knows nothing of its clocks says nothing', () => {
  const schema = infer(tableOf(OFFSET));
  const columns = schema.columns.map(({ clock: _, ...column }) => column);
  expect(settleSchema(tableOf(NAIVE), { ...schema, columns }).notes).toEqual([]);
});

test('times with zones beside others without are doubted', () => {
  const mixed: Write = (day, hour, i) => (i % 4 === 0 ? OFFSET : NAIVE)(day, hour, i);
  const doubtOf = (write: Write) => infer(tableOf(write)).columns[0]?.evidence.doubt;
  expect(doubtOf(mixed)).toBe(
    'column "when": 12 times have a time zone, as "2024-01-10T10:30:00+01:00", and 36 have none, as "2024-02-11T15:30:00": these are read as UTC; if they are not, write them all with a zone or all without',
  );
  for (const write of [OFFSET, NAIVE, DAY, SOME_TIMES, ZULU])
    expect(doubtOf(write)).toBeUndefined();
  expect(settle(tableOf(mixed), tableOf(NAIVE)).notes).toEqual([]);
});

test('dates of workbooks are not doubted beside texts of dates: neither has a zone', () => {
  const mixed: Write = (day, hour, i) => `${day}T${hour}:30:00${i % 4 === 0 ? '' : 'Z'}`;
  const doubtOf = (form?: Partial<RawTable>) =>
    infer(tableOf(mixed, form)).columns[0]?.evidence.doubt;
  expect(doubtOf()).toContain('36 times have a time zone');
  expect(doubtOf({ hasMoments: true })).toBeUndefined();
});

test('dates of workbooks are not doubted beside those of other files of one table', () => {
  const [naive, typed] = [tableOf(NAIVE), tableOf(ZULU, { hasMoments: true })];
  for (const tables of [
    [naive, typed],
    [typed, naive],
  ]) {
    expect(infer(joinTables(tables, 'all')).columns[0]?.evidence.doubt).toBeUndefined();
  }
});

test('workbooks have no zones, and days where all dates of a file are', () => {
  const notesOf = (trained: Write, now: Write, form: Partial<RawTable>) =>
    settle(tableOf(trained), tableOf(now, { hasMoments: true, ...form })).notes;
  expect(notesOf(OFFSET, ZULU, { lacksZones: true })).toEqual([
    'column "when": cells lack the time zone of training, and are read as UTC ("2024-01-10T10:30:00.000" as 2024-01-10T10:30:00Z)',
  ]);
  expect(notesOf(OFFSET, ZULU, {})).toEqual([]);
  const days = [
    'column "when": cells lack the time of day of training, and are read as midnight ("2024-01-10")',
  ];
  const midnights: Write = (day) => `${day}T00:00:00.000Z`;
  expect(notesOf(NAIVE, DAY, { lacksZones: true })).toEqual(days);
  expect(notesOf(NAIVE, midnights, {})).toEqual(days);
  expect(notesOf(DAY, midnights, {})).toEqual([]);
  const one = tableOf((day) => day, { hasMoments: true });
  const first = { ...one, rows: 1, columns: readColumns({ when: ['2024-01-10'] }).columns };
  expect(settle(tableOf(NAIVE), first).notes).toEqual([]);
});
