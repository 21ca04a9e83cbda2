import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { columnsWithComma } from '../../src/schema/columns-with-comma.js';
import { inferSchema } from '../../src/schema/infer-schema.js';
import { judgeDrift } from '../../src/schema/judge-drift.js';
import { parseTable } from '../../src/schema/parse-table.js';
import type { Schema } from '../../src/schema/schema.js';
import { settleSchema } from '../../src/schema/settle-schema.js';
import { listsOf } from '../../src/table/list-column.js';
import type { RawTable } from '../../src/table/raw-table.js';
import { type ColumnValues, readColumns } from '../../src/table/read-rows.js';
import { readTable } from '../../src/table/read-table.js';
import { readValues } from '../../src/table/read-values.js';
import type { Column, Table } from '../../src/table/table.js';
import { textsOf } from '../../src/table/text-column.js';
import { fromPython, type PythonColumn, readInPython } from '../fixtures/read-in-python.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const allocate = (bytes: number) => new ArrayBuffer(bytes);
const BUNDLED = ['concrete', 'credit', 'house-prices', 'penguins', 'sacramento'];

/** What a program reads of data, as a predictor does. */
function readHere(raw: RawTable, trained: Schema): Table {
  const { schema } = settleSchema({ ...raw, isInMemory: true }, trained);
  judgeDrift({ ...raw, isInMemory: true }, schema);
  return parseTable(raw, schema, { allocate, label: 'ignored' }).table;
}

/** A column row by row, in one form for both sides. */
function rowsOf(column: Column): unknown {
  switch (column.kind) {
    case 'numeric': {
      const parts = column.parts?.map(({ name, values }) => [name, [...values]]);
      return { values: [...column.values], parts };
    }
    case 'datetime':
      return { values: [...column.values], parts: undefined };
    case 'coded': {
      const { codes, levels, isOrdered = false } = column;
      return { codes: [...codes], levels, isOrdered };
    }
    case 'text': {
      const texts = textsOf(column);
      return [...column.codes].map((code) => texts[code] ?? null);
    }
    case 'list': {
      const lists = listsOf(column);
      return { lists: [...column.codes].map((code) => lists[code] ?? null), items: column.items };
    }
  }
}

function rowsThere(own: PythonColumn | undefined): unknown {
  if (own?.texts) return own.texts;
  if (own?.lists) return { lists: own.lists, items: own.items };
  if (own?.codes) return { codes: own.codes, levels: own.levels, isOrdered: own.isOrdered };
  const parts = own?.parts?.map(([name, values]) => [name, values.map(fromPython)]);
  return { values: own?.values?.map(fromPython), parts };
}

function schemaOf(training: ColumnValues): Schema {
  const rows = Object.values(training)[0]?.length ?? 0;
  const y = Array.from({ length: rows }, (_, row) => (row % 2 === 0 ? 'a' : 'b'));
  const raw = readColumns({ ...training, y });
  return inferSchema(raw, { label: 'y', task: 'auto', types: {}, ignore: [] });
}

const times = <T>(rows: number, of: (row: number) => T) =>
  Array.from({ length: rows }, (_, i) => of(i));
const day = (row: number) => `${`${1 + (row % 28)}`.padStart(2, '0')}/0${1 + (row % 9)}/2023`;
const turnedDay = (row: number) => `0${1 + (row % 9)}/${`${1 + (row % 28)}`.padStart(2, '0')}/2023`;

const TRAINING = {
  price: times(80, (row) => `$${(1000 + row * 37).toLocaleString('en-US')}.50`),
  share: times(80, (row) => `${row % 17},${row % 10}5`),
  weight: times(80, (row) => (row % 2 ? `${row + 1} kg` : `${row + 1}.5 kg`)),
  size: times(80, (row) => `${row % 9}x${(row * 7) % 31}`),
  color: times(80, (row) => ['Red', 'blue', 'grün'][row % 3]),
  member: times(80, (row) => (row % 3 ? 'yes' : 'no')),
  sold: times(80, day),
  at: times(80, (row) => `${row % 24}:${10 + (row % 50)}`),
  tags: times(80, (row) => `${['a;b', 'b;c;d', 'a', 'd;a'][row % 4]}`),
  note: times(80, (row) => `the ${row}th note of many words, number ${row * 3} is good and well`),
  band: times(80, (row) => `${10 * (row % 6)}-${10 * (row % 6) + 9}`),
  grade: times(80, (row) => ['low', 'medium', 'high'][row % 3]),
  count: times(80, (row) => `${row * 13}`),
};

