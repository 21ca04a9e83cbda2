import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { AutofitError } from '../util/errors.js';
import {
  type CellBuilder,
  createCellBuilder,
  finishCells,
  pushCell,
  reserveRows,
} from './cell-builder.js';
import { type Dialect, detectDialect } from './dialect.js';
import { looksLikeData, placeNames, uniqueNames } from './header.js';
import { peek } from './peek.js';
import { rowCount } from './raw-cells.js';
import type { BadRow, RawTable } from './raw-table.js';
import { createSplitter, type Splitter, splitRecords } from './split-records.js';

export interface CsvOptions {
  /** Whether the first record names the columns; without names they are c1, c2, … @default true */
  readonly header?: boolean | undefined;
  /** Whether records of a wrong length are set aside; else they are an error. @default false */
  readonly skipBadRows?: boolean | undefined;
}

/** What is known of the stream beforehand. */
export interface StreamSize {
  /** Bytes of the file, from which its rows are guessed; without it columns grow. */
  readonly bytes?: number | undefined;
}

/** Records may get shorter behind those that rows are guessed from. */
const MARGIN = 1.03;

/**
 * Reads CSV in UTF-8 as a stream into lossless columns. Delimiter and quote are found from the first 64 KB; any
 * of \n, \r\n and \r ends a record. Bytes are split here as long as records are quoted as RFC 4180 has it; from the
 * first one on that is not, csv-parse reads. Throws an AutofitError with file and line for a record of the wrong
 * length or a quote that stays open.
 */
export async function readCsv(
  input: Readable,
  source: string,
  options: CsvOptions & StreamSize = {},
): Promise<RawTable> {
  const { sample, stream } = await peek(input);
  const dialect = detectDialect(sample.toString());
  const records = createRecords(source, options);
  const rest = await splitStream(stream, dialect, records, source, options.bytes);
  if (rest) await readRest(rest, dialect, records, source);
  return records.finish();
}

/** Takes records up to an unusual one; the bytes from there on, or undefined when there was none. */
async function splitStream(
  stream: Readable,
  dialect: Dialect,
  records: Records,
  source: string,
  size: number | undefined,
): Promise<AsyncIterable<Buffer> | undefined> {
  const splitter = createSplitter({
    delimiter: dialect.delimiter.charCodeAt(0),
    quote: dialect.quote.charCodeAt(0),
    trims: trims(dialect),
  });
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  let needed = 0;
  let isReserved = false;
  for (let isLast = false; !isLast; ) {
    const next = await chunks.next();
    isLast = next.done === true;
    if (!next.done) {
      waiting.push(next.value);
      waitingBytes += next.value.length;
      // What is left of a long record is not looked through again before there is twice as much.
      if (waitingBytes < needed) continue;
    }
    const bytes = waiting.length === 1 && waiting[0] ? waiting[0] : Buffer.concat(waiting);
    const taken = splitRecords(splitter, bytes, isLast, () => records.takeBytes(splitter));
    if (size !== undefined && !isReserved && taken > 0) records.reserve(size / taken);
    isReserved ||= taken > 0;
    const rest = bytes.subarray(taken);
    if (splitter.state === 'unusual') return continued(rest, chunks);
    if (isLast && splitter.state === 'open') throw openQuote(source, splitter.line + 1);
    waiting = [rest];
    waitingBytes = rest.length;
    needed = 2 * rest.length;
  }
  return undefined;
}

async function* continued(first: Buffer, chunks: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
}

function trims({ delimiter }: Dialect): boolean {
  return delimiter !== '\t';
}

/** Reads what follows the records that were taken before. */
async function readRest(
  chunks: AsyncIterable<Buffer>,
  dialect: Dialect,
  records: Records,
  source: string,
): Promise<void> {
  const before = records.lastLine();
  const { delimiter, quote } = dialect;
  const parser = parse({
    delimiter,
    quote,
    escape: quote,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    ltrim: trims(dialect),
    max_record_size: 0,
    on_record(record: string[], { lines }) {
      records.take(record, before + lines);
      return null;
    },
  });
  await new Promise<void>((resolve, reject) => {
    const stream = Readable.from(chunks, { objectMode: false });
    parser.on('end', resolve);
    parser.on('error', (error) => reject(describe(error, source, records.lastLine())));
    stream.on('error', reject);
    parser.resume();
    stream.pipe(parser);
  });
}

interface Records {
  /** Takes the record that a splitter has just found. */
  takeBytes(splitter: Splitter): void;
  take(record: readonly string[], line: number): void;
  /** Makes room for so many times the rows that were taken. */
  reserve(factor: number): void;
  /** Where the last record that was taken ended. */
  lastLine(): number;
  finish(): RawTable;
}

