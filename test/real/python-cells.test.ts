import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { cellReader } from '../../src/schema/cell-reader.js';
import { ORDERS } from '../../src/schema/date-form.js';
import { inferColumns } from '../../src/schema/infer-schema.js';
import { listItems } from '../../src/schema/list-items.js';
import { partsReader } from '../../src/schema/number-reader.js';
import type { LooseForm, NumberPart, NumericParser, Parser } from '../../src/schema/schema.js';
import { readColumns } from '../../src/table/read-rows.js';
import { randomStream } from '../../src/util/random.js';
import { fromPython, type PythonNumber, readInPython } from '../fixtures/read-in-python.js';

/** Cells of columns as people write them, by field. */
const { columns: FIELDS } = JSON.parse(readFileSync('bench/kinds.json', 'utf8')) as {
  readonly columns: Readonly<
    Record<string, readonly { readonly name: string; readonly cells: readonly string[] }[]>
  >;
};
const COLUMNS = Object.values(FIELDS).flat();
const ROWS = 120;
/** Each parser reads one cell of so many. */
const STRIDE = 100;
/** Nanoseconds beyond the halves of doubles, and numbers beyond doubles: all parsers read them. */
const BEYOND = ['4525717048187340730', '4647638896343481481', '1e999', '0x1F', 'inf'];
const SIGNS = [...' .,-+()/:%€$kK°µ\'"½a0123456789\u00a0\u202f−–;|[]{}TZ年éß٣٫ı'];

const NUMBERS: NumericParser = {
  kind: 'numeric',
  decimal: '.',
  currency: '',
  thousands: true,
  percent: true,
  accounting: true,
  unit: '',
};
const MARKS: readonly Partial<NumericParser>[] = [
  {},
  { eitherMark: true, bounds: true, footnotes: true, trailingMinus: true, credits: true },
  { factors: true, shares: true, currency: '€' },
  { unit: 'kg', family: 'mass', bounds: true },
  { unit: 'k' },
  { unit: 'min', family: 'time', eitherMark: true },
  { unit: '°c', family: 'temperature' },
  { unit: 'years', family: 'time', months: true },
  { hexadecimal: true },
];
const FORMS: readonly (LooseForm | undefined)[] = [
  ...([undefined, 'clock', 'primes', 'open-range', 'range', 'fraction', 'pair', 'point'] as const),
];
const FORMATS = ['dd/mm/yyyy', 'ddmmyyyy', 'dd.mm.yy HH:MM', 'dd mon yyyy', 'mon-yy', 'HH:MM:ss'];

function partsOf(form: LooseForm | undefined): readonly NumberPart[] {
  if (form === 'point') return ['latitude', 'longitude'];
  if (form === 'pair') return ['first', 'second'];
  return form === 'range' || form === 'open-range' ? ['from', 'to', 'bound'] : ['bound'];
}

function parsers(): readonly Parser[] {
  const found = COLUMNS.flatMap(({ name, cells }): readonly Parser[] => {
    const all = Array.from({ length: Math.max(ROWS, cells.length) }, (_, row) => {
      return cells[row % cells.length] ?? '';
    });
    const [column] = inferColumns(readColumns({ [name]: all }), { types: {}, ignore: [] });
    return column?.parser ? [column.parser] : [];
  });
  const numbers = (['.', ','] as const).flatMap((decimal) =>
    FORMS.flatMap((form) =>
      MARKS.map(
        (marks): Parser => ({
          ...NUMBERS,
          ...marks,
          decimal,
          ...(form && { form }),
          ...(!marks.hexadecimal && { parts: partsOf(form) }),
        }),
      ),
    ),
  );
  const dates = ORDERS.flatMap((order): readonly Parser[] => [
    { kind: 'datetime', order },
    { kind: 'datetime', order, also: ORDERS, months: 'croatian', since: 1930, sentinels: true },
  ]);
  const told = FORMATS.flatMap((format): readonly Parser[] => [
    { kind: 'datetime', order: 'day-first', format },
    { kind: 'datetime', order: 'day-first', format, since: 1930, also: ['year-first'] },
  ]);
  const all = [...found, ...numbers, ...dates, ...told].filter(({ kind }) => kind !== 'text');
  return [...new Map(all.map((parser) => [JSON.stringify(parser), parser])).values()];
}