test('Python reads the tables that come with the package as they are read here', async () => {
  const paths = BUNDLED.map((name) => `datasets/${name}.csv`);
  const raws = await Promise.all(paths.map((path) => readTable(path)));
  const schemas = raws.map((raw) => {
    const label = raw.columns.at(-1)?.name ?? '';
    return inferSchema(raw, { label, task: 'auto', types: {}, ignore: [] });
  });
  const tables = schemas.map((schema, i) => ({ schema, rows: paths[i] }));
  const answers = readInPython({ tables }).tables;
  for (const [i, raw] of raws.entries()) {
    const schema = schemas[i] as Schema;
    for (const column of parseTable(raw, schema, { allocate, label: 'ignored' }).table.columns) {
      const there = rowsThere(answers[i]?.columns?.[column.name]);
      expect(there, `${paths[i]}: ${column.name}`).toEqual(rowsOf(column));
    }
  }
});

test('values of programs are what they are here: numbers, booleans, times, objects, lists and nothing', async () => {
  const schema = schemaOf({ ...TRAINING, 'in.depth': times(80, (row) => `${row / 4}`) });
  const plain = {
    price: 1234.5,
    share: 1.25,
    weight: 7,
    size: '3x4',
    color: 'RED',
    member: true,
    at: '7:05',
    tags: 'd;zz;a',
    note: 'a good note',
    band: '20-29',
    grade: 'medium',
    count: 3e21,
    in: { depth: 1e-7 },
  };
  const rows = [
    { ...plain, sold: { date: '2023-04-05T06:07:08.009+00:00' } },
    {
      ...plain,
      price: null,
      share: '1,5',
      color: 12,
      count: 'n/a',
      sold: null,
      in: { depth: '2' },
    },
    { ...plain, price: '$12', share: 3, weight: '2.5 kg', member: false, sold: day(3), tags: '' },
    { ...plain, note: ['a', 1.5, null], color: 'GRÜN', grade: 'other', band: '7', sold: day(4) },
  ];
  const [answer] = readInPython({ tables: [{ schema, rows }] }).tables;
  const own = rows.map((row) => {
    const { sold } = row;
    return { ...row, sold: typeof sold === 'object' && sold ? new Date(sold.date) : sold };
  });
  // A time among dates with the day first is one for Python; here it is left to the rows together.
  const { sold, ...others } = answer?.columns ?? {};
  expect(sold?.values).toEqual([
    Date.parse('2023-04-05T06:07:08.009Z'),
    'nan',
    ...[3, 4].map((row) => Date.parse(`2023-0${1 + row}-0${1 + row}T00:00Z`)),
  ]);
  for (const column of readHere(await readValues(own), schema).columns) {
    if (column.name === 'sold') continue;
    expect(rowsThere(others[column.name]), column.name).toEqual(rowsOf(column));
  }
});

test('numbers of other kinds are numbers in columns with a decimal comma, and what is masked is missing', () => {
  const { share, count } = TRAINING;
  const schema = schemaOf({ share, count });
  const data: readonly unknown[] = [
    [
      { share: { decimal: '1.234' }, count: { fraction: '5/4' } },
      { share: { decimal: 'NaN' }, count: { decimal: 'sNaN' } },
    ],
    { share: { masked: [1.5, null] }, count: [1, 2] },
    [{ share: 1.5, count: { seconds: 60 } }],
    [{ share: 1.5, ' share': 2.5, count: 1 }],
    5,
  ];
  const tables = data.map((rows) => ({ schema, rows }));
  const [numbers, masked, duration, twice, lone] = readInPython({ tables }).tables;
  expect(numbers?.columns?.share?.values).toEqual([1.234, 'nan']);
  expect(numbers?.columns?.count?.values).toEqual([1.25, 'nan']);
  expect(masked?.columns?.share?.values).toEqual([1.5, 'nan']);
  expect(duration?.columns?.count?.values).toEqual(['nan']);
  expect(duration?.notes?.join()).toContain("1 of 1 cells of 'count' cannot be read");
  expect(twice?.error).toBe('Two columns are called "share".');
  expect(lone?.error).toContain('Give a list of rows');
});

