import { type CellValue, numberText, toldCell } from '../../explain/cell-value.js';
import type { ColumnSchema } from '../../schema/schema.js';
import { type Column, UNSEEN } from '../../table/table.js';

/** A level that training did not have: its name is not read. */
const NEW_LEVEL = '(new level)';

/** The cell of a column's row as text. */
export function shownCell(
  schema: Pick<ColumnSchema, 'parser'>,
  column: Column,
  row: number,
): string {
  if ('codes' in column && column.codes[row] === UNSEEN) return NEW_LEVEL;
  return cellText(toldCell(schema, column, row));
}

/** A cell as text. */
export function cellText(value: CellValue): string {
  if (value === null) return '(missing)';
  if (typeof value === 'number') return numberText(value);
  return typeof value === 'string' ? value : value.join(', ');
}
