import { countOf } from '../util/count-of.js';
import { AutofitError } from '../util/errors.js';
import { greatestOf, leastOf } from '../util/extremes.js';
import { endWithout } from '../util/without-outer.js';
import {
  DELIMITERS,
  firstWidth,
  type Layout,
  layOut,
  lineEnds,
  MOST_FOR_WIDTH,
  rowsOf,
  type Way,
} from './lay-out.js';
import type { ReadingOptions } from './reading-options.js';
import { tabbed } from './tabbed-lines.js';
import { usualWidth } from './title-rows.js';

/** The share of rows that have to be just as wide as most, that something may be told by them. */
const NEARLY_ALL = 0.95;
/** Stands between no two fields of a text. */
const NONE = '\0';

/** How fields are told apart, what is put around those that hold a delimiter or a line end, and what stands above. */
export interface Dialect {
  /** One character; that of no text where a file has one column. */
  readonly delimiter: string;
  readonly quote: string;
  /** What stands before a quote that is text inside a quoted field: a quote, or a backslash. */
  readonly escape: string;
  /** Whether fields stand apart by any number of blanks, which are tabs to those who read on. */
  readonly isBlanks: boolean;
  /** What stands above the header. */
  readonly skip: { readonly bytes: number; readonly lines: number };
  /** Where the header has a name too few: for the names of rows before the first one, or for nothing behind the last one. */
  readonly gap?: 'first' | 'last' | undefined;
  /** Whether all rows have more fields than the header, for another reason. */
  readonly isShort?: boolean | undefined;
  /** Fields of the longest rows, where there is no header and some rows have one less: theirs is missing. */
  readonly width?: number | undefined;
  /** What the user should know. */
  readonly notes: readonly string[];
}

/** That of records whose fields are known. */
export const WHOLE_TABLE: Dialect = {
  delimiter: ',',
  quote: '"',
  escape: '"',
  isBlanks: false,
  skip: { bytes: 0, lines: 0 },
  notes: [],
};

export interface DialectOptions extends Pick<ReadingOptions, 'delimiter' | 'quote'> {
  /** Whether the first record names the columns. @default true */
  readonly header?: boolean | undefined;
}

/**
 * The dialect under which the first records fall into rows. Of several delimiters the one wins under which the most rows
 * are as wide as most, and the fewest cells still hold another one.
 */