test('numbers among ranges with a decimal comma are the numbers that they are, and negative ones bounds, as here', () => {
  const euros = (value: number) => value.toLocaleString('de-DE');
  const band = times(80, (row) => {
    const low = 400 + 91 * row;
    return row % 9 === 0 ? `${euros(low)}-` : `${euros(low)}-${euros(low + 90)},5 \u20ac`;
  });
  const schema = schemaOf({ band });
  expect(schema.columns[0]?.parser).toMatchObject({ decimal: ',', form: 'open-range' });
  const data = [
    { band: [8.422, -5.4, 966] },
    { band: ['966-1.016 \u20ac', 8.422] },
    { band: times(30, (row) => row + 0.125) },
  ];
  const commaColumns = columnsWithComma(schema);
  const numpy = { band: { masked: [8.422, null] } };
  const answers = readInPython({
    tables: [...data, numpy].map((rows) => ({ schema, rows })),
  }).tables;
  expect(answers[3]?.columns?.band?.values).toEqual([8.422, 'nan']);
  for (const [i, rows] of data.entries()) {
    const here = readHere(readColumns(rows, undefined, { commaColumns }), schema).columns[0];
    expect(rowsThere(answers[i]?.columns?.band)).toEqual(here && rowsOf(here));
  }
  const [numbers, , many] = answers;
  expect(numbers?.columns?.band?.values).toEqual([8.422, 5.4, 966]);
  expect(many?.columns?.band?.values?.slice(0, 2)).toEqual([0.125, 1.125]);
});

const SIGNED = {
  ...TRAINING,
  rate: times(80, (row) => (row % 2 ? `${row}.5%` : `${row / 100}`)),
  worth: times(80, (row) => `${row}.5${row % 2 ? 'k' : 'M'}`),
  balance: times(80, (row) => `${row}.5${row % 2 ? ' CR' : ''}`),
  refund: times(80, (row) => `${row}.5${row % 2 ? '-' : ''}`),
  salary: times(80, (row) => `${row}k`),
  toll: times(80, (row) => `${9 * row},5 €`),
  reach: times(80, (row) => `${5 * row}.${row % 10}`),
  power: times(80, (row) => `${row}.5${row % 2 ? ' W' : ' mW'}`),
  made: times(80, (row) => `20${20 + (row % 4)}-0${1 + (row % 9)}-${10 + (row % 19)}`),
  due: times(80, (row) => `2${row % 4}.0${1 + (row % 9)}.${10 + (row % 19)}`),
  age: times(80, (row) => ['-18', '18-25', '26-64', '65-'][row % 4]),
  created_at: times(80, (row) => `${1.7e12 + row * 86_411_000}`),
};

