import { Readable } from 'node:stream';
import { otherPlaces } from '../schema/other-places.js';
import type { Schema } from '../schema/schema.js';
import type { CsvOptions } from '../table/csv-records.js';
import { asUtf8, detectEncoding, NotThisEncoding } from '../table/encoding.js';
import { parseJson as exactJson, hasLongDigits } from '../table/parse-json.js';
import { cellTexts } from '../table/raw-cells.js';
import { readCsv } from '../table/read-csv.js';
import { countOf } from '../util/count-of.js';
import { AutofitError, errorMessage } from '../util/errors.js';
import { isRecord } from '../util/is-record.js';
import { isTooDeep } from '../util/json-depth.js';
import { shortened } from '../util/shortened.js';
import { shown } from '../util/shown.js';
import { formRow } from './form-row.js';
import { HttpFault } from './http-fault.js';
import type { Job } from './job.js';
import { jsonPointer } from './json-pointer.js';
import { type RowFault, type RowReader, unknownNote } from './row-cells.js';

/** The rows of a request, each as cells in the order of the model's columns or as what is wrong with it. */
export interface RequestRows {
  /** Whether the request is one row, not a list that may have one. */
  readonly isLone: boolean;
  readonly rows: readonly (readonly string[] | RowFault)[];
  readonly notes: readonly string[];
  pathOf(row: number, column?: string): string;
}

/** What of a schema says how its tables are written. */
export type WrittenSchema = Pick<Schema, 'header' | 'columns'>;

/** Rows of one request that is no stream: an answer is larger than a row. */
export const MOST_ROWS = 100_000;
/** Columns of CSV behind those that the model needs: each takes memory, however short. */
const MORE_COLUMNS = 10_000;
/** Fields beside the rows that are told to be ignored. */
const MOST_BESIDE = 20;
const LINE_END = 0x0a;
const DEEPEST = 64;
const LONGEST_MESSAGE = 200;
const SOURCE = 'the request';

/** Reads the rows of a job. Throws an HttpFault where they are not what the request says, or too many. */
export async function requestRows(job: Job, reader: RowReader, schema: WrittenSchema) {
  if (job.form === 'csv') return csvRows(job.bytes, reader, schema);
  if (job.form === 'form') return formRows(job, reader);
  return job.form === 'json' ? jsonRows(job.bytes, reader) : lineRows(job, reader);
}

function jsonRows(bytes: Uint8Array, reader: RowReader): RequestRows {
  const parsed = parseJson(textOf(bytes), bytes);
  const isWrapped = !Array.isArray(parsed) && isRecord(parsed) && isRowList(parsed, reader);
  const given = isWrapped ? (parsed as { rows: unknown }).rows : parsed;
  const isLone = !Array.isArray(given);
  if (isLone && !isRecord(given)) {
    throw new HttpFault(
      422,
      'NO_ROW',
      `A row is an object of values by name, not ${shown(given)}.`,
    );
  }
  const list: readonly unknown[] = isLone ? [given] : given;
  checkCount(list.length);
  const beside = isWrapped ? Object.keys(parsed).filter((name) => name !== 'rows') : [];
  const unknown = new Set(beside.slice(0, MOST_BESIDE));
  const rows = list.map((row) => reader.cells(row, unknown));
  const prefix = isWrapped ? ['rows'] : [];
  return {
    isLone,
    rows,
    notes: unknownNote(unknown),
    pathOf: (row, column) =>
      jsonPointer(...prefix, ...(isLone ? [] : [row]), ...(column === undefined ? [] : [column])),
  };
}

/** One row, a column a field. */
function formRows({ bytes, boundary = '' }: Job, reader: RowReader): RequestRows {
  const unknown = new Set<string>();
  const row = reader.cells(formRow(bytes, boundary, reader), unknown);
  return {
    isLone: true,
    rows: [row],
    notes: unknownNote(unknown),
    pathOf: (_, column) => jsonPointer(...(column === undefined ? [] : [column])),
  };
}

/** `{ "rows": [...] }`, unless the model has a column of that name. */
function isRowList(parsed: Readonly<Record<string, unknown>>, { names }: RowReader): boolean {
  return Object.hasOwn(parsed, 'rows') && Array.isArray(parsed.rows) && !names.includes('rows');
}

/** A row a line; blank lines hold none. A line that is no JSON is wrong by itself alone. */
function lineRows({ bytes, firstLine }: Job, reader: RowReader): RequestRows {
  const unknown = new Set<string>();
  const places: number[] = [];
  const rows: (readonly string[] | RowFault)[] = [];
  for (const [place, line] of linesOf(bytes).entries()) {
    if (line?.trim() === '') continue;
    places.push(firstLine + place);
    rows.push(line === undefined ? NO_TEXT : lineCells(line, reader, unknown));
  }
  return {
    isLone: false,
    rows,
    notes: unknownNote(unknown),
    pathOf: (row, column) =>
      jsonPointer(places[row] ?? 0, ...(column === undefined ? [] : [column])),
  };
}

