import type { ColumnProfile, PlainNumbers } from './column-profile.js';
import { isMissingAmongNumbers } from './missing-tokens.js';
import { isAllowed, type WrittenNumber, writtenNumbers } from './number-reader.js';
import type { DecimalMark, NumericParser } from './schema.js';

/** How far a column is numeric: its format, and the cells that are not numbers or not finite. */
export interface NumberEvidence {
  readonly parser: NumericParser;
  /** Rows that hold a number, infinite ones included. */
  readonly numbers: number;
  readonly distinct: number;
  readonly infinite: number;
  /** Rows that hold something else. */
  readonly strays: number;
  /** Rows that say by a word or a sign that there is none, and the different ones. */
  readonly gaps: number;
  readonly gapCells: readonly string[];
  /** The different cells that are no numbers. */
  readonly strayCells: readonly string[];
  /** Whether every number is plain and whole: `3`, `3.0`. */
  readonly integers: boolean;
}

/** What was read of a profile, by either decimal mark; the comma is tried where some cell holds one. */
interface Readings {
  readonly point: NumberEvidence;
  readonly comma: NumberEvidence | undefined;
}

const readings = new WeakMap<ColumnProfile, Readings>();

/**
 * Reads every distinct cell as a number; the commonest currency and unit are the column's. The decimal mark is
 * the one that reads more cells; `tie` decides where both read as many, as of `1,234`.
 */
export function inferNumberFormat(profile: ColumnProfile, tie: DecimalMark = '.'): NumberEvidence {
  const { point, comma } = readingsOf(profile);
  if (!comma) return point;
  if (comma.numbers !== point.numbers) return comma.numbers > point.numbers ? comma : point;
  return tie === ',' ? comma : point;
}

/** Of the cells that are not missing, how many must be numbers for the rest to count as strays. */
const NUMERIC_SHARE = 0.95;

/** Whether a column is numeric although it holds something else. */
export function isMostlyNumeric({
  numbers,
  distinct,
  strays,
  strayCells,
}: NumberEvidence): boolean {
  if (strays === 0) return distinct > 1;
  const share = numbers / (numbers + strays);
  // One word among many numbers says that there is none.
  return share >= (strayCells.length === 1 ? 0.5 : NUMERIC_SHARE) && distinct > 20;
}

/** Whether so few cells are something else that a column may be mostly numeric; of others not all cells are read. */
export function mayBeNumeric(profile: ColumnProfile): boolean {
  if (profile.plain) return true;
  const { counts, rows, missing } = profile;
  const { cells, rowsOf } = counts;
  const readers = [writtenNumbers('.'), writtenNumbers(',')];
  const most = (1 - NUMERIC_SHARE) * (rows - missing);
  let [others, otherRows] = [0, 0];
  for (const [i, cell] of cells.entries()) {
    if (isMissingAmongNumbers(cell) || readers.some((read) => read(cell))) continue;
    others++;
    otherRows += rowsOf[i] ?? 0;
    if (others > 1 && otherRows > most) return false;
  }
  return true;
}

/** Read once, however often a column is judged. */
function readingsOf(profile: ColumnProfile): Readings {
  const known = readings.get(profile);
  if (known) return known;
  const point = profile.plain
    ? plainEvidence(profile, profile.plain)
    : gatherEvidence(readCells(profile, '.'), '.');
  const read = { point, comma: profile.plain ? undefined : commaEvidence(profile, point) };
  readings.set(profile, read);
  return read;
}

/** Undefined where no cell holds a comma, and where fewer of them are numbers than with a point. */
function commaEvidence(profile: ColumnProfile, point: NumberEvidence): NumberEvidence | undefined {
  if (!profile.counts.cells.some((cell) => cell.includes(','))) return undefined;
  const cells = readCells(profile, ',', point.strays);
  return cells.length === profile.counts.cells.length ? gatherEvidence(cells, ',') : undefined;
}

