import { FORM } from '../table/plain-number.js';
import { cellTexts, codedCells, rowCount } from '../table/raw-cells.js';
import type { NumberCells, RawColumn } from '../table/raw-table.js';
import { isMissing } from './missing-tokens.js';

/** The distinct trimmed cells of a column that are not missing, and how many rows hold each. */
export interface ColumnProfile {
  readonly name: string;
  readonly rows: number;
  readonly missing: number;
  readonly distinct: number;
  /** In order of first appearance; counted when asked for. */
  readonly counts: ReadonlyMap<string, number>;
  /** What is known of a column in which every cell that is not missing is a plain number. */
  readonly plain: PlainNumbers | undefined;
  readonly column: RawColumn;
}

export interface PlainNumbers {
  /** Row by row; NaN where it is missing. */
  readonly values: Float64Array;
  /** Whether all are written as digits alone, with a sign at most. */
  readonly integers: boolean;
  /** Whether all are whole numbers: `3.0` too. */
  readonly whole: boolean;
  readonly low: number;
  readonly high: number;
}

/** The first row, counted from 1 below the header, that holds this trimmed cell. */
export function firstRowOf({ column }: ColumnProfile, cell: string): number {
  return 1 + cellTexts(column).findIndex((text) => text.trim() === cell);
}

/** Counts a whole column in one pass. */
export function profileColumn(column: RawColumn): ColumnProfile {
  const isPlain =
    column.kind === 'numbers' && column.values.every((cell) => isMissing(cell.trim()));
  return isPlain ? profilePlain(column) : profileTexts(column);
}

function profileTexts(column: RawColumn): ColumnProfile {
  const { counts, missing } = countCells(column);
  const { name } = column;
  const rows = rowCount(column);
  return { name, rows, missing, distinct: counts.size, counts, plain: undefined, column };
}

function countCells(column: RawColumn): { counts: Map<string, number>; missing: number } {
  const { codes, values } = codedCells(column);
  const rowsOf = new Float64Array(values.length);
  for (const code of codes) rowsOf[code] = (rowsOf[code] ?? 0) + 1;
  const counts = new Map<string, number>();
  let missing = 0;
  for (const [code, value] of values.entries()) {
    const cell = value.trim();
    const rows = rowsOf[code] ?? 0;
    if (isMissing(cell)) missing += rows;
    else counts.set(cell, (counts.get(cell) ?? 0) + rows);
  }
  return { counts, missing };
}

function profilePlain(column: NumberCells): ColumnProfile {
  const { name, numbers, forms } = column;
  const values = numbers.map((value, row) => (forms[row] === FORM.text ? Number.NaN : value));
  let missing = 0;
  let [integers, whole] = [true, true];
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const [row, value] of values.entries()) {
    if (Number.isNaN(value)) missing++;
    else {
      low = Math.min(low, value);
      high = Math.max(high, value);
      if (forms[row] !== 0) integers = false;
      if (!Number.isInteger(value)) whole = false;
    }
  }
  return {
    name,
    rows: values.length,
    missing,
    distinct: countDistinct(values, forms),
    get counts() {
      return countCells(column).counts;
    },
    plain: { values, integers, whole, low, high },
    column,
  };
}

/** Different pairs of a value and its form, missing ones left out, by a hash table with open addressing that grows. */
function countDistinct(values: Float64Array, forms: Uint8Array): number {
  let known = emptySlots(1024);
  let distinct = 0;
  for (const [row, value] of values.entries()) {
    if (Number.isNaN(value) || !addTo(known, value, forms[row] ?? 0)) continue;
    distinct++;
    if (2 * distinct < known.values.length) continue;
    const larger = emptySlots(4 * known.values.length);
    for (const [slot, own] of known.values.entries()) {
      if (!Number.isNaN(own)) addTo(larger, own, known.forms[slot] ?? 0);
    }
    known = larger;
  }
  return distinct;
}

/** NaN where a slot is free. */
interface Slots {
  readonly values: Float64Array;
  readonly forms: Uint8Array;
}

function emptySlots(size: number): Slots {
  return { values: new Float64Array(size).fill(Number.NaN), forms: new Uint8Array(size) };
}

const word = new Float64Array(1);
const bits = new Uint32Array(word.buffer);

/** Whether it was not there before. */
function addTo({ values, forms }: Slots, value: number, form: number): boolean {
  word[0] = value;
  const mixed = Math.imul((bits[0] ?? 0) ^ Math.imul(bits[1] ?? 0, 0x85ebca6b), 0x9e3779b1);
  for (let slot = mixed ^ (mixed >>> 15); ; slot++) {
    slot &= values.length - 1;
    const other = values[slot] ?? Number.NaN;
    if (other === value && forms[slot] === form) return false;
    if (!Number.isNaN(other)) continue;
    values[slot] = value;
    forms[slot] = form;
    return true;
  }
}
