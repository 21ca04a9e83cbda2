import { cellReader } from '../schema/cell-reader.js';
import { filledCells } from '../schema/filled-cells.js';
import { listItems } from '../schema/list-items.js';
import type { ColumnSchema } from '../schema/schema.js';
import type { RawColumn } from '../table/raw-table.js';
import { UNSEEN } from '../table/table.js';
import type { NewLevels } from './drift.js';

/** Levels that are told by name. */
const MOST_NAMED = 10;

/** The levels or items of a column that training did not have, as they are written; undefined where there are none. */
export function newLevels(column: ColumnSchema, raw: RawColumn): NewLevels | undefined {
  const strange = strangeIn(column);
  if (!strange) return undefined;
  const rowsOf = new Map<string, number>();
  let rows = 0;
  for (const [cell, count] of filledCells(column, raw)) {
    const names = new Set(strange(cell));
    if (names.size > 0) rows += count;
    for (const name of names) rowsOf.set(name, (rowsOf.get(name) ?? 0) + count);
  }
  if (rows === 0) return undefined;
  const ranked = [...rowsOf]
    .map(([name, count]) => ({ name, rows: count }))
    .sort((a, b) => b.rows - a.rows || (a.name < b.name ? -1 : 1));
  return { rows, levels: rowsOf.size, commonest: ranked.slice(0, MOST_NAMED) };
}

/** What of a cell is new. */
function strangeIn({ parser }: ColumnSchema): ((cell: string) => readonly string[]) | undefined {
  if (parser?.kind === 'categorical') {
    const read = cellReader(parser);
    return (cell) => (read(cell) === UNSEEN ? [cell] : []);
  }
  if (parser?.kind !== 'list') return undefined;
  const known = new Set(parser.items);
  return (cell) => listItems(parser.separator, cell)?.filter((item) => !known.has(item)) ?? [];
}
