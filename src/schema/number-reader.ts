import { byShape } from './by-shape.js';
import type { DecimalMark, NumericParser } from './schema.js';

const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const INFINITE = /^[+-]?inf(?:inity)?$/i;
const WRITTEN = { '.': writtenWith('\\.', ','), ',': writtenWith(',', '\\.') } as const;
/** So many digits are a whole number that doubles hold exactly, and so is this power of ten. */
const EXACT_DIGITS = 15;
const [ZERO, NINE] = [48, 57];

/** How a trimmed cell is written as a number; it holds for all cells that differ from it in digits alone. */
export interface WrittenNumber {
  /** The value of a cell that is written so. */
  read(cell: string): number;
  readonly currency: string;
  readonly thousands: boolean;
  readonly percent: boolean;
  readonly accounting: boolean;
  readonly unit: string;
}

/**
 * Reads `12`, `-1.5e3`, `Infinity`, `$1,234.50`, `1.234,50 €`, `12 %`, `(1,234)`, `23.4 kmpl`, and gives undefined for
 * what is no number; numbers beyond the range of doubles become infinite. What is a plain number is read so whatever the
 * decimal mark.
 */
export function writtenNumbers(decimal: DecimalMark): (cell: string) => WrittenNumber | undefined {
  return byShape((cell) => writtenNumber(cell, decimal));
}

/** Reads trimmed cells under a column's format: NaN where they are not written so. */
export function numberReader(parser: NumericParser): (cell: string) => number {
  const shapeOf = byShape((cell) => {
    const written = writtenNumber(cell, parser.decimal);
    return written && isAllowed(parser, written) ? written : undefined;
  });
  return (cell) => shapeOf(cell)?.read(cell) ?? Number.NaN;
}

/** Whether it has nothing that the format has not. */
export function isAllowed(parser: NumericParser, written: WrittenNumber): boolean {
  return (
    (written.currency === '' || written.currency === parser.currency) &&
    (written.unit === '' || written.unit === parser.unit) &&
    (!written.thousands || parser.thousands) &&
    (!written.accounting || parser.accounting) &&
    (!written.percent || parser.percent)
  );
}

function writtenNumber(cell: string, decimal: DecimalMark): WrittenNumber | undefined {
  // With a decimal comma 1.234 is grouped, so that plain numbers are known only behind the other form.
  if (decimal === '.' && PLAIN.test(cell)) return plain(Number);
  const match = WRITTEN[decimal].exec(cell);
  const [, open, sign, before = '', digits = '', grouped, after = '', unit = '', close] =
    match ?? [];
  if (decimal === ',' && grouped === undefined && PLAIN.test(cell)) return plain(Number);
  if (INFINITE.test(cell)) {
    const value = cell.startsWith('-') ? -Infinity : Infinity;
    return plain(() => value);
  }
  if (!match) return undefined;
  if ((open === '(') !== (close === ')') || (before && after && after !== '%')) return undefined;
  const accounting = open === '(';
  const isNegative = accounting || sign === '-' || sign === '−';
  const size = sizeReader(match.indices?.[4] ?? [0, 0], digits, decimal);
  return {
    read: isNegative ? (own) => -size(own) : size,
    currency: before || (after === '%' ? '' : after),
    thousands: grouped !== undefined,
    percent: after === '%',
    accounting,
    unit,
  };
}

/** Reads the digits that stand there, in groups or not. */
function sizeReader(
  [start, end]: readonly [number, number],
  digits: string,
  decimal: DecimalMark,
): (cell: string) => number {
  const mark = digits.indexOf(decimal);
  const decimals = mark < 0 ? 0 : digits.length - mark - 1;
  if (digits.replace(/\D/g, '').length > EXACT_DIGITS) {
    return (cell) => Number(withPoint(cell.slice(start, end), decimal));
  }
  const power = 10 ** decimals;
  return (cell) => {
    let mantissa = 0;
    for (let i = start; i < end; i++) {
      const code = cell.charCodeAt(i);
      if (code >= ZERO && code <= NINE) mantissa = mantissa * 10 + code - ZERO;
    }
    // A whole number of 15 digits over a power of ten that is exact is rounded once, as the text would be.
    return mantissa / power;
  };
}

function withPoint(digits: string, decimal: DecimalMark): string {
  return digits
    .replace(/[^\d.,]/g, '')
    .replaceAll(decimal === '.' ? ',' : '.', '')
    .replace(',', '.');
}

/**
 * Numbers with a currency, groups of three digits, a percent sign, parentheses or a unit: the parenthesis, the sign, the
 * currency, the digits, whether they are grouped, the currency or percent behind, the unit, the parenthesis.
 */
function writtenWith(decimal: string, separator: string): RegExp {
  const currency = '[$€£¥₹₩₽]|USD|EUR|GBP|CHF|JPY|INR|CAD|AUD';
  const grouped = `(\\d{1,3}(?:[${separator}'’\u00a0\u202f ]\\d{3})+)`;
  const digits = `((?:${grouped}|\\d+)(?:${decimal}\\d+)?|${decimal}\\d+)`;
  // A unit starts with a letter that no digit follows at once, else it is a code such as 12B4.
  const unit = '([A-Za-zµ°²³](?!\\d)[A-Za-zµ°²³/·]{0,11}\\.?)';
  const start = `(\\(?)([+−-]?)(${currency})?\\s?`;
  return new RegExp(`^${start}${digits}\\s?(?:(%|${currency})|${unit})?(\\)?)$`, 'du');
}

function plain(read: (cell: string) => number): WrittenNumber {
  const written = { currency: '', thousands: false, percent: false, accounting: false, unit: '' };
  return { read, ...written };
}
