import { emptyLike } from './compact-column.js';
import type { Allocate, Column, ColumnCodes, ColumnNumbers, Table } from './table.js';

/** Some rows of a table, in the order in which they are named. */
export function takeRows(table: Table, rows: Int32Array, allocate: Allocate): Table {
  const numbers = <Numbers extends ColumnNumbers>(values: Numbers) => {
    const taken = emptyLike(values, rows.length, allocate);
    for (const [place, row] of rows.entries()) taken[place] = values[row] ?? Number.NaN;
    return taken;
  };
  const codes = <Codes extends ColumnCodes>(values: Codes) => {
    const taken = emptyLike(values, rows.length, allocate);
    for (const [place, row] of rows.entries()) taken[place] = values[row] ?? 0;
    return taken;
  };
  const columns = table.columns.map((column): Column => {
    if (!('values' in column)) return { ...column, codes: codes(column.codes) };
    const taken = { ...column, values: numbers(column.values) };
    if (taken.kind === 'datetime' || !taken.parts) return taken;
    const parts = taken.parts.map((part) => ({ ...part, values: numbers(part.values) }));
    return { ...taken, parts };
  });
  const { target, weights, groups, times } = table;
  return {
    kind: 'table',
    rows: rows.length,
    columns,
    target: target && (target instanceof Int32Array ? codes(target) : numbers(target)),
    ...(weights && { weights: numbers(weights) }),
    ...(groups && { groups: codes(groups) }),
    ...(times && { times: numbers(times) }),
  };
}
