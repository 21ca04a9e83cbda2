import { commentLines, withoutSign } from './comment-lines.js';
import { isBlank, sampleRecords } from './sample-records.js';
import { titleRows, usualWidth } from './title-rows.js';

/** What may stand between fields. */
export const DELIMITERS = [',', ';', '\t', '|', '^'] as const;
const RECORDS = 100;
/** The share of rows that have to be nearly as wide as most of them, that something may be told by them. */
const LEAST_SHARE = 0.5;
/** What is left of a score where a quote stays open. */
const OPEN_SHARE = 0.5;
/** What fields of a row add to a score at most: more of them tell of two that are as even. */
export const MOST_FOR_WIDTH = 1e-3;
/** A cell that may hold a comma although it is not the delimiter. */
const NUMBER = /^[^\d,;\t|^]{0,4}\d[\d.,]*[^\d,;\t|^]{0,4}$/;

/** A sample under one delimiter. */
export interface Way {
  readonly mark: string;
  readonly quote: string;
  readonly isBlanks: boolean;
  /** Whether a # stands before the names, as a word of its own. */
  readonly hasSign: boolean;
  /** Comments, titles and blank lines above the table. */
  readonly linesAbove: number;
  /** The table's records, blank lines left out. */
  readonly records: readonly (readonly string[])[];
  /** 0 where it tells nothing apart. */
  readonly score: number;
}

/** How a sample is laid out. */
export interface Layout {
  readonly mark: string;
  readonly quote: string;
  readonly header: boolean;
  /** Whether the sample is all that there is. */
  readonly isWhole: boolean;
}

export function layOut(body: string, { mark, quote, header, isWhole }: Layout): Way {
  const sample = sampleRecords(body, { delimiter: mark, quote, isWhole }, RECORDS);
  const all = sample.records;
  const comments = header ? commentLines(all) : 0;
  const filled = all.slice(comments).filter((record) => !isBlank(record));
  const cells = filled.map((record) => record.cells);
  const titles = header ? titleRows(cells) : 0;
  // Blank lines above the first record are above the table, too.
  const first = filled[titles];
  const end = first ? all[all.indexOf(first) - 1]?.end : 0;
  const [top = [], ...rows] = cells.slice(titles);
  const names = header ? withoutSign(top, rows[0]) : top;
  const records = first ? [names, ...rows] : [];
  // No quote of a whole text stays open: where it does, it is another delimiter's.
  const share = isWhole && sample.isOpen ? OPEN_SHARE : 1;
  const score = share * scoreOf(records, mark, header);
  return {
    mark,
    quote,
    isBlanks: false,
    hasSign: names !== top,
    linesAbove: lineEnds(body.slice(0, end ?? 0)),
    records,
    score,
  };
}

function scoreOf(records: readonly (readonly string[])[], mark: string, header: boolean): number {
  const rows = rowsOf(records, header);
  const width = usualWidth(rows);
  if (width < 2 || (header && firstWidth(records) < 2)) return 0;
  const near = shareOf(rows, ({ length }) => Math.abs(length - width) <= 1);
  if (near < LEAST_SHARE) return 0;
  const exact = shareOf(rows, ({ length }) => length === width);
  const others = DELIMITERS.filter((other) => other !== mark);
  const clean = shareOf(
    rows.flat(),
    (cell) => NUMBER.test(cell) || !others.some((other) => cell.includes(other)),
  );
  return ((exact + near) / 2) * clean + Math.min(width / 1e6, MOST_FOR_WIDTH);
}

export function rowsOf<T>(records: readonly T[], header: boolean): readonly T[] {
  return header && records.length > 1 ? records.slice(1) : records;
}

function shareOf<T>(items: readonly T[], holds: (item: T) => boolean): number {
  return items.filter(holds).length / items.length;
}

export function firstWidth(records: readonly (readonly string[])[]): number {
  return records[0]?.length ?? 0;
}

export function lineEnds(text: string): number {
  return text.match(/\r\n|\n|\r/g)?.length ?? 0;
}
