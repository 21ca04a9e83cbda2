import { CsvError, parse } from 'csv-parse/sync';
import { endWithout } from '../util/without-outer.js';
import type { BlankLines } from './csv-kernels.js';
import { type Dialect, isOneColumn, trims } from './dialect.js';

/** Records that are quoted otherwise than RFC 4180 has it. */
export interface UnusualRecords {
  /** Each with how many lines ended in it and before it. */
  readonly records: readonly { readonly cells: readonly string[]; readonly line: number }[];
  /** Where the first record begins that was not given. */
  readonly taken: number;
  /** Lines that ended in what was taken. */
  readonly lines: number;
  readonly blank: BlankLines;
  /** Whether a quote stays open to the end of all bytes. */
  readonly isOpen: boolean;
}

const [LF, CR] = [10, 13];

/** Reads by csv-parse so many records at most, of those that are whole. */
export function readUnusual(
  bytes: Buffer,
  dialect: Dialect,
  { most, isLast }: { readonly most: number; readonly isLast: boolean },
): UnusualRecords {
  const records: { cells: readonly string[]; line: number }[] = [];
  const blank = { before: 0, behind: 0 };
  const isOne = isOneColumn(dialect);
  let [taken, lines, skipped] = [0, 0, 0];
  const take = (found: readonly string[], end: number, empty: number) => {
    // What ends with the bytes may go on behind them.
    if (end === bytes.length && !isLast) return;
    const cells = withoutQuotes(found, dialect, () => bytes.toString('utf8', taken, end));
    lines += lineEnds(bytes, taken, end);
    if (end === bytes.length && !endsLine(bytes)) lines++;
    taken = end;
    blank.before += empty - skipped;
    skipped = empty;
    if (isOne && cells[0] === '') blank.behind++;
    else {
      blank.before += blank.behind;
      blank.behind = 0;
    }
    records.push({ cells, line: lines });
  };
  const isOpen = !parseRecords(bytes, dialect, most, take);
  // Behind the last record there may be blanks.
  if (isLast && !isOpen && records.length < most) taken = bytes.length;
  return { records, taken, lines, blank, isOpen: isOpen && isLast && records.length < most };
}

/**
 * Cells without the quotes that csv-parse leaves where blanks follow the latter one. A cell may hold such quotes, which the
 * record has doubled, or begin and end with words in quotes: they go where the record holds all of the cell in one pair.
 */
function withoutQuotes(
  cells: readonly string[],
  { delimiter, quote }: Dialect,
  written: () => string,
): readonly string[] {
  let record: string | undefined;
  return cells.map((cell) => {
    const end = endWithout(cell, /[ \t]/) - 1;
    const isLeft = end < cell.length - 1 && end > 0 && cell.startsWith(quote);
    if (!isLeft || cell[end] !== quote) return cell;
    const inner = cell.slice(1, end);
    const whole = quote + inner.replaceAll(quote, quote + quote) + cell.slice(end);
    record ??= written();
    return holdsCell(record, whole, delimiter) ? inner : cell;
  });
}

/** Whether a field of a record ends so. */
function holdsCell(record: string, cell: string, delimiter: string): boolean {
  const behind = [delimiter, '\n', '\r'];
  return record.endsWith(cell) || behind.some((character) => record.includes(cell + character));
}

/** False where a quote stays open. */
function parseRecords(
  bytes: Buffer,
  dialect: Dialect,
  most: number,
  take: (cells: string[], end: number, empty: number) => void,
): boolean {
  const { delimiter, quote } = dialect;
  try {
    parse(bytes, {
      delimiter,
      quote,
      escape: quote,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: !isOneColumn(dialect),
      ltrim: trims(dialect),
      max_record_size: 0,
      to: most,
      on_record(record: string[], { bytes: end, empty_lines }) {
        take(record, end, empty_lines);
        return null;
      },
    });
    return true;
  } catch (thrown) {
    if (!(thrown instanceof CsvError) || thrown.code !== 'CSV_QUOTE_NOT_CLOSED') throw thrown;
    return false;
  }
}

function lineEnds(bytes: Buffer, start: number, end: number): number {
  let count = 0;
  for (let i = start; i < end; i++) {
    const byte = bytes[i];
    if (byte === LF || (byte === CR && bytes[i + 1] !== LF)) count++;
  }
  return count;
}

function endsLine(bytes: Buffer): boolean {
  return bytes.at(-1) === LF || bytes.at(-1) === CR;
}