const CHANGED: Readonly<Record<string, ColumnValues>> = {
  'levels in other cases of letters': { color: ['RED', 'Blue', 'x', 'GRÜN', ''] },
  'another pair of words for yes and no': { member: times(30, (row) => `${row % 4 > 0}`) },
  'months before days': { sold: times(30, turnedDay) },
  'dates with the year first': { sold: times(30, (row) => `2023-0${1 + (row % 9)}-11`) },
  'short years first': {
    made: times(30, (row) => `2${row % 4}-0${1 + (row % 9)}-${10 + (row % 19)}`),
  },
  'short years last': {
    made: times(30, (row) => `${10 + (row % 19)}-0${1 + (row % 9)}-2${row % 2}`),
  },
  'short years first where long ones were last': {
    sold: times(60, (row) => `2${row % 4}/0${1 + (row % 9)}/${10 + (row % 19)}`),
  },
  'short years last where they were first': {
    due: times(60, (row) => `${10 + (row % 19)}.0${1 + (row % 9)}.2${row % 4}`),
  },
  'few short years that may be first': {
    sold: ['24/04/28', '23/11/04'],
    due: ['11.04.23', '23.11.04'],
  },
  'a dot behind a unit': { power: ['500 mW.', '2 W.', '7 mW'] },
  'another separator of lists': { tags: times(30, () => 'a|b') },
  'points before fractions': { share: times(30, (row) => `${row}.${100 + row}`) },
  'thousands of fractions': {
    share: ['1.100', '1.250'],
    toll: ['1.100 €', '1.250 €'],
    reach: ['1,100', '9'],
  },
  'thousandths of fractions': { reach: ['100,234', '99,125'] },
  thousands: { count: times(30, (row) => `${row + 1},${100 + row}`) },
  'commas before fractions, and signs as training meant them': {
    rate: ['12,5%', '3,5%'],
    worth: ['1,2k', '3,5k'],
    salary: ['1,2k', '3,5M'],
    refund: ['5,5-', '6,5-'],
    balance: ['70,5 CR', '1,5 CR'],
  },
  'seconds where training had milliseconds': { created_at: ['1700086400', '1700000000'] },
  'open ranges that look like numbers': { age: ['-18', '30'] },
  'open ranges that are numbers': { age: [-18, 30] },
  'counts that are of no size of dates': { created_at: ['2023', '28042024'] },
  'noughts among counts': { created_at: ['0', '00000000', '1700086400000', '5'] },
  'noughts that are numbers among counts': { created_at: [0, 1_700_086_400_000] },
  'numbers where training had money': { price: times(30, (row) => `${row}.25`) },
};

test('columns that are all written in another form are read as they are here', async () => {
  const schema = schemaOf(SIGNED);
  const tables = Object.values(CHANGED).map((changed) => {
    const rows = Object.values(changed)[0]?.length ?? 0;
    const others = Object.entries(SIGNED).map(([name, own]) => [name, own.slice(0, rows)]);
    return { schema, rows: { ...Object.fromEntries(others), ...changed } };
  });
  const answers = readInPython({ tables }).tables;
  for (const [i, name] of Object.keys(CHANGED).entries()) {
    expect(answers[i]?.error, name).toBeUndefined();
    for (const column of readHere(readColumns(tables[i]?.rows ?? {}), schema).columns) {
      const there = rowsThere(answers[i]?.columns?.[column.name]);
      expect(there, `${name}: ${column.name}`).toEqual(rowsOf(column));
    }
  }
});

test('numbers that may be thousands or thousandths are refused as here', () => {
  const schema = schemaOf({ reach: times(80, (row) => `${row / 4}`) });
  const reach = times(30, () => '1,234');
  const [answer] = readInPython({ tables: [{ schema, rows: { reach } }] }).tables;
  expect(answer?.error).toContain("column 'reach' is written otherwise");
  expect(() => settleSchema(readColumns({ reach }), schema)).toThrow('30 as');
});

test('what training refused says nothing of how the others are written, as here', () => {
  const price = times(90, (row) => (row % 3 === 2 ? `${row + 5}%` : `$${row + 5}`));
  const weight = times(90, (row) => (row % 3 === 2 ? `R ${row + 5}` : `${row + 5} kg`));
  const schema = schemaOf({ price, weight });
  const later = {
    price: times(30, (row) => ['5%', '$1,200.50', `$${row}`][row % 3] ?? ''),
    weight: times(30, (row) => (row % 3 === 2 ? `R ${row}` : `${row + 1},500.5 kg`)),
  };
  const here = readHere(readColumns(later), schema).columns.map(rowsOf);
  const [there] = readInPython({ tables: [{ schema, rows: later }] }).tables;
  expect(there?.error).toBeUndefined();
  expect([rowsThere(there?.columns?.price), rowsThere(there?.columns?.weight)]).toEqual(
    here.slice(0, 2),
  );
  expect(rowsThere(there?.columns?.price)).toMatchObject({
    values: expect.arrayContaining([1200.5]),
  });
});