export function detectDialect(
  sample: string,
  source: string,
  { delimiter, quote, header = true }: DialectOptions = {},
  isWhole = true,
): Dialect {
  checkCharacter('delimiter', delimiter);
  checkCharacter('quote', quote);
  const told = /^"?sep=(.)"?(?:\r?\n|\r)/i.exec(sample);
  const given = delimiter ?? told?.[1];
  const body = sample.slice(told?.[0].length ?? 0);
  const quotes = quote === undefined ? quotesOf(body, isWhole) : [quote];
  const marks = given === undefined ? DELIMITERS : [given];
  const ways = quotes.flatMap((own) =>
    marks.map((mark) => layOut(body, { mark, quote: own, header, isWhole })),
  );
  const best = ways.reduce((a, b) => (isBetter(b, a, header) ? b : a));
  const found =
    given === undefined && best.score === 0
      ? withoutDelimiter(ways, body, { header, isWhole })
      : best;
  const above = body.slice(0, endOfLines(body, found.linesAbove));
  const [sign = ''] = (found.hasSign && /^\s*#\s*/.exec(body.slice(above.length))) || [];
  const skipped = `${told?.[0] ?? ''}${above}${sign}`;
  return {
    delimiter: found.mark,
    quote: found.quote,
    escape: isEscaped(body, found, isWhole) ? '\\' : found.quote,
    isBlanks: found.isBlanks,
    skip: { bytes: Buffer.byteLength(skipped), lines: lineEnds(skipped) },
    ...(header ? headerGap(found.records) : unevenWidth(found.records)),
    notes: notesOf(source, above, found),
  };
}

/**
 * Whether a way is better than one before it. Under another quote delimiters inside cells make rows wider, which is no reason
 * to take it where the header fits rows without it.
 */
function isBetter(way: Way, before: Way, header: boolean): boolean {
  const least = way.quote !== before.quote && isFit(before, header) ? MOST_FOR_WIDTH : 0;
  return way.score > before.score + least;
}

/** Whether the header, if there is one, has a name for each field, or one too few for a reason that shows. */
function isFit({ records }: Way, header: boolean): boolean {
  const isNamed = firstWidth(records) === usualWidth(rowsOf(records, header));
  return !header || isNamed || headerGap(records).gap !== undefined;
}

function checkCharacter(option: string, told: string | undefined): void {
  if (told === undefined || (told.length === 1 && !/[\r\n\0]/.test(told) && told <= '~')) return;
  throw new AutofitError('BAD_OPTION', `\`${option}\` cannot be ${JSON.stringify(told)}.`, {
    hint: 'It is one character, such as ";" or a tab.',
  });
}

/** Where no delimiter tells fields apart: the one that the first record shows, blanks, or one column. */
function withoutDelimiter(
  ways: readonly Way[],
  body: string,
  { header, isWhole }: Pick<Layout, 'header' | 'isWhole'>,
): Way {
  const uneven = ways.reduce((a, b) => (firstWidth(b.records) > firstWidth(a.records) ? b : a));
  if (firstWidth(uneven.records) > 1) return uneven;
  const { quote } = uneven;
  const blanks = layOut(tabbed(body), { mark: '\t', quote, header, isWhole });
  if (isOfBlanks(blanks.records, header)) return { ...blanks, isBlanks: true };
  return layOut(body, { mark: NONE, quote, header, isWhole });
}

/** Whether nearly all rows have equally many words, three at least, of which half are always numbers. */
function isOfBlanks(records: readonly (readonly string[])[], header: boolean): boolean {
  const rows = rowsOf(records, header);
  const width = usualWidth(rows);
  const isNamed = firstWidth(records) === width || headerGap(records).gap === 'first';
  if (width < 3 || rows.length < 3 || (header && !isNamed)) return false;
  const even = rows.filter(({ length }) => length === width);
  const isNumber = (cell = '') => cell !== '' && Number.isFinite(Number(cell));
  const numbers = even[0]?.filter((_, i) => even.every((row) => isNumber(row[i]))) ?? [];
  return even.length >= NEARLY_ALL * rows.length && 2 * numbers.length >= width;
}

/** Where nearly all rows have one field more than the header: for what, if that shows. */
function headerGap(records: readonly (readonly string[])[]): Pick<Dialect, 'gap' | 'isShort'> {
  const rows = records.slice(1).filter(({ length }) => length === firstWidth(records) + 1);
  if (rows.length === 0 || rows.length < NEARLY_ALL * (records.length - 1)) return {};
  if (rows.every((row) => row.at(-1) === '')) return { gap: 'last' };
  const firsts = new Set(rows.map((row) => row[0]));
  const areNames = rows.length > 2 && firsts.size === rows.length && !firsts.has('');
  return areNames ? { gap: 'first' } : { isShort: true };
}

/** Where rows without a header differ by a field. */
function unevenWidth(records: readonly (readonly string[])[]): Pick<Dialect, 'width'> {
  const widths = records.map(({ length }) => length);
  const [least, most] = [leastOf(widths), greatestOf(widths)];
  return most === least + 1 && least > 1 ? { width: most } : {};
}

const LAST_SINGLE_QUOTED = /(?:^|[,;\t|^\n\r])'(?:[^'\n\r]|'')*'?$/;

/** Single quotes come into question where fields begin and end with them and no field begins with a double one. */
function quotesOf(sample: string, isWhole: boolean): readonly string[] {
  if (/(?:^|[,;\t|^\n\r])[^\S\t\n\r]*"/.test(sample)) return ['"'];
  // A field that is cut off would look as if its quote stayed open.
  const fields = isWhole ? sample : sample.replace(LAST_SINGLE_QUOTED, '');
  const begun = fields.match(/(?:^|[,;\t|^\n\r])'/g)?.length ?? 0;
  const ended = /(?:^|[,;\t|^\n\r])'(?:[^'\n\r]|'')*'(?=[,;\t|^\n\r]|$)/g;
  const whole = fields.match(ended)?.length ?? 0;
  // A word may begin with an apostrophe: each field that begins with one has to end so.
  return begun > 0 && begun === whole ? ["'", '"'] : ['"'];
}

