import type { Allocate, NumericColumn } from '../table/table.js';
import { partOfLone } from './lone-part.js';
import type { Parser } from './schema.js';

/** A column of plain numbers with the parts that its parser has, each number alone. */
export function withPlainParts(
  column: NumericColumn,
  parser: Parser | null,
  allocate: Allocate,
): NumericColumn {
  if (parser?.kind !== 'numeric' || !parser.parts) return column;
  const parts = parser.parts.map((name) => {
    const values = new Float64Array(allocate(column.values.length * 8));
    for (let row = 0; row < values.length; row++) {
      const value = column.values[row] ?? Number.NaN;
      values[row] = partOfLone(parser.form, name, value);
    }
    return { name, values };
  });
  return { ...column, parts };
}