test('short years that may be first or last are refused as here', () => {
  const schema = schemaOf({ made: SIGNED.made });
  const ends = ['31/01/', '28/02/', '30/04/'];
  const made = times(30, (row) => `${ends[row % 3]}${10 + (row % 19)}`);
  const [answer] = readInPython({ tables: [{ schema, rows: { made } }] }).tables;
  expect(answer?.error).toContain("column 'made' is written otherwise");
  expect(() => settleSchema(readColumns({ made }), schema)).toThrow('30 as yy/mm/dd or as dates');
});

test('short years that may be first are told where those of training were long, as here', () => {
  const schema = schemaOf({ sold: TRAINING.sold });
  const sold = ['24/04/28', '23/11/04'];
  const [answer] = readInPython({ tables: [{ schema, rows: { sold } }] }).tables;
  expect(answer?.notes?.join()).toContain("'24/04/28' with its year last");
  expect(settleSchema(readColumns({ sold }), schema).notes.join()).toContain('write four if');
});

test('numbers that are told to be missing are so as money and with groups', () => {
  const raw = readColumns({
    x: times(80, (row) => `$${row}.50`),
    y: times(80, (row) => `${row}.5`),
  });
  const options = { label: 'y', task: 'auto', types: {}, ignore: [] } as const;
  const schema = inferSchema(raw, { ...options, missing: ['x=9,999.00 €', 'x=12'] });
  const rows = { x: ['$9,999.00', '9.999,00', '$12', '12.00 USD', '$12.50', '$9,999'] };
  const [answer] = readInPython({ tables: [{ schema, rows }] }).tables;
  const [column] = readHere(readColumns(rows), schema).columns;
  expect(rowsThere(answer?.columns?.x)).toEqual(column && rowsOf(column));
  expect(answer?.columns?.x?.values?.slice(0, 5)).toEqual(['nan', 'nan', 'nan', 'nan', 12.5]);
});

test('codes are not missing as the numbers that they look like, and durations below none are read', () => {
  const code = times(80, (row) => `0${row % 40 < 20 ? 80 + (row % 20) : 10 + (row % 20)}`);
  const durations = ['1 day, 0:03:04', '-1 day, 23:59:59', '0:04:05'];
  const took = times(80, (row) => durations[row % 3] ?? '');
  const raw = readColumns({ code, took, y: times(80, (row) => `${row}.5`) });
  const options = { label: 'y', task: 'auto', types: {}, ignore: [] } as const;
  const schema = inferSchema(raw, { ...options, missing: ['99'] });
  const rows = {
    code: ['099', '99', '080'],
    took: ['-1 day, 23:59:59', '0:00:05', '1 day, 0:00:01'],
  };
  const [answer] = readInPython({ tables: [{ schema, rows }] }).tables;
  const columns = readHere(readColumns(rows), schema).columns.map(rowsOf);
  expect([answer?.columns?.code, answer?.columns?.took].map(rowsThere)).toEqual(columns);
  expect(answer?.columns?.took?.values).toEqual([-1, 5, 86_401]);
});

test('columns that are absent or mostly unreadable are refused by name, single cells are told', () => {
  const schema = schemaOf(TRAINING);
  const { price, ...others } = TRAINING;
  const cells = (rows: number, of: (row: number) => string) => ({
    ...Object.fromEntries(Object.entries(others).map(([name, own]) => [name, own.slice(0, rows)])),
    price: times(rows, of),
  });
  const strange = cells(20, (row) => (row < 9 ? '$5' : 'cheap'));
  const few = cells(19, (row) => (row < 9 ? '$5' : 'cheap'));
  const half = cells(20, (row) => (row < 10 ? '$5' : 'cheap'));
  const [absent, refused, told, kept] = readInPython({
    tables: [others, strange, few, half].map((rows) => ({ schema, rows })),
  }).tables;
  expect(absent?.error).toContain('lacks the column(s) "price"');
  expect(refused?.error).toContain("11 of 20 cells of 'price' cannot be read, e.g. 'cheap'");
  expect(told?.notes).toEqual([
    "10 of 19 cells of 'price' cannot be read, e.g. 'cheap': they count as missing",
  ]);
  expect(kept?.notes).toEqual([
    "10 of 20 cells of 'price' cannot be read, e.g. 'cheap': they count as missing",
  ]);
});