/** Whether a whole field holds a quote behind a backslash, which would end it otherwise; one that is cut off is none. */
function isEscaped(body: string, { mark, quote }: Way, isWhole: boolean): boolean {
  const [d, q] = [mark, quote].map((character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
  const text = `(?:[^${q}\\\\]|\\\\[^]|${q}${q})*?`;
  const inside = `\\\\${q}(?![${d}\\r\\n])`;
  const end = isWhole ? `(?:[${d}\\n\\r]|$)` : `[${d}\\n\\r]`;
  return new RegExp(`(?:^|[${d}\\n\\r])${q}${text}${inside}${text}${q}${end}`, 'u').test(body);
}

function notesOf(source: string, above: string, { isBlanks, quote, mark, records }: Way): string[] {
  const hidden = mark === NONE ? hiddenMark(records) : undefined;
  const lines = lineEnds(above.trim() === '' ? '' : above);
  const verb = lines === 1 ? 'stands' : 'stand';
  const written =
    above
      .trim()
      .split(/[\r\n]/, 1)[0]
      ?.replaceAll(quote, '') ?? '';
  const first = written.slice(0, endWithout(written, /[,;\t|^ ]/)).slice(0, 40);
  return [
    ...(lines === 0
      ? []
      : [`${countOf(lines, 'line')} of ${source} ${verb} above the table ("${first}"): skipped`]),
    ...(hidden === undefined
      ? []
      : [
          `${source} is read as one column, though nearly all lines hold as many "${hidden}": if they stand between fields, pass \`delimiter: ${JSON.stringify(hidden)}\``,
        ]),
    ...(isBlanks ? [`the fields of ${source} are told apart by blanks`] : []),
  ];
}

/** Numbers with a decimal comma, or with commas between their thousands; times. */
const HOLD_MARKS =
  /(?<![\d,.])(?:\d{1,3}(?:,\d{3})+|\d+,\d+)(?![\d,.])|(?<!\d)\d{1,2}(?::[0-5]\d){1,2}(?:,\d+)?(?!\d)/g;
/** Marks of ratios and addresses too: they come into question where the header has them. */
const RARE_DELIMITERS = [':', '~'] as const;

/** What nearly all lines of one column hold equally often, unless it is a part of their values. */
function hiddenMark(records: readonly (readonly string[])[]): string | undefined {
  const [header = '', ...rows] = records.map(([cell = '']) => cell);
  if (rows.length < 3) return undefined;
  const own = rows.map((row) => row.replace(HOLD_MARKS, ''));
  const named = RARE_DELIMITERS.filter((mark) => isNamed(header, mark));
  return [...DELIMITERS, ...named].find((mark) => isEven(own, mark));
}

/** Whether nearly all lines hold the mark, and as often as each other. */
function isEven(lines: readonly string[], mark: string): boolean {
  const counts = lines.map((line) => line.split(mark).length - 1);
  const [usual = 0] = counts.toSorted((a, b) => a - b).slice(counts.length >> 1);
  return (
    usual > 0 && counts.filter((count) => count === usual).length >= NEARLY_ALL * counts.length
  );
}

/** Whether names stand around the mark, and not digits, as in a time that is taken for the header. */
function isNamed(header: string, mark: string): boolean {
  return header.includes(mark) && !new RegExp(`\\d${mark}\\d`).test(header);
}

/** Where the line behind so many others begins. */
function endOfLines(text: string, lines: number): number {
  const ends = text.matchAll(/\r\n|\n|\r/g);
  let end = 0;
  for (let i = 0; i < lines; i++) {
    const next = ends.next().value;
    end = next ? next.index + next[0].length : text.length;
  }
  return end;
}

/** Whether blank lines may be rows: those of one column. */
export function isOneColumn({ delimiter }: Pick<Dialect, 'delimiter'>): boolean {
  return delimiter === NONE;
}

/** Whether blanks before a field do not count: not where a tab may be an empty field. */
export function trims({ delimiter }: Pick<Dialect, 'delimiter'>): boolean {
  return delimiter !== '\t' && delimiter !== ' ';
}
