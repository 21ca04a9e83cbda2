import type { NumericPart } from './numeric-column.js';

const ENOUGH_ROWS = 50;
const PROBED_ROWS = 8;

/** Places of columns of numbers that say nothing new: all rows but one alike, or the same as one before. */
export function redundantColumns(columns: NumericPart['columns']): readonly number[] {
  const firsts = new Map<string, Float64Array[]>();
  return [...columns.entries()].flatMap(([place, { values }]) => {
    if (isNearlyConstant(values)) return place;
    const key = probedValues(values).join();
    const seen = firsts.get(key) ?? [];
    if (seen.some((other) => isSame(other, values))) return place;
    firsts.set(key, [...seen, values]);
    return [];
  });
}

function isNearlyConstant(values: Float64Array): boolean {
  if (values.length < ENOUGH_ROWS) return false;
  // One of three rows has the common value when all rows but one have it.
  return values.slice(0, 3).some((common) => {
    let others = 0;
    for (let row = 0; row < values.length; row++) {
      if (!Object.is(values[row], common) && ++others > 1) return false;
    }
    return true;
  });
}

/** Some rows, evenly spread: columns that differ there need not be compared. */
function probedValues(values: Float64Array): number[] {
  const step = Math.max(1, Math.floor(values.length / PROBED_ROWS));
  const probed: number[] = [];
  for (let row = 0; row < values.length; row += step) probed.push(values[row] ?? 0);
  return probed;
}

function isSame(a: Float64Array, b: Float64Array): boolean {
  for (let row = 0; row < a.length; row++) if (!Object.is(a[row], b[row])) return false;
  return true;
}
