import { FORM } from '../table/plain-number.js';
import { cellTexts, codedCells, rowCount } from '../table/raw-cells.js';
import type { NumberCells, RawColumn } from '../table/raw-table.js';
import { countDistinct, type Distinct } from './count-distinct.js';
import {
  type IsMissing,
  type MissingRule,
  missingNumbers,
  missingUnder,
} from './missing-tokens.js';

/** An estimate that is less is none of as many as there are rows. */
const NEARLY = 0.9;

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
  /** Whether that is an estimate. */
  readonly isAbout: boolean;
  /** Whether every row has another cell. */
  isUnique(): boolean;
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
  /** How the number of a row is written: its digits behind the point, or another form. */
  formOf(row: number): number;
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
    isAbout: false,
    isUnique: () => counts.cells.length === rows,
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
  const { name, forms } = column;
  const values = presentValues(column, missingNumbers(rule));
  let missing = 0;
  let [integers, whole, isAscending] = [true, true, true];
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    if (Number.isNaN(value)) {
      missing++;
      continue;
    }
    if (value > high) high = value;
    else isAscending = false;
    if (value < low) low = value;
    if (integers && forms[row] !== 0) integers = false;
    if (whole && !Number.isInteger(value)) whole = false;
  }
  const rows = values.length;
  let known: CellCounts | undefined;
  const cellCounts = () => {
    known ??= countCells(column, missingUnder(rule));
    return known;
  };
  const counted = isAscending
    ? { distinct: rows - missing, isAbout: false }
    : countDistinct(values, forms);
  return {
    name,
    rows,
    missing,
    ...counted,
    isUnique: () => isUnique(values, forms, counted),
    // Whoever takes a profile apart has not asked for its cells yet.
    counts: {
      get cells() {
        return cellCounts().cells;
      },
      get rowsOf() {
        return cellCounts().rowsOf;
      },
    },
    plain: { values, integers, whole, low, high, formOf: (row) => forms[row] ?? 0 },
    column,
    rule,
  };
}

/** NaN for what is no number or counts as missing. */
function presentValues(
  { numbers, forms, values }: NumberCells,
  out: ReadonlySet<number>,
): Float64Array {
  if (values.length === 0 && out.size === 0) return numbers;
  return numbers.map((value, row) =>
    forms[row] === FORM.text || out.has(value) ? Number.NaN : value,
  );
}

/** Where the number of different cells is an estimate, it is asked exactly only if it is near that of the rows. */
function isUnique(
  values: Float64Array,
  forms: Uint8Array,
  { distinct, isAbout }: Distinct,
): boolean {
  const rows = values.length;
  if (!isAbout) return distinct === rows;
  return distinct > NEARLY * rows && countDistinct(values, forms, rows).distinct === rows;
}