test('numbers that are too large are missing, which is told', () => {
  const schema = schemaOf({ count: TRAINING.count });
  const rows = ['1e400', '-Infinity', '3', 'x'].map((count) => ({ count }));
  const [told] = readInPython({ tables: [{ schema, rows }] }).tables;
  expect(told?.columns?.count?.values).toEqual(['nan', 'nan', 3, 'nan']);
  expect(told?.notes).toEqual([
    "1 of 4 cells of 'count' cannot be read, e.g. 'x': it counts as missing",
    "2 of 4 cells of 'count' are too large a number, e.g. '1e400': they count as missing",
  ]);
});

test('lists of which training knew no item are told', () => {
  const items = ['a', 'b', 'pool', 'tv', 'gym'];
  const listed = (row: number) => items.filter((_, item) => (1 + (row % 31)) & (1 << item));
  const schema = schemaOf({ tags: times(80, (row) => listed(row).join(';')) });
  expect(schema.columns[0]?.kind).toBe('list');
  const rows = ['a;b', 'zz', 'zz;yy', 'a;zz', ''].map((tags) => ({ tags }));
  const [told] = readInPython({ tables: [{ schema, rows }] }).tables;
  expect(told?.notes).toEqual(["2 of 5 cells of 'tags' hold no item that training had, e.g. 'zz'"]);
});

test('CSV files in other dialects are told apart: semicolons, a told delimiter, a mark at the start, quotes', () => {
  const folder = tempFolder();
  const schema = schemaOf({
    a: times(90, (row) => `${((row * 37) % 101) / 2}`),
    b: times(90, (row) => `w${row % 3}`),
  });
  const files = [
    '\ufeffa;b\n1;"w0"\n\n2;"w;1"\n',
    'sep=|\r\na|b\r\n1|w0\r\n2|w;1\r\n',
    'b,a\n"w0",1\n"w;1","2"\n',
  ];
  const paths = files.map((text, i) => {
    const path = folder.at(`${i}.csv`);
    writeFileSync(path, text);
    return path;
  });
  const answers = readInPython({ tables: paths.map((rows) => ({ schema, rows })) }).tables;
  for (const { columns, error } of answers) {
    expect(error).toBeUndefined();
    expect(columns?.a?.values).toEqual([1, 2]);
    expect(columns?.b?.codes).toEqual([0, -2]);
  }
});

/** What Python reads of files, which autofit reads to the same cells. */
async function filesInPython(schema: Schema, texts: readonly string[]) {
  const folder = tempFolder();
  const paths = texts.map((text, i) => folder.write(`${i}.csv`, text));
  const answers = readInPython({ tables: paths.map((rows) => ({ schema, rows })) }).tables;
  for (const [i, path] of paths.entries()) {
    expect(answers[i]?.error, texts[i]?.slice(0, 99)).toBeUndefined();
    for (const column of readHere(await readTable(path), schema).columns) {
      const there = rowsThere(answers[i]?.columns?.[column.name]);
      expect(there, `${texts[i]?.slice(0, 99)}: ${column.name}`).toEqual(rowsOf(column));
    }
  }
  return answers;
}

const NUMBERS_AND_WORDS = {
  a: times(90, (row) => `${((row * 37) % 101) / 2}`),
  b: times(90, (row) => `w${row % 3}`),
};

test('single quotes of a file are found wherever its sample ends', async () => {
  const rows = times(30_000, (row) => `'${row % 9}','w${row % 3}'\n`).join('');
  const names = times(3, (more) => `'a${' '.repeat(more)}','b'\n`);
  const answers = await filesInPython(
    schemaOf(NUMBERS_AND_WORDS),
    names.map((own) => own + rows),
  );
  for (const { columns } of answers) expect(columns?.b?.codes?.slice(0, 3)).toEqual([0, 1, 2]);
});

