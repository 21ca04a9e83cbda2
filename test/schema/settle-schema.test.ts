import { expect, test } from 'vitest';
import { filledCells } from '../../src/schema/filled-cells.js';
import { inferSchema } from '../../src/schema/infer-schema.js';
import { parseTable } from '../../src/schema/parse-table.js';
import { settleReading } from '../../src/schema/settle-reading.js';
import { settleSchema } from '../../src/schema/settle-schema.js';
import { readColumns } from '../../src/table/read-rows.js';

const days = (rows: number, cell: (day: string) => string) =>
  Array.from({ length: rows }, (_, i) => cell(`${i + 1}`.padStart(2, '0')));

function trainedOn(when: readonly string[], name = 'when') {
  const y = when.map((_, i) => `${(i * 7) % 31}.5`);
  const raw = readColumns({ [name]: when, y });
  return inferSchema(raw, { label: 'y', task: 'auto', types: {}, ignore: [] });
}

/** What the other rows' dates are read as, and the notes. */
function read(training: readonly string[], when: readonly string[], force = false, name = 'when') {
  const raw = readColumns({ [name]: when });
  const { schema, notes } = settleSchema(raw, trainedOn(training, name), { force });
  const allocate = (bytes: number) => new ArrayBuffer(bytes);
  const [column] = parseTable(raw, schema, { allocate, label: 'ignored' }).table.columns;
  const values = column?.kind === 'datetime' ? [...column.values] : [];
  const texts = values.map((time) =>
    Number.isNaN(time) ? '' : new Date(time).toISOString().slice(0, 10),
  );
  return { texts, notes };
}

test.each([
  [0, [5], false, { kind: 'other', place: 0 }],
  [0, [5, 5], false, { kind: 'undecided', place: 0 }],
  [0, [0, 4], false, { kind: 'undecided', place: 1 }],
  [0, [0], false, { kind: 'trained' }],
  [3, [3], false, { kind: 'trained' }],
  [3, [2, 4], false, { kind: 'undecided', place: 1 }],
  [3, [2, 5], false, { kind: 'undecided', place: 1 }],
  [3, [2, 5], true, { kind: 'other', place: 1 }],
  [5, [5], true, { kind: 'trained' }],
])(
  'of 5 rows training reads %i and others %j, strictly %s',
  (trained, others, isStrict, settled) => {
    expect(settleReading({ filled: 5, trained, others, isStrict })).toEqual(settled);
  },
);

const MONTH_FIRST = days(28, (day) => `01/${day}/2024`);

test('rows that are read as in training say nothing', () => {
  const { texts, notes } = read(MONTH_FIRST, ['03/04/2024', '12/31/2024', '']);
  expect(texts).toEqual(['2024-03-04', '2024-12-31', '']);
  expect(notes).toEqual([]);
});

test('days above 12 where months were read turn days and months, with a note', () => {
  const { texts, notes } = read(MONTH_FIRST, ['03/04/2024', '31/12/2024', '']);
  expect(texts).toEqual(['2024-04-03', '2024-12-31', '']);
  expect(notes).toEqual([
    'column "when" is read as dates, day first: as in training (dates, month first) only 1 of 2 cells could be',
  ]);
});

test('where training could not tell days from months, the note says to fit again', () => {
  const { notes } = read(
    days(12, (day) => `${day}/01/2024`),
    ['03/04/2024', '31/12/2024'],
  );
  expect(notes.join()).toContain('training could not tell and read them the other way: fit again');
});

test.each([
  ['year first', ['2024-03-04', '2024-12-31']],
  ['digits alone', ['20240304', '20241231']],
  ['days as Excel counts them', ['45355', '45657']],
  ['seconds since 1970', ['1709510400', '1735603200']],
])('a whole file in another form, %s, is read so', (words, cells) => {
  const { texts, notes } = read(MONTH_FIRST, cells);
  expect(texts).toEqual(['2024-03-04', '2024-12-31']);
  expect(notes.join()).toContain(words);
});

test.each<[string, readonly string[], readonly string[]]>([
  ['seconds', ['1709510400', '1735603200'], ['2024-03-04', '2024-12-31']],
  ['days as Excel counts them', ['45355', '45657'], ['2024-03-04', '2024-12-31']],
  ['milliseconds as in training', ['1709510400000', '5'], ['2024-03-04', '1970-01-01']],
  ['though no cell is of the size of dates', ['5', '17356032'], ['1970-01-01', '1970-01-01']],
])(
  'where training had milliseconds, a file of other counts is read so: %s',
  (words, cells, days) => {
    const training = MONTH_FIRST.map((_, i) => `${1.7e12 + 86_411_000 * i}`);
    const { texts, notes } = read(training, cells, false, 'created_at');
    expect(texts).toEqual(days);
    if (words.includes('as in training')) expect(notes).toEqual([]);
    else expect(notes.join()).toContain(words);
  },
);