/** The cells, with other digits in them, and with a sign put in or in another's place. */
function variedCells(): readonly string[] {
  const random = randomStream('cells');
  const below = (end: number) => random.integer(end);
  const cells = COLUMNS.flatMap((column) => column.cells.map((cell) => cell.trim()));
  const varied = [...new Set(cells)].flatMap((cell) => {
    const at = below(cell.length + 1);
    const sign = SIGNS[below(SIGNS.length)] ?? '';
    const digits = cell.replace(/\d/g, () => `${below(10)}`);
    return [cell, digits, cell.toUpperCase(), cell.slice(0, at) + sign + cell.slice(at + below(2))];
  });
  return [...new Set(varied.map((cell) => cell.trim()))].filter((cell) => cell !== '');
}

/** Reads cells here, as the numbers and lists that come. */
function readerHere(parser: Parser): (cell: string) => unknown {
  if (parser.kind === 'text' || parser.kind === 'image')
    throw new Error('texts and pictures are not read');
  if (parser.kind === 'list') return (cell) => listItems(parser.separator, cell) ?? null;
  const read = cellReader(parser);
  const readParts = parser.kind === 'numeric' && parser.parts ? partsReader(parser) : undefined;
  return (cell) => ({ value: read(cell) + 0, parts: readParts?.(cell)?.map((own) => own + 0) });
}

function readThere(
  value: PythonNumber | readonly string[] | null,
  parts: readonly PythonNumber[] | null | undefined,
): unknown {
  if (value === null || typeof value === 'object') return value;
  const own = parts ? parts.map((part) => fromPython(part) + 0) : undefined;
  return { value: fromPython(value) + 0, parts: own };
}

test('Python reads each cell as the number, time, level or list that it is here', () => {
  const all = variedCells();
  const requests = parsers().map((parser, i) => ({
    parser,
    cells: [...all.filter((_, j) => (i + j) % STRIDE === 0), ...BEYOND],
  }));
  const { cells: answers } = readInPython({ cells: requests });
  let read = 0;
  const others = requests.flatMap(({ parser, cells }, i) => {
    const readHere = readerHere(parser);
    return cells.flatMap((cell, j) => {
      const here = readHere(cell);
      const there = readThere(answers[i]?.values[j] ?? null, answers[i]?.parts?.[j]);
      const [own, other] = [here, there].map(keyOf);
      if (own !== NOTHING) read++;
      return own === other ? [] : [`${JSON.stringify(parser)} "${cell}": ${own}, not ${other}`];
    });
  });
  expect(others).toEqual([]);
  expect(requests.length).toBeGreaterThan(250);
  expect(read).toBeGreaterThan(10_000);
});

test('Python reads names that are units and money, and money without a code, as it is here', () => {
  const mixed = (first: string, second: string) =>
    Array.from({ length: 90 }, (_, i) => (i % 3 === 2 ? second : first).replace('#', `${i + 5}`));
  const columns = [
    mixed('# LBS', '# KGS'),
    mixed('# Min', '# Sek'),
    mixed('# In', '# Ft'),
    mixed('#-99 In', '#-99 Ft'),
    mixed('# kg', 'R #'),
    mixed('# min', '# kr'),
    mixed('# SEK', '# SEK'),
  ];
  const cells = [
    '80.5 KGS',
    '30 Sek',
    '6 Ft',
    '5-6 Ft',
    'R 45.5',
    '7 SEK',
    '7 kr',
    'KGS 7',
    '5 kg',
  ];
  const requests = columns.map((own) => {
    const [column] = inferColumns(readColumns({ x: own }), { types: {}, ignore: [] });
    if (column?.parser?.kind !== 'numeric') throw new Error(`no numbers: ${own[0]}`);
    return { parser: column.parser, cells };
  });
  const here = requests.map(({ parser }) => cells.map(cellReader(parser)));
  const there = readInPython({ cells: requests }).cells.map(({ values }) =>
    values.map((value) => fromPython(value as PythonNumber)),
  );
  expect(there).toEqual(here);
  expect(here[0]?.[0]).toBeCloseTo(177.472121, 5);
  expect(here[4]?.[4]).toBeNaN();
});

const NOTHING = keyOf({ value: Number.NaN, parts: undefined });

/** Numbers by all of their digits. */
function keyOf(read: unknown): string {
  return JSON.stringify(read, (_, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? `${value}` : value,
  );
}
