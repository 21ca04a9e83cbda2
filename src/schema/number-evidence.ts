import type { ColumnProfile, PlainNumbers } from './column-profile.js';
import { formatOfCells } from './format-of-cells.js';
import { isMissingAmongNumbers } from './missing-tokens.js';
import {
  isSameCurrency,
  readHexadecimal,
  type Scale,
  scaled,
  scaleUnder,
  writtenNumbers,
} from './number-reader.js';
import type { DecimalMark, LooseForm, NumericParser } from './schema.js';
import { asMeant } from './unit-or-money.js';
import type { WrittenCell } from './written-cell.js';
import { type WrittenNumber, written } from './written-number.js';

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
  /** Rows of numbers whose decimal mark is not the column's. */
  readonly foreign: number;
  /** Of the strays beside money, rows of that in other currencies. */
  readonly otherMoney: number;
  /** The least and the greatest finite number. */
  readonly low: number;
  readonly high: number;
  /** What stands behind numbers, as it is written: '' for nothing, and %. */
  readonly units: ReadonlySet<string>;
}

const PLAIN: NumericParser = {
  kind: 'numeric',
  decimal: '.',
  currency: '',
  thousands: false,
  percent: false,
  accounting: false,
  unit: '',
};

/** The evidence of a column whose cells are plain numbers. */
export function plainEvidence(
  { rows, missing, distinct }: ColumnProfile,
  { whole, low, high }: PlainNumbers,
): NumberEvidence {
  const none = {
    infinite: 0,
    strays: 0,
    gaps: 0,
    gapCells: [],
    strayCells: [],
    foreign: 0,
    otherMoney: 0,
    low,
    high,
    units: new Set(['']),
  };
  return { parser: PLAIN, numbers: rows - missing, distinct, ...none, integers: whole };
}

/** Reads every cell with this decimal mark; undefined once more rows than so many are no numbers that have it. */
export function readEvidence(
  profile: ColumnProfile,
  decimal: DecimalMark,
  mostOthers = Number.POSITIVE_INFINITY,
): NumberEvidence | undefined {
  const isOther = (form: WrittenNumber) => form.foreign !== '';
  const cells = readCells(profile, writtenNumbers(decimal), mostOthers, isOther);
  return cells && gatherEvidence(cells, formatOfCells(cells, decimal));
}

/** The same for numbers in a loose form, with the cells that are so. */
export function readLoose(
  profile: ColumnProfile,
  decimal: DecimalMark,
  form: LooseForm,
  mostStrays: number,
): { readonly evidence: NumberEvidence; readonly loose: readonly string[] } | undefined {
  const cells = readCells(profile, writtenNumbers(decimal, form), mostStrays);
  const loose = cells?.flatMap(({ cell, written: found }) => (found?.loose ? [cell] : [])) ?? [];
  if (!cells || loose.length === 0) return undefined;
  const parser: NumericParser = { ...formatOfCells(cells, decimal), form };
  return { evidence: gatherEvidence(cells, parser), loose };
}

/** The evidence of a column in which every cell is such as `0x1F`; undefined of others. */
export function hexadecimalEvidence(profile: ColumnProfile): NumberEvidence | undefined {
  if (!/^[+-]?0x/i.test(profile.counts.cells[0] ?? '')) return undefined;
  const form = written(readHexadecimal);
  const read = (cell: string) => (Number.isNaN(readHexadecimal(cell)) ? undefined : form);
  const cells = readCells(profile, read, 0);
  return cells && gatherEvidence(cells, { ...PLAIN, hexadecimal: true });
}

function readCells(
  { counts }: ColumnProfile,
  read: (cell: string) => WrittenNumber | undefined,
  mostStrays: number,
  isStray: (form: WrittenNumber) => boolean = () => false,
): readonly WrittenCell[] | undefined {
  const cells: WrittenCell[] = [];
  let strays = 0;
  const { cells: texts, rowsOf } = counts;
  for (let i = 0; i < texts.length; i++) {
    const cell = texts[i] as string;
    const rows = rowsOf[i] as number;
    const form = read(cell);
    if (form ? isStray(form) : !isMissingAmongNumbers(cell)) strays += rows;
    if (strays > mostStrays) return undefined;
    cells.push({ cell, rows, written: form });
  }
  return cells;
}

function gatherEvidence(cells: readonly WrittenCell[], parser: NumericParser): NumberEvidence {
  let [numbers, distinct, infinite, strays, gaps, foreign, otherMoney] = [0, 0, 0, 0, 0, 0, 0];
  let integers = true;
  const gapCells: string[] = [];
  const strayCells: string[] = [];
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const readValue = valueUnder(parser);
  for (const { cell, rows, written: form } of cells) {
    if (!form && isMissingAmongNumbers(cell)) {
      gaps += rows;
      gapCells.push(cell);
      continue;
    }
    const value = form ? readValue(cell, form) : Number.NaN;
    if (Number.isNaN(value)) {
      strays += rows;
      const isMoney = form?.currency && parser.currency !== '';
      if (isMoney && !isSameCurrency(form.currency, parser)) otherMoney += rows;
      strayCells.push(cell);
      continue;
    }
    numbers += rows;
    distinct++;
    if (form && form.foreign !== '') foreign += rows;
    if (!Number.isFinite(value)) infinite += rows;
    else {
      if (value < low) low = value;
      if (value > high) high = value;
    }
    integers &&= Number.isInteger(Number(cell));
  }
  const units = unitsIn(cells, parser);
  const others = { strays, gaps, gapCells, strayCells, foreign, otherMoney, low, high, units };
  return { parser, numbers, distinct, infinite, integers, ...others };
}

function unitsIn(cells: readonly WrittenCell[], parser: NumericParser): ReadonlySet<string> {
  const units = new Set<string>();
  let last: WrittenNumber | undefined;
  for (const { written: form } of cells) {
    if (!form || form === last) continue;
    last = form;
    units.add(form.percent ? '%' : asMeant(form, parser).unit);
  }
  return units;
}

/** Cells of one form follow each other, mostly. */
function valueUnder(parser: NumericParser): (cell: string, form: WrittenNumber) => number {
  let last: WrittenNumber | undefined;
  let scale: Scale | undefined;
  return (cell, form) => {
    if (form !== last) [last, scale] = [form, scaleUnder(parser, form)];
    return scale ? scaled(form, cell, scale) : Number.NaN;
  };
}
