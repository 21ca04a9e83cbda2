import { type Allocate, type Column, MISSING, type Table } from '../table/table.js';
import type { MixedRows } from './game.js';
import type { Players } from './players.js';

/** The mixed rows as a table of the columns that models read: each value is that of a row of `from`. */
export function mixedTable(
  from: Table,
  { playerOf }: Players,
  { count, sources }: MixedRows,
  allocate: Allocate,
): Table {
  const players = sources.length / Math.max(1, count);
  const columns = from.columns.flatMap((column): Column[] => {
    const player = playerOf.get(column.name);
    if (player === undefined) return [];
    if ('values' in column) {
      const values = new Float64Array(allocate(count * 8));
      for (let i = 0; i < count; i++) {
        values[i] = column.values[sources[i * players + player] as number] ?? Number.NaN;
      }
      return [{ ...column, values }];
    }
    const codes = new Int32Array(allocate(count * 4));
    for (let i = 0; i < count; i++) {
      codes[i] = column.codes[sources[i * players + player] as number] ?? MISSING;
    }
    return [{ ...column, codes }];
  });
  return { kind: 'table', rows: count, columns, target: undefined };
}