test('single quotes are found where the header alone is whole in the sample', async () => {
  const more = times(24_000, (i) => `name${i}`);
  const row = ['1', "'w1'", ...more.map((_, i) => (i % 50 ? '2.5' : "'b c'"))].join(',');
  const text = `a,b,${more.join(',')}\n${`${row}\n`.repeat(4)}`;
  const [answer] = await filesInPython(schemaOf(NUMBERS_AND_WORDS), [text]);
  expect(answer?.columns?.b?.codes).toEqual([1, 1, 1, 1]);
});

test('files that are no CSV are refused in words: JSON, lines of it, and bytes', () => {
  const folder = tempFolder();
  const schema = schemaOf(TRAINING);
  const files = ['{"a":1}\n{"a":2,"b":3}\n', '[\n  {"a": 1}\n]\n', 'PK\0'];
  const paths = files.map((text, i) => {
    const path = folder.at(`${i}`);
    writeFileSync(path, text);
    return path;
  });
  const answers = readInPython({ tables: paths.map((rows) => ({ schema, rows })) }).tables;
  const [lines, json, bytes] = answers.map(({ error }) => error);
  const told =
    "a file is read as CSV: read others by Python's json or by pandas, and give their rows.";
  expect(lines).toBe(`${paths[0]} holds JSON, and ${told}`);
  expect(json).toBe(`${paths[1]} holds JSON, and ${told}`);
  expect(bytes).toBe(`${paths[2]} is no text (byte 3 is 0), and ${told}`);
});

test('one column keeps delimiters that stand in its texts, and blank lines between its rows alone', async () => {
  const note = times(80, (row) => `the ${row}th note${', and; more'.repeat(row % 4)} here`);
  const rows = note.slice(0, 12);
  const texts = [
    ['note', ...rows].join('\n'),
    `\n note\n${rows.join('\n')}\n\n`,
    `note\r\n${rows.join('\r\n\r\n')}\r\n  \r\n\r\n`,
    `note\n"${rows.join('"\n"')}"\n\n""\n\n\n`,
  ];
  const answers = await filesInPython(schemaOf({ note }), texts);
  expect(answers.map(({ columns }) => columns?.note?.texts?.length)).toEqual([12, 12, 23, 14]);
});

test('blank lines and lines of blanks are no rows of several columns', async () => {
  const texts = [
    "a,b\nit's,w1\n \n2,w2\n",
    'a;b\n1;w1\n\n\t \n2;w2\n \n\n',
    'a\tb\n\n1\tw1\n2\t\n',
  ];
  const answers = await filesInPython(schemaOf(NUMBERS_AND_WORDS), texts);
  expect(answers.map(({ columns }) => columns?.b?.codes?.length)).toEqual([2, 2, 2]);
});

test('a header that stands once more in a file is blank, and told of; in another order it is refused', async () => {
  const texts = ['a,b\n1,w1\na, b\n2,w2\n', '\ufeffb;a\nw0;1\n\ufeffb;a\nw1;a\n'];
  const [once] = await filesInPython(schemaOf(NUMBERS_AND_WORDS), texts);
  expect(once?.columns?.b?.codes).toEqual([1, -1, 2]);
  expect(once?.notes?.[0]).toMatch(
    /^rows of .* that are the header once more count as missing: 1$/,
  );
  const mixed = tempFolder().write('mixed.csv', 'a,b,c\n1,w1,2\nb,a,c\nw1,1,2\n');
  const schema = schemaOf(NUMBERS_AND_WORDS);
  const { tables } = readInPython({ tables: [{ schema, rows: mixed }] });
  expect(tables[0]?.error).toMatch(/line 3 names the columns in another order/);
});

test('names of columns that are values of theirs are data, as for the command', async () => {
  const schema = { ...schemaOf(NUMBERS_AND_WORDS), columns: [] };
  const basket = tempFolder().write('basket.csv', 'a,b\na,b\na,\n,b\n');
  const ranks = tempFolder().write('ranks.csv', 'a,b,c\nb,a,c\na,b,c\n');
  const { tables } = readInPython({ tables: [basket, ranks].map((rows) => ({ schema, rows })) });
  for (const { error, notes } of tables) {
    expect(error).toBeUndefined();
    expect(notes?.filter((note) => note.includes('header'))).toEqual([]);
  }
});

