import { FORM } from '../table/plain-number.js';
import { cellTexts, codedCells, rowCount } from '../table/raw-cells.js';
import type { NumberCells, RawColumn } from '../table/raw-table.js';
import {
  type IsMissing,
  type MissingRule,
  missingNumbers,
  missingUnder,
} from './missing-tokens.js';

/** The different trimmed cells of a column that are not missing, in order of first appearance, and how many rows hold each. */
export interface CellCounts {
  readonly cells: readonly string[];
  readonly rowsOf: Float64Array;
}

/** A column by its different cells. */
export interface ColumnProfile {
  readonly name: string;
  readonly rows: number;
  readonly missing: number;
  readonly distinct: number;
  /** Counted when asked for. */
  readonly counts: CellCounts;
  /** What is known of a column in which every cell that is not missing is a plain number. */
  readonly plain: PlainNumbers | undefined;
  readonly column: RawColumn;
  /** What is told of its missing cells. */
  readonly rule: MissingRule | undefined;
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
export function profileColumn(column: RawColumn, rule?: MissingRule): ColumnProfile {
  const isMissing = missingUnder(rule);
  const isPlain =
    column.kind === 'numbers' && column.values.every((cell) => isMissing(cell.trim()));
  return isPlain ? profilePlain(column, rule) : profileTexts(column, rule);
}

function profileTexts(column: RawColumn, rule: MissingRule | undefined): ColumnProfile {
  const { missing, ...counts } = countCells(column, missingUnder(rule));
  const { name } = column;
  const rows = rowCount(column);
  return {
    name,
    rows,
    missing,
    distinct: counts.cells.length,
    counts,
    plain: undefined,
    column,
    rule,
  };
}

function countCells(
  column: RawColumn,
  isMissing: IsMissing,
): CellCounts & { readonly missing: number } {
  const { codes, values, isDistinct = false } = codedCells(column);
  const rowsOfCode = new Float64Array(values.length);
  for (let row = 0; row < codes.length; row++) (rowsOfCode[codes[row] as number] as number)++;
  const cells: string[] = [];
  const rowsOf = new Float64Array(values.length);
  let missing = 0;
  let mayRepeat = !isDistinct;
  for (let code = 0; code < values.length; code++) {
    const value = values[code] ?? '';
    const cell = value.trim();
    if (isMissing(cell)) missing += rowsOfCode[code] ?? 0;
    else {
      mayRepeat ||= cell.length !== value.length;
      rowsOf[cells.length] = rowsOfCode[code] ?? 0;
      cells.push(cell);
    }
  }
  const counts = { cells, rowsOf: rowsOf.subarray(0, cells.length) };
  return { ...(mayRepeat ? merged(counts) : counts), missing };
}

function merged({ cells, rowsOf }: CellCounts): CellCounts {
  const counts = new Map<string, number>();
  for (const [i, cell] of cells.entries()) {
    counts.set(cell, (counts.get(cell) ?? 0) + (rowsOf[i] ?? 0));
  }
  return { cells: [...counts.keys()], rowsOf: Float64Array.from(counts.values()) };
}

function profilePlain(column: NumberCells, rule: MissingRule | undefined): ColumnProfile {
  const { name, numbers, forms } = column;
  const out = missingNumbers(rule);
  const values = numbers.map((value, row) =>
    forms[row] === FORM.text || out.has(value) ? Number.NaN : value,
  );
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
      return countCells(column, missingUnder(rule));
    },
    plain: { values, integers, whole, low, high },
    column,
    rule,
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
