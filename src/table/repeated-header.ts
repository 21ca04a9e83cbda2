import { cleanText } from '../util/clean-text.js';
import { AutofitError } from '../util/errors.js';
import { FORM } from './plain-number.js';
import { cellAt } from './raw-cells.js';
import type { CodedCells, NumberCells, RawColumn } from './raw-table.js';

/** Of fewer columns, a row of their names in another order may be a row of data, such as a pair of words. */
const FEWEST_MIXED = 3;

/** Columns whose rows that repeated the header are blank, and how many these are. */
interface BlankedHeaders {
  readonly columns: readonly RawColumn[];
  readonly repeats: number;
}

/**
 * Blanks the rows that are the header once more, as where files were put one behind the other: nothing is read of them, and
 * rows stay where they are. Throws an AutofitError where the names come in another order, as the cells behind them do.
 */
export function blankHeaders(
  columns: readonly RawColumn[],
  header: readonly string[],
  source: string,
): BlankedHeaders {
  const names = header.map(cleanText);
  const repeats = namedRows(columns, names).filter((row) => {
    const cells = columns.map((column) => cleanText(cellAt(column, row)));
    if (cells.every((cell, i) => cell === names[i])) return true;
    if (isMixed(cells, names)) throw otherOrder(source, row, cells);
    return false;
  });
  if (repeats.length === 0) return { columns, repeats: 0 };
  return { columns: columns.map((column) => blanked(column, repeats)), repeats: repeats.length };
}

/** Rows whose cells all are names of columns. */
function namedRows(columns: readonly RawColumn[], names: readonly string[]): number[] {
  const all = new Set(names);
  const named = columns.filter((_, i) => names[i] !== '');
  if (named.length < 2) return [];
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
  if (places.size === 0) return [];
  const rows: number[] = [];
  const cells = column.kind === 'coded' ? column.codes : column.numbers;
  for (let row = 0; row < cells.length; row++) {
    const isText = column.kind === 'coded' || column.forms[row] === FORM.text;
    if (isText && places.has(cells[row] ?? -1)) rows.push(row);
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
