import { AutofitError } from '../util/errors.js';
import { checkMarks } from './check-marks.js';
import { FORM } from './plain-number.js';
import { codedCells } from './raw-cells.js';
import type { CodedCells, NumberCells, RawColumn, RawTable } from './raw-table.js';

/**
 * The rows of several tables with the same columns, one under another. Throws an AutofitError that names the first other one,
 * and for numbers that files write with different marks.
 */
export function joinTables(tables: readonly RawTable[], source: string): RawTable {
  const [first, ...others] = tables;
  if (!first) throw new Error('no tables to join');
  if (others.length === 0) return { ...first, source };
  const isOpen = tables.every((table) => table.isOpen);
  if (!isOpen) for (const other of others) checkSame(first, other);
  checkMarks(tables);
  const names = new Set(tables.flatMap((table) => table.columns.map(({ name }) => name)));
  const columns = [...names].map((name) =>
    joinColumns(
      name,
      tables.map((table) => columnNamed(table, name)),
    ),
  );
  const places = (table: RawTable) =>
    table.badRows.map((row) => ({ ...row, source: table.source }));
  return {
    ...first,
    source,
    rows: tables.reduce((rows, table) => rows + table.rows, 0),
    columns,
    folder: tables.every(({ folder }) => folder === first.folder) ? first.folder : undefined,
    badRows: tables.flatMap(places),
    notes: [
      `${tables.length} files are one table: ${source}`,
      ...new Set(tables.flatMap(({ notes }) => notes)),
    ],
    isCut: tables.at(-1)?.isCut ?? false,
    hasMoments: tables.some((table) => table.hasMoments),
    lacksZones: tables.every((table) => table.lacksZones),
  };
}

/** Throws an AutofitError where another table has other columns. */
export function checkSame(first: RawTable, other: RawTable): void {
  const [names, own] = [first, other].map(({ columns }) => columns.map(({ name }) => name)) as [
    string[],
    string[],
  ];
  const lacks = names.filter((name) => !own.includes(name));
  const has = own.filter((name) => !names.includes(name));
  if (lacks.length + has.length === 0) return;
  const list = (some: readonly string[]) =>
    some
      .slice(0, 5)
      .map((name) => `"${name}"`)
      .join(', ');
  const parts = [lacks.length > 0 && `lacks ${list(lacks)}`, has.length > 0 && `has ${list(has)}`];
  const found = parts.filter(Boolean).join(' and ');
  throw new AutofitError(
    'OTHER_COLUMNS',
    `${other.source} has other columns than ${first.source}: it ${found}.`,
    {
      file: other.source,
      hint: 'Files that are read as one table have the same columns: leave it out, or mend its header.',
    },
  );
}

/** Missing in every row where there is none. */
function columnNamed(table: RawTable, name: string): RawColumn {
  const blank = { kind: 'coded', name, codes: new Int32Array(table.rows), values: [''] } as const;
  return table.columns.find((own) => own.name === name) ?? blank;
}

function joinColumns(name: string, parts: readonly RawColumn[]): RawColumn {
  const numbers = parts.filter((part) => part.kind === 'numbers');
  return numbers.length === parts.length
    ? joinNumbers(name, numbers)
    : joinCoded(name, parts.map(codedCells));
}

function joinNumbers(name: string, parts: readonly NumberCells[]): NumberCells {
  const rows = parts.reduce((sum, part) => sum + part.numbers.length, 0);
  const [numbers, forms, values] = [new Float64Array(rows), new Uint8Array(rows), [] as string[]];
  let at = 0;
  for (const part of parts) {
    numbers.set(part.numbers, at);
    forms.set(part.forms, at);
    for (let row = at; values.length > 0 && row < at + part.forms.length; row++) {
      if (forms[row] === FORM.text) numbers[row] = (numbers[row] ?? 0) + values.length;
    }
    for (const value of part.values) values.push(value);
    at += part.numbers.length;
  }
  return { kind: 'numbers', name, numbers, forms, values };
}

function joinCoded(name: string, parts: readonly CodedCells[]): CodedCells {
  const rows = parts.reduce((sum, part) => sum + part.codes.length, 0);
  const codes = new Int32Array(rows);
  const codeOf = new Map<string, number>();
  let at = 0;
  for (const part of parts) {
    const codeHere = Int32Array.from(part.values, (value) => {
      const code = codeOf.get(value) ?? codeOf.size;
      codeOf.set(value, code);
      return code;
    });
    for (const code of part.codes) codes[at++] = codeHere[code] ?? 0;
  }
  return { kind: 'coded', name, codes, values: [...codeOf.keys()], isDistinct: true };
}
