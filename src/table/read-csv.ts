import type { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { AutofitError } from '../util/errors.js';
import { detectDelimiter } from './dialect.js';
import { detectEncoding } from './encoding.js';
import { uniqueNames } from './header.js';
import { createRawColumnBuilder, type RawColumnBuilder, type RawTable } from './raw-table.js';

const SAMPLE_BYTES = 64 * 1024;

/**
 * Reads CSV as a stream into lossless columns. Delimiter and encoding are found from the first 64 KB; a header is
 * required. Throws an AutofitError with file and line for a row of the wrong length or an open quote.
 */
export async function readCsv(input: Readable, source: string): Promise<RawTable> {
  const sample = await firstBytes(input);
  const encoding = detectEncoding(sample);
  const delimiter = detectDelimiter(sample.toString(encoding));
  const parser = parse({
    delimiter,
    encoding,
    bom: true,
    relax_quotes: true,
    skip_empty_lines: true,
    ltrim: delimiter !== '\t',
    max_record_size: 0,
  });
  const builders: RawColumnBuilder[] = [];
  let header: string[] | undefined;
  const done = new Promise<void>((resolve, reject) => {
    parser.on('data', (record: string[]) => {
      if (header) {
        for (let i = 0; i < record.length; i++) builders[i]?.push(record[i] ?? '');
      } else {
        header = record;
        for (let i = 0; i < record.length; i++) builders.push(createRawColumnBuilder());
      }
    });
    parser.on('end', resolve);
    parser.on('error', (error) => reject(describe(error, source)));
    input.on('error', reject);
  });
  parser.write(sample);
  input.pipe(parser);
  await done;
  const notes = encoding === 'latin1' ? [`${source} is not UTF-8: it is read as Latin-1`] : [];
  return finish(source, header, builders, notes);
}

/** Reads until the sample is full; the stream goes on behind it. */
async function firstBytes(input: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  while (bytes < SAMPLE_BYTES) {
    const chunk = input.read() as Buffer | null;
    if (chunk) {
      chunks.push(chunk);
      bytes += chunk.length;
    } else if (input.readableEnded || !(await moreToRead(input))) break;
  }
  return Buffer.concat(chunks);
}

function moreToRead(input: Readable): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const settle = (more: boolean) => () => {
      input.off('readable', onReadable).off('end', onEnd).off('error', onError);
      resolve(more);
    };
    const onReadable = settle(true);
    const onEnd = settle(false);
    const onError = (error: Error) => reject(error);
    input.on('readable', onReadable).on('end', onEnd).on('error', onError);
  });
}

function finish(
  source: string,
  header: readonly string[] | undefined,
  builders: readonly RawColumnBuilder[],
  earlier: readonly string[],
): RawTable {
  if (!header) {
    throw new AutofitError('EMPTY_FILE', `${source} is empty.`, {
      hint: 'The first line must name the columns.',
    });
  }
  const { names, notes } = uniqueNames(header);
  const columns = builders.map((builder, i) => builder.finish(names[i] ?? ''));
  const rows = columns[0]?.codes.length ?? 0;
  if (rows === 0) {
    throw new AutofitError('NO_ROWS', `${source} has a header but no rows.`, {
      hint: 'Add rows below the header.',
    });
  }
  return { kind: 'raw-table', source, rows, columns, notes: [...earlier, ...notes] };
}

function describe(error: Error, source: string): Error {
  if (!(error instanceof CsvError)) return error;
  const line = Number(error.lines);
  if (error.code === 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH') {
    const found = Array.isArray(error.record) ? error.record.length : undefined;
    const expected = /expect (\d+)/.exec(error.message)?.[1];
    const counts = `has ${found} fields where the header has ${expected}`;
    return new AutofitError('RAGGED_ROW', `${source}, line ${line}: the row ${counts}.`, {
      file: source,
      line,
      hint: 'Quote fields that contain the delimiter, or mend the row.',
    });
  }
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') {
    return new AutofitError('OPEN_QUOTE', `${source}: a quote that opens is never closed.`, {
      file: source,
      line,
      hint: `The file ends at line ${line} inside a quoted field: close it, or double quotes inside it.`,
    });
  }
  return new AutofitError('BAD_CSV', `${source}, line ${line}: ${error.message}`, {
    file: source,
    line,
  });
}
