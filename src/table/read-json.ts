import type { Readable } from 'node:stream';
import { countOf } from '../util/count-of.js';
import { AutofitError, errorMessage } from '../util/errors.js';
import { formatBytes } from '../util/format-bytes.js';
import { needHeap } from '../util/heap-room.js';
import { checkJsonRoom } from '../util/json-room.js';
import type { Row } from './flat-row.js';
import type { Form, FormInput, FormOptions } from './form.js';
import { uniqueNames } from './header.js';

import { nameOf, parseInOrder, parseJson } from './parse-json.js';
import type { RawTable } from './raw-table.js';
import { type ColumnValues, isRow, readColumns, readRows } from './read-rows.js';
import type { BlockSize, TableBlock, TableBlocks } from './table-block.js';
import { textLines } from './text-lines.js';

/** One JSON object a line. */
export const jsonLines: Form = {
  name: 'JSON Lines',
  uses: [],
  isShownBy(sample, source) {
    const start = sample.toString().trimStart();
    if (/\.(?:jsonl|ndjson)(?:\.gz)?$/i.test(source)) return /^[[{]/.test(start);
    const [first = '', second = ''] = start.split(/[\r\n]+\s*/, 2);
    return start.startsWith('{') && isObject(first) && second.startsWith('{');
  },
  async read({ stream, source }, options) {
    const blank = { lines: 0 };
    const raw = await readRows(linesOf(stream, source, blank), source, options);
    return { ...raw, notes: [...raw.notes, ...blankNotes(source, blank)] };
  },
  readBlocks: lineBlocks,
};

/** A JSON value: a list of objects, columns by name, or what pandas writes. */
export const jsonValue: Form = {
  name: 'JSON',
  uses: [],
  isShownBy(sample, source) {
    const start = sample.toString().trimStart();
    const isList = /^\[\s*[[{\]]/.test(start);
    const isNamedSo = /\.json(?:\.gz)?$/i.test(source) && /^[[{]/.test(start);
    const isLikely = isList || isNamedSo || /^\{\s*"(?:[^"\\]|\\.)*"\s*:/.test(start);
    return isLikely && !jsonLines.isShownBy(sample, source);
  },
  read: readValue,
};

async function* lineBlocks(
  { stream, source }: FormInput,
  options: FormOptions,
  size: BlockSize,
): TableBlocks {
  const blank = { lines: 0 };
  let rows: Row[] = [];
  let [first, from, to, length] = [1, 0, 0, 0];
  const block = async (): Promise<TableBlock> => {
    const table = await readRows(rows, source, options, first);
    first += rows.length;
    const place = { unit: 'lines', from, to } as const;
    [rows, from, length] = [[], 0, 0];
    return { table, place };
  };
  for await (const own of recordsOf(stream, source, blank)) {
    rows.push(own.row);
    [from, to, length] = [from || own.line, own.line, length + own.length];
    if (rows.length >= size.rows || length >= size.bytes) yield await block();
  }
  if (rows.length > 0 || first === 1) yield await block();
  return blankNotes(source, blank);
}

function blankNotes(source: string, { lines }: { readonly lines: number }): string[] {
  if (lines === 0) return [];
  return [`${countOf(lines, 'blank line')} of ${source} ${lines === 1 ? 'is' : 'are'} skipped`];
}

async function* linesOf(
  input: Readable,
  source: string,
  blank: { lines: number },
): AsyncGenerator<Row> {
  for await (const { row } of recordsOf(input, source, blank)) yield row;
}

/** A row, its line from 1, and how long that is. */
interface LineRecord {
  readonly row: Row;
  readonly line: number;
  readonly length: number;
}

/** Lines between two looks at how full the heap is, and bytes of it that they may take. */
const LINES_A_LOOK = 10_000;
const BYTES_A_LOOK = 2 ** 24;

/** Counts the blank lines that are none of the rows. */
async function* recordsOf(
  input: Readable,
  source: string,
  blank: { lines: number },
): AsyncGenerator<LineRecord> {
  let line = 0;
  try {
    for await (const written of textLines(input, source)) {
      line++;
      if (line % LINES_A_LOOK === 0) {
        needHeap(BYTES_A_LOOK, `${source} has more than ${countOf(line, 'line')}`, 'Read fewer.');
      }
      if (written.trim() === '') blank.lines++;
      else yield { row: parsedRow(written, source, line), line, length: written.length };
    }
  } finally {
    // Where the rows are left early, a stream that is not closed here fails later, and nobody hears it.
    input.destroy();
  }
}

function parsedRow(written: string, source: string, line: number): Row {
  let found = 'no JSON object';
  checkJsonRoom(written, `${source}, line ${line},`);
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
  const written = await wholeText(stream, source);
  checkJsonRoom(written, source);
  const value = parsedValue(written, source);
  if (!value) return readRows(lineRows(written, source), source, options);
  const { json } = value;
  const rows = rowsIn(json, written);
  if (rows) return readRows(rows, source, options);
  if (isRow(json)) {
    const columns = splitColumns(json) ?? columnsIn(json, written);
    if (columns) return readColumns(columns, source, options);
    if (Object.keys(json).length > 0) return readRows([json], source, options);
  }
  throw new AutofitError('BAD_JSON', `${source} holds no table: ${whatIs(json)}.`, {
    file: source,
    hint: 'Give a list of objects, columns by name, or one object a line.',
  });
}

async function wholeText(stream: Readable, source: string): Promise<string> {
  const chunks: Buffer[] = [];
  let [bytes, looked] = [0, 0];
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw tooLong(source);
    // Outside of the heap, until it is one text.
    if (bytes - looked < BYTES_A_LOOK) continue;
    needHeap(bytes, `${source} has more than ${formatBytes(bytes)}`, 'Write one object a line.');
    looked = bytes;
  }
  try {
    return Buffer.concat(chunks).toString();
  } catch (thrown) {
    const isTooLong =
      thrown instanceof Error && 'code' in thrown && thrown.code === 'ERR_STRING_TOO_LONG';
    throw isTooLong ? tooLong(source) : thrown;
  }
}

/** Letters that any text may have, of three bytes each. */
const MOST_BYTES = 3 * 2 ** 29;

function tooLong(source: string): AutofitError {
  return new AutofitError('BAD_JSON', `${source} is too large for one JSON value.`, {
    file: source,
    hint: 'Write one object a line.',
  });
}

/** Undefined where it is one object a line after all, the first one longer than what was looked at. */
function parsedValue(written: string, source: string): { readonly json: unknown } | undefined {
  try {
    return { json: parseJson(written) };
  } catch (thrown) {
    const start = written.trimStart();
    if (start.startsWith('{') && isObject(start.slice(0, start.search(/[\r\n]|$/))))
      return undefined;
    throw new AutofitError('BAD_JSON', `${source} cannot be read: ${errorMessage(thrown)}.`, {
      file: source,
      hint: 'A .json file must hold a list of objects, columns by name, or one object a line.',
    });
  }
}

function* lineRows(written: string, source: string): Generator<Row> {
  for (const [i, line] of written.split(/\r\n|\n|\r/).entries()) {
    if (line.trim() !== '') yield parsedRow(line, source, i + 1);
  }
}

const NUMBER = /^\d+$/;

/** A list of objects, as such or as pandas writes it with types or by index. */
function rowsIn(value: unknown, written: string): readonly Row[] | undefined {
  if (Array.isArray(value)) return value.length > 0 && value.every(isRow) ? value : undefined;
  if (!isRow(value)) return undefined;
  const { data } = value;
  if (Array.isArray(data) && 'schema' in value) return data.every(isRow) ? data : undefined;
  const [names, inner] = [Object.keys(value), Object.values(value)];
  // Rows by their index: the outer names are numbers, those inside are not.
  const isIndexed =
    names.length > 0 && names.every((name) => NUMBER.test(name)) && inner.every(isRow);
  if (!isIndexed || inner.some((row) => Object.keys(row).some((name) => NUMBER.test(name)))) {
    return undefined;
  }
  return Object.values(parseInOrder(written) as Readonly<Record<string, Row>>);
}

/** As pandas writes a table with its columns, index and rows apart; names may be there twice. */
function splitColumns({ columns, data }: Row): ColumnValues | undefined {
  if (!Array.isArray(columns) || !Array.isArray(data)) return undefined;
  const isSplit = data.every((row) => Array.isArray(row) && row.length === columns.length);
  if (!isSplit) return undefined;
  const { names } = uniqueNames(columns.map(String));
  return Object.fromEntries(
    names.map((name, i) => [name, data.map((row: readonly unknown[]) => row[i])]),
  );
}

/** Lists of one length by name, or values by name and index, as pandas writes them unless told otherwise. */
function columnsIn(value: Row, written: string): ColumnValues | undefined {
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
  const isIndexed = columns.every(([, cells]) => isRow(cells) && hasNames(cells, index));
  const isTable =
    index.every((name) => NUMBER.test(name)) || (columns.length > 1 && index.length > 1);
  if (!isIndexed || !isTable || index.length === 0) return undefined;
  const inOrder = parseInOrder(written) as Readonly<Record<string, Row>>;
  const order = namesIn(first, Object.values(inOrder)[0] ?? {});
  const cellsOf = (name: string) => order.map((place) => (value[name] as Row)[place]);
  return Object.fromEntries(namesIn(value, inOrder).map((name) => [name, cellsOf(name)]));
}

/** The names of a record in the order in which they are written; one may begin as those that are marked do. */
function namesIn(row: Row, inOrder: Row): readonly string[] {
  return Object.keys(inOrder).map((name) => (Object.hasOwn(row, name) ? name : nameOf(name)));
}

function hasNames(cells: Row, names: readonly string[]): boolean {
  const isAsLong = Object.keys(cells).length === names.length;
  return isAsLong && names.every((name) => Object.hasOwn(cells, name));
}

function whatIs(value: unknown): string {
  if (!Array.isArray(value))
    return `it is ${value === null ? 'null' : typeof value === 'object' ? 'an object without names' : `a ${typeof value}`}`;
  if (value.length === 0) return 'its list is empty';
  const place = value.findIndex((item) => !isRow(item));
  return `item ${place + 1} of its list is no object`;
}

function isObject(written: string): boolean {
  try {
    return isRow(parseJson(written));
  } catch {
    return false;
  }
}
