import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { AutofitError, errorMessage } from '../util/errors.js';
import type { Row } from './flat-row.js';
import type { Form, FormInput, FormOptions } from './form.js';
import { parseJson } from './parse-json.js';
import type { RawTable } from './raw-table.js';
import { type ColumnValues, isRow, readColumns, readRows } from './read-rows.js';

/** One JSON object a line. */
export const jsonLines: Form = {
  isShownBy(sample, source) {
    const start = sample.toString().trimStart();
    if (!start.startsWith('{')) return false;
    const [first = '', second = ''] = start.split(/[\r\n]+\s*/, 2);
    return (
      /\.(?:jsonl|ndjson)(?:\.gz)?$/i.test(source) || (isObject(first) && second.startsWith('{'))
    );
  },
  read: ({ stream, source }, options) => readRows(linesOf(stream, source), source, options),
};

/** A JSON value: a list of objects, columns by name, or what pandas writes. */
export const jsonValue: Form = {
  isShownBy(sample, source) {
    const start = sample.toString().trimStart();
    const isList = /^\[\s*[[{\]]/.test(start);
    const isNamedSo = /\.json(?:\.gz)?$/i.test(source) && /^[[{]/.test(start);
    const isLikely = isList || isNamedSo || /^\{\s*"(?:[^"\\]|\\.)*"\s*:/.test(start);
    return isLikely && !jsonLines.isShownBy(sample, source);
  },
  read: readValue,
};

async function* linesOf(input: Readable, source: string): AsyncGenerator<Row> {
  let line = 0;
  try {
    for await (const written of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      line++;
      if (written.trim() !== '') yield parsedRow(written, source, line);
    }
  } finally {
    // Where the rows are left early, a stream that is not closed here fails later, and nobody hears it.
    input.destroy();
  }
}

function parsedRow(written: string, source: string, line: number): Row {
  let found = 'no JSON object';
  try {
    const value = parseJson(written);
    if (isRow(value)) return value;
  } catch (thrown) {
    found = errorMessage(thrown);
  }
  throw new AutofitError('BAD_JSON', `${source}, line ${line}: ${found}.`, {
    file: source,
    line,
    hint: 'Each line must hold one object, such as {"age": 31, "city": "Oslo"}.',
  });
}

async function readValue({ stream, source }: FormInput, options: FormOptions): Promise<RawTable> {
  const value = await wholeValue(stream, source);
  const rows = rowsIn(value);
  if (rows) return readRows(rows, source, options);
  const columns = isRow(value) ? columnsIn(value) : undefined;
  if (columns) return readColumns(columns, source);
  if (isRow(value)) return readRows([value], source, options);
  throw new AutofitError('BAD_JSON', `${source} holds no table: ${whatIs(value)}.`, {
    file: source,
    hint: 'Give a list of objects, columns by name, or one object a line.',
  });
}

async function wholeValue(stream: Readable, source: string): Promise<unknown> {
  try {
    return parseJson(await text(stream));
  } catch (thrown) {
    const isJson = thrown instanceof SyntaxError;
    const isTooLong =
      thrown instanceof Error && 'code' in thrown && thrown.code === 'ERR_STRING_TOO_LONG';
    if (!isJson && !isTooLong) throw thrown;
    const found = isJson ? `cannot be read: ${thrown.message}` : 'is too large for one JSON value';
    throw new AutofitError('BAD_JSON', `${source} ${found}.`, {
      file: source,
      hint: 'A .json file must hold a list of objects, columns by name, or one object a line.',
    });
  }
}

function rowsIn(value: unknown): readonly Row[] | undefined {
  if (Array.isArray(value)) return value.every(isRow) ? value : undefined;
  if (!isRow(value)) return undefined;
  const { columns, data } = value;
  // As pandas writes a table with its types, and one with its columns, index and rows apart.
  if (Array.isArray(data) && 'schema' in value) return data.every(isRow) ? data : undefined;
  if (!Array.isArray(columns) || !Array.isArray(data)) return undefined;
  const isSplit = data.every((row) => Array.isArray(row) && row.length === columns.length);
  if (!isSplit) return undefined;
  return data.map((row: readonly unknown[]) =>
    Object.fromEntries(columns.map((name, i) => [String(name), row[i]])),
  );
}

/** Lists of one length by name, or values by name and index, as pandas writes them unless told otherwise. */
function columnsIn(value: Row): ColumnValues | undefined {
  const columns = Object.entries(value);
  const [, first] = columns[0] ?? [];
  if (Array.isArray(first)) {
    const isEven = columns.every(
      ([, cells]) => Array.isArray(cells) && cells.length === first.length,
    );
    return isEven ? (value as ColumnValues) : undefined;
  }
  if (!isRow(first)) return undefined;
  const index = Object.keys(first);
  const isIndexed = columns.every(
    ([, cells]) => isRow(cells) && sameNames(Object.keys(cells), index),
  );
  const isTable = isIndexed && columns.length > 1 && index.length > 1;
  if (!isTable) return undefined;
  return Object.fromEntries(columns.map(([name, cells]) => [name, Object.values(cells as Row)]));
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, i) => name === b[i]);
}

function whatIs(value: unknown): string {
  if (!Array.isArray(value)) return `it is ${value === null ? 'null' : `a ${typeof value}`}`;
  if (value.length === 0) return 'its list is empty';
  const place = value.findIndex((item) => !isRow(item));
  return `item ${place + 1} of its list is no object`;
}

function isObject(written: string): boolean {
  try {
    return isRow(JSON.parse(written));
  } catch {
    return false;
  }
}
