import type { DecimalMark, NumericParser } from './schema.js';

const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const INFINITE = /^[+-]?inf(?:inity)?$/i;
const WRITTEN = { '.': writtenWith('\\.', ','), ',': writtenWith(',', '\\.') } as const;

/** The number that a trimmed cell is written as, with how it is written; undefined when it is none. */
export interface WrittenNumber {
  readonly value: number;
  readonly currency: string;
  readonly thousands: boolean;
  readonly percent: boolean;
  readonly accounting: boolean;
  readonly unit: string;
}

/**
 * Reads `12`, `-1.5e3`, `Infinity`, `$1,234.50`, `1.234,50 €`, `12 %`, `(1,234)`, `23.4 kmpl`; numbers beyond
 * the range of doubles become infinite. What is a plain number is read so whatever the decimal mark.
 */
export function readNumber(cell: string, decimal: DecimalMark = '.'): WrittenNumber | undefined {
  // With a decimal comma 1.234 is grouped, so that plain numbers are known only behind the other form.
  if (decimal === '.' && PLAIN.test(cell)) return plain(Number(cell));
  const [match, open, sign, before = '', digits = '', grouped, after = '', unit = '', close] =
    WRITTEN[decimal].exec(cell) ?? [];
  if (decimal === ',' && grouped === undefined && PLAIN.test(cell)) return plain(Number(cell));
  if (INFINITE.test(cell)) return plain(cell.startsWith('-') ? -Infinity : Infinity);
  if (match === undefined) return undefined;
  if ((open === '(') !== (close === ')') || (before && after && after !== '%')) return undefined;
  const accounting = open === '(';
  const size = Number(
    digits
      .replace(/[^\d.,]/g, '')
      .replaceAll(decimal === '.' ? ',' : '.', '')
      .replace(',', '.'),
  );
  return {
    value: accounting || sign === '-' || sign === '−' ? -size : size,
    currency: before || (after === '%' ? '' : after),
    thousands: grouped !== undefined,
    percent: after === '%',
    accounting,
    unit,
  };
}

/** The value of a trimmed cell under a column's format: NaN when it is not written so. */
export function parseNumber(parser: NumericParser, cell: string): number {
  return valueUnder(parser, readNumber(cell, parser.decimal));
}

/** The value of what was read by the format's decimal mark: NaN where it has what the format has not. */
export function valueUnder(parser: NumericParser, written: WrittenNumber | undefined): number {
  if (!written) return Number.NaN;
  const allowed =
    (written.currency === '' || written.currency === parser.currency) &&
    (written.unit === '' || written.unit === parser.unit) &&
    (!written.thousands || parser.thousands) &&
    (!written.accounting || parser.accounting) &&
    (!written.percent || parser.percent);
  return allowed ? written.value : Number.NaN;
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
  return new RegExp(`^${start}${digits}\\s?(?:(%|${currency})|${unit})?(\\)?)$`, 'u');
}

function plain(value: number): WrittenNumber {
  const written = { currency: '', thousands: false, percent: false, accounting: false, unit: '' };
  return { value, ...written };
}
