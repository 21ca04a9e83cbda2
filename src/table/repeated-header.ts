import { cleanText } from '../util/clean-text.js';
import { AutofitError } from '../util/errors.js';
import { FORM } from './plain-number.js';
import { cellAt, rowCount } from './raw-cells.js';
import type { CodedCells, NumberCells, RawColumn } from './raw-table.js';

/** Of fewer columns, a row of their names in another order may be a row of data, such as a pair of words. */
const FEWEST_MIXED = 3;
const LETTER = /\p{L}/u;

/** Columns whose rows that repeated the header are blank, and how many these are. */
interface BlankedHeaders {
  readonly columns: readonly RawColumn[];
  readonly repeats: number;
  /** Whether names of columns are values of theirs, so that a row of them is one of data. */
  readonly areValues: boolean;
}

/** Which rows of a file these are: so many come before. */
interface Place {
  readonly source: string;
  readonly before: number;
}

/** A row of names of columns; its cells, where they come in another order. */
interface NamedRow {
  readonly row: number;
  readonly mixed?: readonly string[];
}

/**
 * Blanks the rows that are the header once more, as where files were put one behind the other: nothing is read of them, and
 * rows stay where they are. Throws an AutofitError where the names come in another order, as the cells behind them do.
 */
export function blankHeaders(
  columns: readonly RawColumn[],
  header: readonly string[],
  { source, before }: Place,
): BlankedHeaders {
  const names = header.map(cleanText);
  const found = namedRows(columns, names).flatMap((row): NamedRow[] => {
    const cells = columns.map((column) => cleanText(cellAt(column, row)));
    if (cells.every((cell, i) => cell === names[i])) return [{ row }];
    return isMixed(cells, names) ? [{ row, mixed: cells }] : [];
  });
  if (found.length === 0) return { columns, repeats: 0, areValues: false };
  if (areValues(columns, names, found)) return { columns, repeats: 0, areValues: true };
  for (const { row, mixed } of found) if (mixed) throw otherOrder(source, before + row, mixed);
  const rows = found.map(({ row }) => row);
  const all = columns.map((column) => blanked(column, rows));
  return { columns: all, repeats: rows.length, areValues: false };
}

/** Whether each column has names in other rows as well, as where cells are what is in a basket, or has nothing but names in another order. */
function areValues(
  columns: readonly RawColumn[],
  names: readonly string[],
  found: readonly NamedRow[],
): boolean {
  const rows = new Set(found.map(({ row }) => row));
  const written = new Set(names.filter((name) => name !== ''));
  const isMixed = found.some(({ mixed }) => mixed);
  return columns.every(
    (column) =>
      rowsOfTexts(column, written).some((row) => !rows.has(row)) ||
      (isMixed && !hasOthers(column, rows)),
  );
}

function hasOthers(column: RawColumn, rows: ReadonlySet<number>): boolean {
  for (let row = 0; row < rowCount(column); row++) {
    if (!rows.has(row) && cellAt(column, row).trim() !== '') return true;
  }
  return false;
}

/** Rows whose cells all are names of columns. */
function namedRows(columns: readonly RawColumn[], names: readonly string[]): number[] {
  const all = new Set(names);
  const named = columns.filter((_, i) => names[i] !== '');
  // Rows of numbers alone may be data, whatever the columns are called.
  if (named.length < 2 || !names.some((name) => LETTER.test(name))) return [];
  // Texts may have to be decoded: of numbers there are few.
  const fewest =
    named.find(({ kind }) => kind === 'numbers') ??
    named.find((column) => column.kind === 'coded' && column.isDistinct) ??
    named[0];
  return fewest ? rowsOfTexts(fewest, all).filter((row) => isNamed(columns, row, all)) : [];
}

function isNamed(columns: readonly RawColumn[], row: number, names: ReadonlySet<string>): boolean {
  return columns.every((column) => names.has(cleanText(cellAt(column, row))));
}

function rowsOfTexts(column: RawColumn, texts: ReadonlySet<string>): number[] {
  const places = new Set(
    [...column.values.entries()].flatMap(([i, text]) => (texts.has(cleanText(text)) ? [i] : [])),
  );
  // Names may be numbers, such as years.
  const numbers = column.kind === 'coded' ? [] : [...texts].filter((text) => text !== '');
  const values = new Set(numbers.map(Number).filter((value) => !Number.isNaN(value)));
  if (places.size === 0 && values.size === 0) return [];
  const rows: number[] = [];
  const cells = column.kind === 'coded' ? column.codes : column.numbers;
  for (let row = 0; row < cells.length; row++) {
    const isText = column.kind === 'coded' || column.forms[row] === FORM.text;
    const cell = cells[row] ?? Number.NaN;
    if (isText ? places.has(cell) : values.has(cell) && texts.has(cellAt(column, row))) {
      rows.push(row);
    }
  }
  return rows;
}

function isMixed(cells: readonly string[], names: readonly string[]): boolean {
  if (names.filter((name) => name !== '').length < FEWEST_MIXED) return false;
  const [own, all] = [cells.toSorted(), names.toSorted()];
  return own.every((cell, i) => cell === all[i]);
}

function otherOrder(source: string, row: number, cells: readonly string[]): AutofitError {
  const start = cells.slice(0, 3).join(', ');
  const what = `row ${row + 1} names the columns in another order (${start}…)`;
  return new AutofitError('MIXED_COLUMNS', `${source}: ${what}.`, {
    file: source,
    hint: 'The rows behind it seem to come from a file of other columns: give each file by itself, as a folder of files, where columns are found by name.',
  });
}

function blanked(column: RawColumn, rows: readonly number[]): RawColumn {
  return column.kind === 'coded' ? blankedTexts(column, rows) : blankedNumbers(column, rows);
}

function blankedNumbers(column: NumberCells, rows: readonly number[]): NumberCells {
  for (const row of rows) {
    column.numbers[row] = Number.NaN;
    column.forms[row] = FORM.empty;
  }
  return column;
}

/** A text that no other row has goes, so that it counts for nothing; else they get one that is blank. */
function blankedTexts(column: CodedCells, rows: readonly number[]): CodedCells {
  const { codes, values } = column;
  const own = new Set(rows.map((row) => codes[row] ?? 0));
  for (const row of rows) codes[row] = values.length;
  const isUsed = codes.some((code) => own.has(code));
  const left = isUsed ? values : values.map((text, code) => (own.has(code) ? '' : text));
  return { ...column, values: [...left, ''], isDistinct: false };
}
