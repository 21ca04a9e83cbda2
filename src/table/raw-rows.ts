import { FORM } from './plain-number.js';
import type { RawColumn, RawTable } from './raw-table.js';

/** Rows from one on and before another, with dictionaries of their own: no larger than they are. */
export function rawRows(raw: RawTable, from: number, to: number): RawTable {
  const columns = raw.columns.map((column) => rowsOf(column, from, to));
  return { ...raw, rows: to - from, columns };
}

function rowsOf(column: RawColumn, from: number, to: number): RawColumn {
  const { kind, name, values } = column;
  const own: string[] = [];
  const places = new Map<number, number>();
  const placeOf = (old: number) => {
    const known = places.get(old);
    if (known !== undefined) return known;
    places.set(old, own.length);
    return own.push(values[old] ?? '') - 1;
  };
  if (kind === 'coded') {
    const codes = column.codes.slice(from, to).map(placeOf);
    return { kind, name, codes, values: own, isDistinct: column.isDistinct };
  }
  const [numbers, forms] = [column.numbers.slice(from, to), column.forms.slice(from, to)];
  for (const [row, form] of forms.entries()) {
    if (form === FORM.text) numbers[row] = placeOf(numbers[row] ?? 0);
  }
  return { kind, name, numbers, forms, values: own };
}
