import type { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { AutofitError } from '../util/errors.js';
import { detectDialect } from './dialect.js';
import { looksLikeData, placeNames, uniqueNames } from './header.js';
import { peek } from './peek.js';
import {
  type BadRow,
  createRawColumnBuilder,
  type RawColumnBuilder,
  type RawTable,
} from './raw-table.js';

export interface CsvOptions {
  /** Whether the first record names the columns; without names they are c1, c2, … @default true */
  readonly header?: boolean | undefined;
  /** Whether records of a wrong length are set aside; else they are an error. @default false */
  readonly skipBadRows?: boolean | undefined;
}

/**
 * Reads CSV in UTF-8 as a stream into lossless columns. Delimiter and quote are found from the first 64 KB; any
 * of \n, \r\n and \r ends a record. Throws an AutofitError with file and line for a record of the wrong length
 * or a quote that stays open.
 */
export async function readCsv(
  input: Readable,
  source: string,
  options: CsvOptions = {},
): Promise<RawTable> {
  const { sample, stream } = await peek(input);
  const { delimiter, quote } = detectDialect(sample.toString());
  const records = createRecords(source, options);
  const parser = parse({
    delimiter,
    quote,
    escape: quote,
    record_delimiter: ['\r\n', '\n', '\r'],
    bom: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    ltrim: delimiter !== '\t',
    max_record_size: 0,
    on_record(record: string[], { lines }) {
      records.take(record, lines);
      return null;
    },
  });
  await new Promise<void>((resolve, reject) => {
    parser.on('end', resolve);
    parser.on('error', (error) => reject(describe(error, source, records.lastLine())));
    stream.on('error', reject);
    parser.resume();
    stream.pipe(parser);
  });
  return records.finish();
}

interface Records {
  take(record: readonly string[], line: number): void;
  /** Where the last record that was taken ended. */
  lastLine(): number;
  finish(): RawTable;
}

function createRecords(source: string, { header = true, skipBadRows }: CsvOptions): Records {
  const builders: RawColumnBuilder[] = [];
  const badRows: BadRow[] = [];
  let names: readonly string[] | undefined;
  let lastLine = 0;
  const begin = (record: readonly string[]) => {
    names = header ? record : placeNames(record.length);
    for (let i = 0; i < record.length; i++) builders.push(createRawColumnBuilder());
  };
  return {
    take(record, line) {
      lastLine = line;
      const isHeader = header && !names;
      if (!names) begin(record);
      if (isHeader) return;
      if (record.length === builders.length) {
        for (let i = 0; i < record.length; i++) builders[i]?.push(record[i] ?? '');
      } else if (skipBadRows) badRows.push({ line, cells: record });
      else throw raggedRow(source, line, record.length, builders.length);
    },
    lastLine: () => lastLine,
    finish() {
      const { names: unique, repeated, notes } = uniqueNames(names ?? []);
      const columns = builders.map((builder, i) => builder.finish(unique[i] ?? ''));
      const rows = columns[0]?.codes.length ?? 0;
      checkRows(source, names, rows);
      if (header && looksLikeData(names ?? [])) notes.push(dataHint(source, names ?? []));
      if (badRows.length > 0) notes.push(badRowsNote(badRows, rows));
      return { kind: 'raw-table', source, rows, columns, header, repeated, badRows, notes };
    },
  };
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
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') {
    const line = lastLine + 1;
    const where = `in the record that begins at line ${line}`;
    return new AutofitError('OPEN_QUOTE', `${source}: a quote that opens ${where} stays open.`, {
      file: source,
      line,
      hint: 'Close it, or double quotes inside quoted fields.',
    });
  }
  const line = Number(error.lines);
  return new AutofitError('BAD_CSV', `${source}, line ${line}: ${error.message}`, {
    file: source,
    line,
  });
}
