import { AutofitError } from '../util/errors.js';
import { FORM, plainText } from './plain-number.js';
import { codedCells } from './raw-cells.js';
import type { NumberCells, RawColumn, RawTable } from './raw-table.js';

/** Signs, currencies and units, but nothing that holds a list or a pair. */
const AHEAD = /^[^\d.,()[\]{}"/|]{0,4}/.source;
const BEHIND = /[^\d.,()[\]{}"|]{0,6}$/.source;
/** Numbers whose mark cannot be one of thousands, by that mark. */
const SHOWN = { '.': shownWith('\\.', ','), ',': shownWith(',', '\\.') } as const;
const OPEN = new RegExp(`${AHEAD}[1-9]\\d{0,2}[.,]\\d{3}${BEHIND}`);
const GROUP = 3;
const WORDS = { '.': 'decimal points', ',': 'decimal commas' } as const;

type Mark = keyof typeof SHOWN;

/** The marks that each file shows. */
type FileMarks = ReadonlyMap<string, ReadonlySet<Mark>>;

/**
 * Throws an AutofitError where one file writes the numbers of a column with decimal commas and another with points, and cells such as
 * `1,234` in it may be read by the mark of the other file, once all are one table.
 */
export function checkMarks(tables: readonly RawTable[]): void {
  const byColumn = marksByColumn(tables);
  const all = joined(byColumn.values());
  const telling = [...byColumn.values()].filter((own) => tellsOfFiles(own, all));
  const told = joined(telling);
  for (const [name, own] of byColumn) {
    const marks = new Map(
      [...own].map(([file, some]) => [file, some.size > 0 ? some : told.get(file)]),
    );
    const [comma, point] = [fileWith(marks, ','), fileWith(marks, '.')];
    if (comma === undefined || point === undefined) continue;
    checkOpen(tables, name, comma, point);
  }
}

/** Throws an AutofitError where a column has a cell that may be read with either mark. */
function checkOpen(tables: readonly RawTable[], name: string, comma: string, point: string): void {
  for (const { columns, source } of tables) {
    const column = columns.find((own) => own.name === name);
    const open = column && codedCells(column).values.find((cell) => OPEN.test(cell.trim()));
    if (open !== undefined) throw otherMark(comma, point, name, open, source);
  }
}

/** By columns; none where all files have one mark. */
function marksByColumn(tables: readonly RawTable[]): ReadonlyMap<string, FileMarks> {
  const cells = tables.flatMap(({ source, columns }) =>
    columns.map((column) => ({ source, column })),
  );
  const shown = (mark: Mark) => new Set(cells.filter(({ column }) => isShown(column, mark)));
  const commas = shown(',');
  const points = commas.size > 0 ? shown('.') : commas;
  const byColumn = new Map<string, Map<string, Set<Mark>>>();
  if (points.size === 0) return byColumn;
  for (const cell of cells) {
    const { source, column } = cell;
    const own = byColumn.get(column.name) ?? new Map<string, Set<Mark>>();
    const marks = own.get(source) ?? new Set();
    if (commas.has(cell)) marks.add(',');
    if (points.has(cell)) marks.add('.');
    byColumn.set(column.name, own.set(source, marks));
  }
  return byColumn;
}

/** The marks of files in some columns. */
function joined(columns: Iterable<FileMarks>): FileMarks {
  const files = new Map<string, ReadonlySet<Mark>>();
  for (const own of columns) {
    for (const [file, marks] of own) {
      files.set(file, new Set([...marks, ...(files.get(file) ?? [])]));
    }
  }
  return files;
}

/** Whether the marks of a column are those of its files: versions, dates and lists have the same mark beside numbers with either. */
function tellsOfFiles(own: FileMarks, all: FileMarks): boolean {
  if (fileWith(own, ',') !== undefined && fileWith(own, '.') !== undefined) return true;
  return [...own].every(([file, marks]) => marks.size === 0 || all.get(file)?.size === 1);
}

/** The first file that has one mark alone. */
function fileWith(marks: ReadonlyMap<string, ReadonlySet<Mark> | undefined>, mark: Mark) {
  return [...marks].find(([, own]) => own?.size === 1 && own.has(mark))?.[0];
}

function otherMark(comma: string, point: string, column: string, cell: string, source: string) {
  const files = `${comma} has ${WORDS[',']} and ${point} ${WORDS['.']}`;
  return new AutofitError(
    'OTHER_MARKS',
    `${files}: as one table, "${cell.trim()}" in column "${column}" of ${source} may be read by either.`,
    {
      file: point,
      hint: 'Files that are read as one table write numbers alike: write all with one decimal mark.',
    },
  );
}

function isShown(column: RawColumn, mark: Mark): boolean {
  if (column.kind === 'numbers' && mark === '.' && showsPoint(column)) return true;
  return column.values.some((cell) => SHOWN[mark].test(cell.trim()));
}

function showsPoint({ numbers, forms }: NumberCells): boolean {
  return forms.some((form, row) => {
    if (form === 0 || form === FORM.empty || form === FORM.text) return false;
    const value = numbers[row] ?? 0;
    if (form === GROUP) return Math.abs(value) < 1 || Math.abs(value) >= 1000;
    return form < FORM.float || SHOWN['.'].test(plainText(value, form));
  });
}

function shownWith(mark: string, other: string): RegExp {
  const grouped = `\\d{1,3}(?:[${other}'’\\s]\\d{3})+${mark}\\d+`;
  const plain = `(?:\\d+${mark}(?:\\d{1,2}|\\d{4,})|(?:0|\\d{4,})${mark}\\d{3})`;
  return new RegExp(`${AHEAD}(?:${grouped}|${plain})${BEHIND}`);
}