interface ReadCell {
  readonly cell: string;
  readonly rows: number;
  readonly written: WrittenNumber | undefined;
}

/** As far as no more than so many rows are no numbers. */
function readCells(
  profile: ColumnProfile,
  decimal: DecimalMark,
  strays = Number.POSITIVE_INFINITY,
): readonly ReadCell[] {
  const cells: ReadCell[] = [];
  const read = writtenNumbers(decimal);
  let others = 0;
  const { counts } = profile;
  for (const [i, cell] of counts.cells.entries()) {
    const rows = counts.rowsOf[i] ?? 0;
    const written = read(cell);
    if (!written && !isMissingAmongNumbers(cell)) others += rows;
    if (others > strays) break;
    cells.push({ cell, rows, written });
  }
  return cells;
}

/** The format in words, or undefined for plain numbers. */
export function describeFormat(parser: NumericParser): string | undefined {
  const parts = [
    parser.currency && `currency ${parser.currency}`,
    parser.unit && `unit ${parser.unit}`,
    parser.thousands && 'thousands separators',
    parser.decimal === ',' && 'decimal comma',
    parser.percent && 'percent',
    parser.accounting && 'negatives in parentheses',
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(', ') : undefined;
}

function plainEvidence(
  { rows, missing, distinct }: ColumnProfile,
  { whole }: PlainNumbers,
): NumberEvidence {
  const has = { thousands: false, percent: false, accounting: false };
  const parser: NumericParser = { kind: 'numeric', decimal: '.', currency: '', ...has, unit: '' };
  const numbers = rows - missing;
  return {
    parser,
    numbers,
    distinct,
    infinite: 0,
    strays: 0,
    gaps: 0,
    gapCells: [],
    strayCells: [],
    integers: whole,
  };
}

function gatherEvidence(cells: readonly ReadCell[], decimal: DecimalMark): NumberEvidence {
  const parser = formatOf(cells, decimal);
  let numbers = 0;
  let distinct = 0;
  let infinite = 0;
  let strays = 0;
  let integers = true;
  let gaps = 0;
  const gapCells: string[] = [];
  const strayCells: string[] = [];
  for (const { cell, rows, written } of cells) {
    if (!written && isMissingAmongNumbers(cell)) {
      gaps += rows;
      gapCells.push(cell);
      continue;
    }
    if (!written || !isAllowed(parser, written)) {
      strays += rows;
      strayCells.push(cell);
      continue;
    }
    numbers += rows;
    distinct++;
    if (!Number.isFinite(written.read(cell))) infinite += rows;
    integers &&= Number.isInteger(Number(cell));
  }
  return { parser, numbers, distinct, infinite, strays, gaps, gapCells, strayCells, integers };
}

/** The format that most cells are written in. */
function formatOf(cells: readonly ReadCell[], decimal: DecimalMark): NumericParser {
  const currencies = new Map<string, number>();
  const units = new Map<string, number>();
  let numbers = 0;
  const has = { thousands: false, percent: false, accounting: false };
  for (const { rows, written } of cells) {
    if (!written) continue;
    numbers += rows;
    has.thousands ||= written.thousands;
    has.percent ||= written.percent;
    has.accounting ||= written.accounting;
    if (written.currency) count(currencies, written.currency, rows);
    if (written.unit) count(units, written.unit, rows);
  }
  const [currency = ''] = commonest(currencies);
  const [unit = '', withUnit = 0] = commonest(units);
  // Letters behind a few of the numbers are no unit of the column.
  return { kind: 'numeric', decimal, currency, ...has, unit: withUnit > numbers / 2 ? unit : '' };
}

function count(rowsOf: Map<string, number>, name: string, rows: number): void {
  rowsOf.set(name, (rowsOf.get(name) ?? 0) + rows);
}

function commonest(rowsOf: ReadonlyMap<string, number>): [string, number] | [] {
  return [...rowsOf].sort((a, b) => b[1] - a[1])[0] ?? [];
}