function createRecords(source: string, { header = true, skipBadRows }: CsvOptions): Records {
  const builders: CellBuilder[] = [];
  const badRows: BadRow[] = [];
  let names: readonly string[] | undefined;
  let lastLine = 0;
  /** Whether a record is data; else it names the columns, or is set aside. */
  const isRow = (width: number, line: number, cells: () => readonly string[]) => {
    lastLine = line;
    const isFirst = !names;
    if (isFirst) {
      names = header ? cells() : placeNames(width);
      for (let i = 0; i < width; i++) builders.push(createCellBuilder());
    }
    if (isFirst && header) return false;
    if (width === builders.length) return true;
    if (!skipBadRows) throw raggedRow(source, line, width, builders.length);
    badRows.push({ line, cells: cells() });
    return false;
  };
  return {
    takeBytes(splitter) {
      const { fields, starts, ends, bytes, line } = splitter;
      if (!isRow(fields, line, () => fieldTexts(splitter))) return;
      for (const [i, cells] of builders.entries()) {
        pushCell(cells, bytes, starts[i] ?? 0, ends[i] ?? 0);
      }
    },
    take(record, line) {
      if (!isRow(record.length, line, () => record)) return;
      for (const [i, cells] of builders.entries()) {
        const bytes = Buffer.from(record[i] ?? '');
        pushCell(cells, bytes, 0, bytes.length);
      }
    },
    lastLine: () => lastLine,
    reserve(factor) {
      const rows = Math.ceil((builders[0]?.rows ?? 0) * factor * MARGIN);
      for (const cells of builders) reserveRows(cells, rows);
    },
    finish() {
      const { names: unique, repeated, notes } = uniqueNames(names ?? []);
      const columns = builders.map((cells, i) => finishCells(cells, unique[i] ?? ''));
      const rows = columns[0] ? rowCount(columns[0]) : 0;
      checkRows(source, names, rows);
      if (header && looksLikeData(names ?? [])) notes.push(dataHint(source, names ?? []));
      if (badRows.length > 0) notes.push(badRowsNote(badRows, rows));
      return { kind: 'raw-table', source, rows, columns, header, repeated, badRows, notes };
    },
  };
}

function fieldTexts({ bytes, fields, starts, ends }: Splitter): string[] {
  return Array.from({ length: fields }, (_, i) =>
    bytes.toString('utf8', starts[i] ?? 0, ends[i] ?? 0),
  );
}

function checkRows(source: string, names: readonly string[] | undefined, rows: number): void {
  if (!names) {
    throw new AutofitError('EMPTY_FILE', `${source} is empty.`, {
      hint: 'The first line must name the columns.',
    });
  }
  if (rows > 0) return;
  throw new AutofitError('NO_ROWS', `${source} has a header but no rows.`, {
    hint: 'Add rows below the header.',
  });
}

function dataHint(source: string, names: readonly string[]): string {
  const start = names.slice(0, 3).join(', ');
  return `the first line of ${source} looks like data (${start}…): if it names no columns, pass --no-header`;
}

function badRowsNote(badRows: readonly BadRow[], rows: number): string {
  const shown = badRows.slice(0, 3).map(({ line }) => line);
  const more = badRows.length > shown.length ? ', …' : '';
  const all = badRows.length + rows;
  return `${badRows.length} of ${all} rows of a wrong length are set aside: line ${shown.join(', ')}${more}`;
}

function raggedRow(source: string, line: number, found: number, wanted: number): AutofitError {
  const counts = `has ${found} fields where the header has ${wanted}`;
  return new AutofitError('RAGGED_ROW', `${source}, line ${line}: the row ${counts}.`, {
    file: source,
    line,
    hint: 'Quote fields that contain the delimiter, mend the row, or pass --skip-bad-rows.',
  });
}

function describe(error: Error, source: string, lastLine: number): Error {
  if (!(error instanceof CsvError)) return error;
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') return openQuote(source, lastLine + 1);
  const line = Number(error.lines);
  return new AutofitError('BAD_CSV', `${source}, line ${line}: ${error.message}`, {
    file: source,
    line,
  });
}

function openQuote(source: string, line: number): AutofitError {
  const where = `in the record that begins at line ${line}`;
  return new AutofitError('OPEN_QUOTE', `${source}: a quote that opens ${where} stays open.`, {
    file: source,
    line,
    hint: 'Close it, or double quotes inside quoted fields.',
  });
}
