import { FORM } from '../table/plain-number.js';
import { cellTexts, codedCells, rowCount } from '../table/raw-cells.js';
import type { NumberCells, RawColumn } from '../table/raw-table.js';
import type { CellCounts } from './cell-counts.js';
import { countDistinct, type Distinct } from './count-distinct.js';
import { mergeCells } from './merge-cells.js';
import type { MissingRule } from './missing-rule.js';
import { type IsMissing, missingNumbers, missingUnder } from './missing-tokens.js';
import type { NumericParser } from './schema.js';

/** An estimate that is less is none of as many as there are rows. */
const NEARLY = 0.9;

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

/** The plain numbers of a column where a parser reads them as they are: with a decimal comma, 12.500 is another number. */
export function plainUnder(
  { plain }: ColumnProfile,
  { decimal }: NumericParser,
): PlainNumbers | undefined {
  return decimal === '.' ? plain : undefined;
}

/** The first row, counted from 1 below the header, that holds this trimmed cell. */
export function firstRowOf({ column }: ColumnProfile, cell: string): number {
  return 1 + cellTexts(column).findIndex((text) => text.trim() === cell);
}

/** Counts a whole column in one pass. */
export function profileColumn(column: RawColumn, rule?: MissingRule): ColumnProfile {
  const isMissing = missingUnder(rule);
  if (column.kind !== 'numbers') return profileTexts(column, rule);
  const isPlain = column.values.every((cell) => isMissing(cell.trim()) || NEGATIVE_ZERO.test(cell));
  return isPlain
    ? profilePlain(column, rule, withZeros(column, isMissing))
    : profileTexts(column, rule);
}

/**
 * What rounding leaves of small numbers below 0. It is no plain number, as that would be printed without its sign: one of them
 * among millions of numbers would have all of these judged by their texts.
 */
const NEGATIVE_ZERO = /^-0(?:\.0{1,15})?$/;

/** The column with those as numbers; itself where there is none. */
function withZeros(column: NumberCells, isMissing: IsMissing): NumberCells {
  const digits = column.values.map((cell) =>
    NEGATIVE_ZERO.test(cell) && !isMissing(cell) ? Math.max(0, cell.length - '-0.'.length) : -1,
  );
  if (digits.every((count) => count < 0)) return column;
  const [numbers, forms] = [column.numbers.slice(), column.forms.slice()];
  for (let row = 0; row < forms.length; row++) {
    const own = forms[row] === FORM.text ? (digits[numbers[row] as number] ?? -1) : -1;
    if (own < 0) continue;
    numbers[row] = -0;
    forms[row] = own;
  }
  return { ...column, numbers, forms };
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
  const rowsOf = new Float64Array(values.length);
  for (let row = 0; row < codes.length; row++) (rowsOf[codes[row] as number] as number)++;
  // The dictionary itself as long as nothing is left out of it.
  let cells: string[] | undefined;
  let [missing, mayRepeat] = [0, !isDistinct];
  for (let code = 0; code < values.length; code++) {
    const value = values[code] as string;
    const cell = trimmed(value);
    const isNone = isMissing(cell);
    if (!cells && !isNone && cell.length === value.length) continue;
    cells ??= values.slice(0, code);
    const rows = rowsOf[code] as number;
    if (isNone) missing += rows;
    else {
      mayRepeat ||= cell.length !== value.length;
      rowsOf[cells.length] = rows;
      cells.push(cell);
    }
  }
  const all = cells ?? values;
  const counts = { cells: all, rowsOf: rowsOf.subarray(0, all.length) };
  return { ...(mayRepeat ? mergeCells(counts) : counts), missing };
}

const [FIRST_SIGN, LAST_SIGN] = [33, 126];

/** Most cells neither begin nor end with anything that is to be asked for. */
function trimmed(cell: string): string {
  const [first, last] = [cell.charCodeAt(0), cell.charCodeAt(cell.length - 1)];
  const isBare =
    first >= FIRST_SIGN && first <= LAST_SIGN && last >= FIRST_SIGN && last <= LAST_SIGN;
  return isBare ? cell : cell.trim();
}

function profilePlain(
  column: NumberCells,
  rule: MissingRule | undefined,
  read: NumberCells,
): ColumnProfile {
  const { name, forms } = read;
  const values = presentValues(read, missingNumbers(rule));
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
    if (integers && !isDigits(value, forms[row] as number)) integers = false;
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

/** From here on JavaScript prints numbers with an exponent. */
const FIRST_EXPONENT = 1e21;

/** Whether a number is written as digits alone; one of more than 15 is in another form than those that count digits. */
function isDigits(value: number, form: number): boolean {
  if (form !== FORM.shortest && form !== FORM.float) return form === 0;
  return Number.isInteger(value) && Math.abs(value) < FIRST_EXPONENT;
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
