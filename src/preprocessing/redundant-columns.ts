import type { NumericPart } from './numeric-column.js';

const ENOUGH_ROWS = 50;
const PROBED_ROWS = 8;

/** Places of columns of numbers that say nothing new: all rows but one alike, or the same as one before. */
export function redundantColumns(columns: NumericPart['columns']): readonly number[] {
  const firsts = new Map<string, Float64Array[]>();
  return [...columns.entries()].flatMap(([place, { values }]) => {
    if (isNearlyConstant(values)) return place;
    const step = Math.max(1, Math.floor(values.length / PROBED_ROWS));
    const key = values.filter((_, row) => row % step === 0).join();
    const seen = firsts.get(key) ?? [];
    if (seen.some((other) => other.every((value, row) => Object.is(value, values[row])))) {
      return place;
    }
    firsts.set(key, [...seen, values]);
    return [];
  });
}

function isNearlyConstant(values: Float64Array): boolean {
  if (values.length < ENOUGH_ROWS) return false;
  // One of three rows has the common value when all rows but one have it.
  return values.slice(0, 3).some((common) => {
    let others = 0;
    for (const value of values) if (!Object.is(value, common) && ++others > 1) return false;
    return true;
  });
}