test.each([
  ['seconds', (i: number) => `${1.7e9 + 86_411 * i}`, ['2023', '2024'], '1970-01-01T00:33:43Z'],
  ['seconds', (i: number) => `${1.7e9 + 86_411 * i}`, ['28042024'], '1970-11-21T13:27:04Z'],
  ['days', (i: number) => `${45_000 + i}`, ['2023', '2022'], '1905-07-15'],
])('%s since a day of which none is of the size of dates are told', (_, write, cells, moment) => {
  const training = MONTH_FIRST.map((_, i) => write(i));
  const { notes } = read(training, cells, false, 'created_at');
  expect(notes).toEqual([
    expect.stringMatching(`"${cells[0]}" is read as ${moment} .*, as in training, though no cell`),
  ]);
});

test('further orders of training stay, whichever way days and months stand', () => {
  const training = [...days(28, (day) => `2024-01-${day}`), '01/29/2024'];
  const { texts } = read(training, ['2024-03-04', '31/12/2024']);
  expect(texts).toEqual(['2024-03-04', '2024-12-31']);
});

test('where another order reads more but not all, or two read all, it is a mistake that names the options', () => {
  const mixed = ['13/01/2024', '14/01/2024', '01/15/2024'];
  expect(() => read(MONTH_FIRST, mixed)).toThrow(
    'the data: column "when": 1 of 3 cells can be read as in training (dates, month first), 2 as dates, day first.',
  );
  expect(() =>
    read(
      days(28, (day) => `2024-01-${day}`),
      ['01/02/2024'],
    ),
  ).toThrow('as in training');
  const { texts, notes } = read(MONTH_FIRST, mixed, true);
  expect(texts).toEqual(['', '', '2024-01-15']);
  expect(notes).toEqual([]);
});

test('cells that say that there is no date speak for no order', () => {
  const { texts, notes } = read(MONTH_FIRST, ['0000-00-00', 'NaT', '12/31/2024']);
  expect(texts).toEqual(['', '', '2024-12-31']);
  expect(notes).toEqual([]);
});

test('dates that are turned keep the hundred years of training, and years of four digits follow those of two', () => {
  const trained = days(28, (day) => `01/${day}/${25 + Number(day)}`);
  expect(read(trained, ['03/04/44', '31/12/44']).texts).toEqual(['1944-04-03', '1944-12-31']);
  const short = ['19-01-27', '98-12-31', '99-11-30', '20-10-15'];
  expect(read(short, ['2019-01-27', '2020-02-28']).texts).toEqual(['2019-01-27', '2020-02-28']);
});

const turnedForms: readonly [string, (a: string, b: string) => string][] = [
  ['slashes', (a, b) => `${a}/${b}/2024`],
  ['dots', (a, b) => `${a}.${b}.2024`],
  ['dashes', (a, b) => `${a}-${b}-2024`],
  ['years of two digits', (a, b) => `${a}/${b}/24`],
  ['no leading zeros', (a, b) => `${Number(a)}/${Number(b)}/2024`],
  ['times', (a, b) => `${a}/${b}/2024 10:30`],
  ['hours of half a day', (a, b) => `${a}/${b}/2024 3:05 PM`],
];

test.each(turnedForms)(
  'days first in training and months first now are turned where a cell shows it: %s',
  (_, write) => {
    const training = days(28, (day) => write(day, '01'));
    const dayFirst = (day: string, month: string) => write(day, month);
    const monthFirst = (day: string, month: string) => write(month, day);
    // All days above 12, or only one of them.
    for (const shown of [
      ['25', '31'],
      ['03', '31'],
    ] as const) {
      const { texts, notes } = read(
        training,
        shown.map((day) => monthFirst(day, '05')),
      );
      expect(texts).toEqual(shown.map((day) => `2024-05-${day}`));
      expect(notes).toEqual([expect.stringContaining('is read as dates, month first')]);
    }
    // Cells that fit both are read as in training, without a word.
    expect(read(training, [dayFirst('03', '04'), dayFirst('12', '11')])).toEqual({
      texts: ['2024-04-03', '2024-11-12'],
      notes: [],
    });
    // Where both read some, the one that reads more is no matter of guessing.
    const mixed = [monthFirst('25', '05'), dayFirst('25', '05'), dayFirst('03', '04')];
    expect(() => read(training, [...mixed, monthFirst('26', '05')])).toThrow('2 of 4 cells can be');
    expect(read(training, mixed).texts).toEqual(['', '2024-05-25', '2024-04-03']);
  },
);

