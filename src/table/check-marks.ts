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

/**
 * Throws an AutofitError where one file writes numbers with decimal commas and another with points, and cells such as `1,234`
 * may be read by the mark of the other file, once all are one table.
 */
export function checkMarks(tables: readonly RawTable[]): void {
  const bySource = new Map<string, ReadonlySet<Mark>>();
  for (const table of tables) {
    bySource.set(table.source, new Set([...marksIn(table), ...(bySource.get(table.source) ?? [])]));
  }
  const [comma, point] = ([',', '.'] as const).map((mark) =>
    [...bySource].find(([, marks]) => marks.size === 1 && marks.has(mark)),
  );
  if (!comma || !point) return;
  for (const { columns, source } of tables) {
    for (const column of columns) {
      const open = codedCells(column).values.find((cell) => OPEN.test(cell.trim()));
      if (open !== undefined) throw otherMark(comma[0], point[0], column.name, open, source);
    }
  }
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

/** The decimal marks that a table shows. */
function marksIn({ columns }: RawTable): ReadonlySet<Mark> {
  const marks = new Set<Mark>();
  for (const column of columns) {
    for (const mark of ['.', ','] as const) {
      if (!marks.has(mark) && isShown(column, mark)) marks.add(mark);
    }
    if (marks.size === 2) break;
  }
  return marks;
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
