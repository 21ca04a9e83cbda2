import {
  type Allocate,
  type Column,
  type ColumnNumbers,
  MISSING,
  type Table,
} from '../table/table.js';
import type { MixedRows } from './game.js';
import type { Players } from './players.js';

/** The mixed rows as a table of the columns that models read: each value is that of a row of `from`. */
export function mixedTable(
  from: Table,
  { columns, playerOf }: Players,
  { count, sources }: MixedRows,
  allocate: Allocate,
): Table {
  const places = columns.map((_, player) => {
    const own = new Int32Array(count);
    for (let i = 0; i < count; i++) own[i] = sources[i * columns.length + player] as number;
    return own;
  });
  const mixed = from.columns.flatMap((column) => {
    const own = places[playerOf.get(column.name) ?? -1];
    return own ? [gatherColumn(column, own, allocate)] : [];
  });
  return { kind: 'table', rows: count, columns: mixed, target: undefined };
}

/** The values of a column at these rows. */
export function gatherColumn(column: Column, places: Int32Array, allocate: Allocate): Column {
  const { length } = places;
  if ('values' in column) {
    const numbers = (values: ColumnNumbers) => {
      const own = new Float64Array(allocate(length * 8));
      for (let i = 0; i < length; i++) own[i] = values[places[i] as number] ?? Number.NaN;
      return own;
    };
    const values = numbers(column.values);
    if (column.kind === 'datetime' || !column.parts) return { ...column, values };
    const parts = column.parts.map((part) => ({ ...part, values: numbers(part.values) }));
    return { ...column, values, parts };
  }
  const codes = new Int32Array(allocate(length * 4));
  for (let i = 0; i < length; i++) codes[i] = column.codes[places[i] as number] ?? MISSING;
  return { ...column, codes };
}