test('what stands above a header, blanks between cells, and names of rows without a name are refused', () => {
  const folder = tempFolder();
  const texts = [
    '# made by me\na,b\n1,w0\n',
    '# made 2020, by me\na,b\n1,w0\n',
    'Sales of May\n\na,b\n1,w0\n',
    'Sales of May,\n,\na,b\n1,w0\n',
    'a  b  c\n1  w0  2\n2  w1  3\n',
    'a,b\n0,1,w0\n1,2,w1\n2,3,w0\n',
  ];
  const paths = texts.map((text, i) => folder.write(`${i}.csv`, text));
  const schema = schemaOf(NUMBERS_AND_WORDS);
  const answers = readInPython({ tables: paths.map((rows) => ({ schema, rows })) }).tables;
  for (const { error } of answers) expect(error).toMatch(/line \d+ has \d cells|lacks the column/);
});

test('money of training that is units by other rows is read as it is here', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['KGS', ['50 KGS', '50 kgs', '60 kg', '110 lbs']],
    ['KGS', ['50 KGS', '50 kgs', '60 KGS', '60 kgs']],
    ['KGS', ['1,500 KGS', '60 kg']],
    ['KGS', ['50 KGS', '7']],
    ['Ft', ['5 Ft', '6 ft']],
    ['Ft', ['5 Ft', '6 Ft 6 In']],
    ['Ft', ['990 Ft', '20 cm']],
    ['Sek', ['5 Sek', '1 Min 5 Sek']],
    ['SEK', ['5 SEK', '7 sec']],
    ['SEK', ['5 SEK', '1 MIN 5 SEK']],
    ['SEK', ['5 SEK', '1h30m']],
  ];
  const tables = cases.map(([name, cells]) => ({
    schema: schemaOf({ x: times(80, (row) => `${row + 1} ${name}`) }),
    rows: { x: cells },
  }));
  const answers = readInPython({ tables }).tables;
  for (const [i, { schema, rows }] of tables.entries()) {
    const [column] = readHere(readColumns(rows), schema).columns;
    if (!column) throw new Error('no column');
    expect(rowsThere(answers[i]?.columns?.x), rows.x.join()).toEqual(rowsOf(column));
  }
  expect(answers[0]?.notes?.join()).toContain('numbers in KGS');
  expect(answers[1]?.notes).toEqual([]);
});

test('zones and times of day that are lost or gained are told, as here', () => {
  const ways: readonly ((row: number) => string)[] = [
    (row) => `2024-01-${10 + (row % 18)}T1${row % 9}:30:00`,
    (row) => `2024-01-${10 + (row % 18)}T1${row % 9}:30:00+02:00`,
    (row) => `2024-01-${10 + (row % 18)}T1${row % 9}:30:00Z`,
    (row) => `${10 + (row % 18)}. Mai 2024 1${row % 9}:30 CET`,
    (row) => `Mon, ${10 + (row % 18)} May 2024 1${row % 9}:30:00 GMT`,
    (row) => `2024-01-${10 + (row % 18)}`,
    (row) => `${13 + (row % 15)}/01/2024`,
    (row) => `2024-01-${10 + (row % 18)}T00:00:00+00:00`,
    (row) => `202401${10 + (row % 18)}1${row % 9}3000`,
    (row) => `202401${10 + (row % 18)}`,
  ];
  const told = ['lack the time zone', 'have a time zone', 'lack the time of day'];
  const tables = ways.flatMap((way) => {
    const schema = schemaOf({ when: times(80, way) });
    return ways.map((other) => ({ schema, rows: { when: times(30, other) } }));
  });
  const answers = readInPython({ tables }).tables;
  let some = 0;
  for (const [i, { schema, rows }] of tables.entries()) {
    const notes = settleSchema(readColumns(rows), schema).notes.join();
    const there = answers[i]?.notes?.join() ?? '';
    const right = told.filter((what) => notes.includes(what));
    expect(
      told.filter((what) => there.includes(what)),
      rows.when[0],
    ).toEqual(right);
    some += right.length;
  }
  expect(some).toBeGreaterThan(ways.length);
});
