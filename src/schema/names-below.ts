import { cellAt } from '../table/raw-cells.js';
import type { RawTable } from '../table/raw-table.js';
import { cleanText } from '../util/clean-text.js';

/** What is to be said where columns that are sought stand in the first row: a line of groups is above their names. */
export function namesBelow(raw: RawTable, sought: readonly string[]): string | undefined {
  if (!raw.header || raw.isInMemory || raw.rows === 0) return undefined;
  const first = new Set(raw.columns.map((column) => cleanText(cellAt(column, 0))));
  if (!sought.every((name) => first.has(name))) return undefined;
  const [name = ''] = sought;
  return `"${name}" stands in the row below its first line: remove what is above the names of the columns. `;
}