test('a format that was told holds as long as some cell fits it', () => {
  const raw = readColumns({ when: days(12, (day) => `${day}/01/2024`), y: days(12, (day) => day) });
  const types = { when: 'datetime:dd/mm/yyyy' } as const;
  const schema = inferSchema(raw, { label: 'y', task: 'regression', types, ignore: [] });
  const settled = (when: readonly string[]) => settleSchema(readColumns({ when }), schema);
  expect(settled(['03/04/2024', '04/12/2024']).notes).toEqual([]);
  expect(settled(['05/25/2024', '04/12/2024']).notes.join()).toContain(
    'read as dates, month first',
  );
});

test.each([
  ['eight digits', (a: string, b: string) => `${a}${b}2021`],
  ['as numbers', (a: string, b: string) => `${Number(a)}${b}2021`],
])('digits alone are turned as well: %s', (_, write) => {
  const training = days(28, (day) => write(day, '02'));
  const { texts, notes } = read(
    training,
    days(28, (day) => write('03', day)),
  );
  expect(texts).toEqual(days(28, (day) => `2021-03-${day}`));
  expect(notes.join()).toContain('is read as mmddyyyy: as in training (ddmmyyyy) only 12 of 28');
});

test.each([
  // More different days than years.
  ['20-05-06', (i: number) => `2${i % 3}-0${1 + (i % 7)}-${10 + i}`, 'yy-mm-dd'],
  ['20/05/06', (i: number) => `2${i % 3}/0${1 + (i % 7)}/${10 + i}`, 'yy/mm/dd'],
  // No day is above 31.
  ['98-05-06', (i: number) => `9${i % 3}-05-0${1 + (i % 2)}`, 'yy-mm-dd'],
  ['06-05-20', (i: number) => `${10 + i}-0${1 + (i % 7)}-2${i % 3}`, 'dates, day first'],
  ['06.05.20', (i: number) => `1${3 + (i % 5)}.05.2${i % 3}`, 'dates, day first'],
  ['31-05-96', (i: number) => `3${i % 2}-05-9${i % 3}`, 'dates, day first'],
])(
  'short years where those of training are long are read where the column shows them: %s',
  (_, write, words) => {
    const iso = days(20, (day) => `2020-01-${day}`);
    const cells = Array.from({ length: 20 }, (_, i) => write(i));
    const { texts, notes } = read(iso, cells);
    const [a = '', month = '', b = ''] = cells[7]?.split(/[-/.]/) ?? [];
    const [year, day] = words.startsWith('yy') ? [a, b] : [b, a];
    expect(texts[7]).toBe(`${year.startsWith('9') ? 19 : 20}${year}-${month}-${day}`);
    expect(notes.join()).toContain(`is read as ${words}: as in training`);
  },
);

const two = (value: number) => `${value}`.padStart(2, '0');
/** Days of seven years, each with another mark or order. */
const dated = (rows: number, write: (day: string, month: string, year: string) => string) =>
  Array.from({ length: rows }, (_, i) =>
    write(two(1 + ((i * 11) % 28)), two(1 + ((i * 5) % 12)), `${2018 + (i % 7)}`),
  );

test.each<[string, (d: string, m: string, y: string) => string]>([
  ['long years last', (d, m, y) => `${d}/${m}/${y}`],
  ['long years behind dots', (d, m, y) => `${d}.${m}.${y}`],
  ['long years behind months', (d, m, y) => `${m}/${d}/${y}`],
  ['short years last', (d, m, y) => `${d}-${m}-${y.slice(2)}`],
])('years that show themselves first are read so where training had %s', (_, write) => {
  const training = dated(120, write);
  const mark = training[0]?.charAt(2) ?? '-';
  const { texts, notes } = read(
    training,
    dated(120, (d, m, y) => [y.slice(2), m, d].join(mark)),
  );
  expect(texts).toEqual(dated(120, (d, m, y) => `${y}-${m}-${d}`));
  expect(notes).toEqual([expect.stringContaining(`is read as ${['yy', 'mm', 'dd'].join(mark)}: `)]);
  // Few rows show nothing: those of training are read as before.
  const { texts: few } = read(training, training.slice(0, 3));
  expect(few).toEqual(dated(3, (d, m, y) => `${y}-${m}-${d}`));
});

