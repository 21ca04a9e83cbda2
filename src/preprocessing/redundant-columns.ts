import type { ColumnNumbers } from '../table/table.js';
import type { NumericPart } from './numeric-column.js';

const ENOUGH_ROWS = 50;

/** Places of columns of numbers that say nothing new: all rows but one alike, or the same as one before. */
export function redundantColumns(columns: NumericPart['columns']): readonly number[] {
  const firsts = new Map<number, ColumnNumbers[]>();
  return [...columns.entries()].flatMap(([place, { values }]) => {
    if (isNearlyConstant(values)) return place;
    const key = hashOf(values);
    const seen = firsts.get(key) ?? [];
    if (seen.some((other) => isSame(other, values))) return place;
    firsts.set(key, [...seen, values]);
    return [];
  });
}

function isNearlyConstant(values: ColumnNumbers): boolean {
  if (values.length < ENOUGH_ROWS) return false;
  // One of three rows has the common value when all rows but one have it.
  return [...values.subarray(0, 3)].some((common) => {
    let others = 0;
    for (let row = 0; row < values.length; row++) {
      if (!Object.is(values[row], common) && ++others > 1) return false;
    }
    return true;
  });
}

/** Of all bits of a column: columns of another hash need not be compared. */
function hashOf(values: ColumnNumbers): number {
  const word = new Float64Array(1);
  const halves = new Int32Array(word.buffer);
  let [high, low] = [0, 0];
  for (let row = 0; row < values.length; row++) {
    word[0] = values[row] as number;
    high = Math.imul(high ^ (halves[1] as number), 0x9e3779b1);
    high ^= high >>> 15;
    low = Math.imul(low ^ (halves[0] as number) ^ high, 0x85ebca6b);
    low ^= low >>> 13;
  }
  return (high >>> 0) * 2 ** 20 + (low >>> 12);
}

function isSame(a: ColumnNumbers, b: ColumnNumbers): boolean {
  for (let row = 0; row < a.length; row++) if (!Object.is(a[row], b[row])) return false;
  return true;
}
