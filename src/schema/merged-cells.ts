import { cellAt, rowCount } from '../table/raw-cells.js';
import type { RawColumn, RawTable } from '../table/raw-table.js';

const FEWEST_ROWS = 10;
/** Of the first rows, more filled ones show that a column has no groups. */
const [LOOKED, MOST_FILLED] = [50, 40];
/** Of the filled cells so many are followed by a blank one. */
const FOLLOWED = 0.8;

/** That the first columns have a value in the first row of a group alone, as merged cells of a sheet are written; undefined where they have not. */
export function describeMerged({ columns, rows }: RawTable): string | undefined {
  const [first, ...others] = columns;
  const groups = first && rows >= FEWEST_ROWS ? groupRows(first) : undefined;
  if (!first || !groups || !areDistinct(first, groups)) return undefined;
  const end = others.findIndex((column) => !isInGroups(column, groups));
  const names = [first, ...others.slice(0, Math.max(0, end))].map(({ name }) => `"${name}"`);
  const [what, whose] = names.length === 1 ? ['column', 'it says'] : ['columns', 'they say'];
  return `${what} ${names.join(', ')}: cells with a value stand above blank ones, as merged cells of a sheet are written: fill them down if ${whose} what the rows below are of, too`;
}

/** The filled rows of a column, where the first is filled and most are followed by blank ones. */
function groupRows(column: RawColumn): readonly number[] | undefined {
  const rows = rowCount(column);
  const filled: number[] = [];
  let followed = 0;
  for (let row = 0; row < rows; row++) {
    const isFilled = cellAt(column, row).trim() !== '';
    if (isFilled) filled.push(row);
    else if (filled.at(-1) === row - 1) followed++;
    if (row === LOOKED && filled.length > MOST_FILLED) return undefined;
  }
  const areGroups = filled[0] === 0 && filled.length > 1 && 2 * filled.length <= rows;
  return areGroups && followed >= FOLLOWED * filled.length ? filled : undefined;
}

function areDistinct(column: RawColumn, rows: readonly number[]): boolean {
  return new Set(rows.map((row) => cellAt(column, row))).size === rows.length;
}

/** Whether a column has groups that begin where these do, or within. */
function isInGroups(column: RawColumn, groups: readonly number[]): boolean {
  const own = new Set(groupRows(column));
  return groups.every((row) => own.has(row));
}
