import { FORM } from './plain-number.js';
import { cellAt } from './raw-cells.js';
import type { RawColumn } from './raw-table.js';
import { isHeader } from './title-rows.js';

/**
 * Whether a header looks like groups of columns, as merged cells of a sheet are written, and the first row like their
 * names: the header has gaps, the row has none and no name twice, and one stands above numbers.
 */
export function namesGroups(header: readonly string[], columns: readonly RawColumn[]): boolean {
  if (!header.some((name) => name.trim() === '') || !columns.some(hasTextAboveNumbers))
    return false;
  return isHeader(
    columns.map((column) => cellAt(column, 0)),
    columns.length,
  );
}

function hasTextAboveNumbers(column: RawColumn): boolean {
  if (column.kind !== 'numbers' || column.forms[0] !== FORM.text) return false;
  const numbers = column.forms.filter((form) => form !== FORM.text && form !== FORM.empty);
  return 2 * numbers.length > column.forms.length;
}