const NO_TEXT: RowFault = { kind: 'fault', column: undefined, message: 'the line is not UTF-8' };

/** Undefined for those that are not UTF-8, which has no byte of a line's end inside a letter. */
function linesOf(bytes: Uint8Array): readonly (string | undefined)[] {
  const all = decoded(bytes);
  if (all !== undefined) return all.split('\n');
  const lines: (string | undefined)[] = [];
  for (let from = 0; from <= bytes.length; ) {
    const end = bytes.indexOf(LINE_END, from);
    const to = end < 0 ? bytes.length : end;
    lines.push(decoded(bytes.subarray(from, to)));
    from = to + 1;
  }
  return lines;
}

function lineCells(
  line: string,
  reader: RowReader,
  unknown: Set<string>,
): readonly string[] | RowFault {
  try {
    return reader.cells(parseJson(line, Buffer.from(line)), unknown);
  } catch (thrown) {
    if (!(thrown instanceof HttpFault)) throw thrown;
    return { kind: 'fault', column: undefined, message: thrown.message };
  }
}

async function csvRows(
  bytes: Uint8Array,
  reader: RowReader,
  schema: WrittenSchema,
): Promise<RequestRows> {
  const mostColumns = reader.names.length + MORE_COLUMNS;
  const raw = await readText(bytes, { header: schema.header, mostColumns });
  checkCount(raw.rows);
  const other = otherPlaces(raw, schema);
  if (other) throw new HttpFault(422, other.code, other.message, { hint: other.hint });
  const byName = new Map(raw.columns.map((column) => [column.name, column]));
  const absent = reader.names.filter((name) => !byName.has(name));
  if (absent.length > 0) {
    const list = absent.map((name) => JSON.stringify(name)).join(', ');
    throw new HttpFault(422, 'NO_COLUMN', `The header lacks ${shortened(list, LONGEST_MESSAGE)}.`, {
      path: jsonPointer(absent[0] ?? ''),
      hint: 'Columns may stand in any order; an empty cell is a missing value.',
    });
  }
  const columns = reader.names.map((name) => {
    const column = byName.get(name);
    return column ? cellTexts(column) : [];
  });
  const unknown = new Set([...byName.keys()].filter((name) => reader.isUnknown(name)));
  return {
    isLone: false,
    rows: Array.from({ length: raw.rows }, (_, row) => columns.map((cells) => cells[row] ?? '')),
    notes: [...raw.notes, ...unknownNote(unknown)],
    pathOf: (row, column) => jsonPointer(row, ...(column === undefined ? [] : [column])),
  };
}

async function readText(bytes: Uint8Array, options: CsvOptions) {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length === 0) throw new HttpFault(400, 'NO_ROWS', 'The request has no rows.');
  const encoding = detectEncoding(buffer.subarray(0, 65_536));
  try {
    const stream = Readable.from(asUtf8(Readable.from([buffer]), encoding, SOURCE), {
      objectMode: false,
    });
    return await readCsv({ stream, source: SOURCE }, options);
  } catch (thrown) {
    if (thrown instanceof NotThisEncoding) throw notUtf8();
    if (!(thrown instanceof AutofitError)) throw thrown;
    throw new HttpFault(400, thrown.code, shortened(thrown.message, LONGEST_MESSAGE), {
      hint: thrown.place.line === undefined ? undefined : `It is line ${thrown.place.line}.`,
    });
  }
}

function textOf(bytes: Uint8Array): string {
  const text = decoded(bytes);
  if (text === undefined) throw notUtf8();
  return text;
}

/** Undefined for what is not UTF-8. */
function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function parseJson(text: string, bytes: Uint8Array): unknown {
  if (isTooDeep(bytes, DEEPEST)) {
    throw new HttpFault(400, 'TOO_DEEP', `JSON is nested more than ${DEEPEST} deep.`);
  }
  try {
    const strict: unknown = JSON.parse(text);
    // Only of JSON that is right: where a text has no end, the digits would be looked for long.
    return hasLongDigits(text) ? exactJson(text) : strict;
  } catch (thrown) {
    const reason = shortened(errorMessage(thrown), LONGEST_MESSAGE);
    throw new HttpFault(400, 'BAD_JSON', `This is no JSON: ${reason}.`);
  }
}

function checkCount(rows: number): void {
  if (rows === 0) throw new HttpFault(422, 'NO_ROWS', 'The request has no rows.');
  if (rows <= MOST_ROWS) return;
  throw new HttpFault(413, 'TOO_MANY_ROWS', `The request has ${countOf(rows, 'row')}.`, {
    hint: `Send ${MOST_ROWS} at most, or application/x-ndjson, which has no end.`,
  });
}

function notUtf8(): HttpFault {
  return new HttpFault(400, 'NOT_UTF8', 'The text is not UTF-8.');
}