test.each(['-', '/', '.'])(
  'years behind "%s" that show themselves last are read so where training had them first',
  (mark) => {
    const training = dated(120, (d, m, y) => [y.slice(2), m, d].join(mark));
    const now = dated(120, (d, m, y) => [d, m, y.slice(2)].join(mark));
    const { texts, notes } = read(training, now);
    expect(texts).toEqual(dated(120, (d, m, y) => `${y}-${m}-${d}`));
    expect(notes).toEqual([
      'column "when" is read as dates, day first: by their cells years stand last, though they could be read as in training (yy-mm-dd)'.replaceAll(
        'yy-mm-dd',
        ['yy', 'mm', 'dd'].join(mark),
      ),
    ]);
    expect(read(training, training.slice(0, 3))).toEqual({
      texts: dated(3, (d, m, y) => `${y}-${m}-${d}`),
      notes: [],
    });
    expect(read(training, training).notes).toEqual([]);
  },
);

test('short years that may stand first are told where those of training were long', () => {
  const training = dated(120, (d, m, y) => `${d}/${m}/${y}`);
  const { texts, notes } = read(training, ['24/04/28', '23/11/04']);
  expect(texts).toEqual(['2028-04-24', '2004-11-23']);
  expect(notes).toEqual([
    'column "when": "24/04/28" is read as 2028-04-24, as in training, where years had four digits: write four if the first part is the year',
  ]);
  // No day is 42, and between dots years come last.
  expect(read(training, ['24/04/42']).notes).toEqual([]);
  expect(read(training, ['24.04.28']).notes).toEqual([]);
  // Where not all can be read as in training, days and months are turned.
  const { texts: turned } = read(MONTH_FIRST, ['04/05/24', '25/04/24']);
  expect(turned).toEqual(['2024-05-04', '2024-04-25']);
});

test('short years that may be first or last are for somebody to tell', () => {
  const iso = days(20, (day) => `2020-01-${day}`);
  const open = Array.from({ length: 20 }, (_, i) => `2${i % 5}-05-1${i % 7}`);
  expect(() => read(iso, open)).toThrow(
    '0 of 20 cells can be read as in training (dates, year first), 20 as yy-mm-dd or as dates, day first.',
  );
  const named = days(20, (day) => `${day} Mar 2024`);
  expect(() => read(named, open)).toThrow(
    '0 of 20 cells can be read as in training (dates with named months), 20 as yy-mm-dd or as dates, day first.',
  );
  // More years than days, though days are written first: the ends of months, or their first days.
  const ends = Array.from(
    { length: 20 },
    (_, i) => [`31/01/${10 + i}`, `28/02/${10 + i}`, `30/04/${10 + i}`].at(i % 3) ?? '',
  );
  expect(() => read(iso, ends)).toThrow('20 as yy/mm/dd or as dates, day first.');
  const firsts = Array.from({ length: 20 }, (_, i) => `01-0${1 + (i % 9)}-${10 + i}`);
  expect(() => read(iso, firsts)).toThrow('0 of 20 cells can be read as in training');
  expect(() => read(iso, ['23-11-04'])).toThrow('1 as yy-mm-dd or as dates, day first.');
});

test('all orders that read as many cells are named', () => {
  const iso = days(20, (day) => `2020-01-${day}`);
  expect(() => read(iso, ['05-03-2020', '06-07-2020'])).toThrow(
    '2 as dates, month first or as dates, day first.',
  );
});

test('the first day of 2000 is a date, whose day or month is none is not', () => {
  const training = days(20, (day) => `01/${day}/99`);
  const { schema } = settleSchema(readColumns({ when: ['01/01/00'] }), trainedOn(training));
  const [column] = schema.columns;
  if (!column) throw new Error('no column');
  const cells = [
    '01/01/00',
    '1/1/00',
    '00/00/00',
    '01/00/00',
    '00/01/00',
    '01/01/0000',
    '2000-01-00',
  ];
  const [raw] = readColumns({ when: cells }).columns;
  if (!raw) throw new Error('no cells');
  const filled = filledCells(column, raw);
  expect(filled.map(([cell]) => cell)).toEqual(['01/01/00', '1/1/00']);
});
