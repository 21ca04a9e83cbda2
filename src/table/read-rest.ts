import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { AutofitError } from '../util/errors.js';
import { openQuote, type Records } from './csv-records.js';
import { type Dialect, isOneColumn, trims } from './dialect.js';

/** Reads by csv-parse what follows the records that were taken before. */
export async function readRest(
  chunks: AsyncIterable<Buffer>,
  dialect: Dialect,
  records: Records,
  { source, line: before }: { readonly source: string; readonly line: number },
): Promise<void> {
  let isStopped = false;
  let skipped = 0;
  const { delimiter, quote } = dialect;
  const isOne = isOneColumn(dialect);
  const blank = { before: 0, behind: 0 };
  const parser = parse({
    delimiter,
    quote,
    escape: dialect.escape,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: !isOne,
    ltrim: trims(dialect),
    max_record_size: 0,
    on_record(record: string[], { lines, empty_lines }) {
      // What csv-parse holds when it is told to stop may end in the middle of a record.
      if (isStopped) return null;
      blank.before += empty_lines - skipped;
      skipped = empty_lines;
      if (isOne && record[0] === '') blank.behind++;
      else {
        blank.before += blank.behind;
        blank.behind = 0;
      }
      records.take(record, before + lines);
      return null;
    },
  });
  await new Promise<void>((resolve, reject) => {
    const until = async function* () {
      for await (const chunk of chunks) {
        isStopped = records.isToStop();
        if (isStopped) return resolve();
        yield chunk;
      }
    };
    const stream = Readable.from(until(), { objectMode: false });
    parser.on('end', resolve);
    parser.on('error', (error) => reject(describe(error, source, records.lastLine())));
    stream.on('error', reject);
    parser.resume();
    stream.pipe(parser);
  });
  records.addBlank(blank);
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
