import type { Column, Table } from '../table/table.js';

/** The first of each kind of rows that have the same features. */
export function unlikeRows({ rows, columns }: Table): Int32Array {
  const keys = rowKeys(columns, rows);
  const seen = new Set<number>();
  return Int32Array.from(keys, (_, row) => row).filter((row) => {
    const key = keys[row] as number;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Of these rows one for each value that a group has; all of those that are in no group. */
export function oncePerGroup(
  rows: Int32Array,
  values: Float64Array | Int32Array,
  groups: Int32Array,
): Int32Array {
  const seen = new Map<number, Set<number>>();
  return rows.filter((row) => {
    const [group, value] = [groups[row] as number, values[row] as number];
    if (group < 0) return true;
    const known = seen.get(group) ?? new Set();
    seen.set(group, known);
    if (known.has(value)) return false;
    known.add(value);
    return true;
  });
}

/** A number for each row, equal for equal rows: 53 bits mixed of all values. */
function rowKeys(columns: readonly Column[], rows: number): Float64Array {
  const [low, high] = [new Int32Array(rows), new Int32Array(rows)];
  const word = new Float64Array(1);
  const bits = new Int32Array(word.buffer);
  for (const column of columns) {
    const values = 'values' in column ? column.values : column.codes;
    for (let row = 0; row < rows; row++) {
      word[0] = (values[row] as number) + 0; // one zero, not two
      const mixed = Math.imul((bits[0] ?? 0) ^ Math.imul(bits[1] ?? 0, 0x85ebca6b), 0x9e3779b1);
      low[row] = Math.imul((low[row] as number) ^ mixed, 0x01000193) ^ (mixed >>> 15);
      high[row] = Math.imul((high[row] as number) + mixed, 0xc2b2ae35) ^ (mixed >>> 13);
    }
  }
  return Float64Array.from(low, (own, row) => own * 2 ** 21 + ((high[row] as number) & 0x1fffff));
}
