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
  const groups = WRITTEN[decimal].exec(cell)?.groups;
  const isGrouped = groups?.grouped !== undefined;
  if (PLAIN.test(cell) && !isGrouped) return plain(Number(cell));
  if (INFINITE.test(cell)) return plain(cell.startsWith('-') ? -Infinity : Infinity);
  if (!groups) return undefined;
  const { open, close, sign, before = '', after = '', digits = '', unit = '' } = groups;
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
    thousands: isGrouped,
    percent: after === '%',
    accounting,
    unit,
  };
}

/** The value of a trimmed cell under a column's format: NaN when it is not written so. */
export function parseNumber(parser: NumericParser, cell: string): number {
  const written = readNumber(cell, parser.decimal);
  if (!written) return Number.NaN;
  const allowed =
    (written.currency === '' || written.currency === parser.currency) &&
    (written.unit === '' || written.unit === parser.unit) &&
    (!written.thousands || parser.thousands) &&
    (!written.accounting || parser.accounting) &&
    (!written.percent || parser.percent);
  return allowed ? written.value : Number.NaN;
}

/** Numbers with a currency, groups of three digits, a percent sign, parentheses or a unit. */
function writtenWith(decimal: string, separator: string): RegExp {
  const currency = '[$€£¥₹₩₽]|USD|EUR|GBP|CHF|JPY|INR|CAD|AUD';
  const grouped = `(?<grouped>\\d{1,3}(?:[${separator}'’\u00a0\u202f ]\\d{3})+)`;
  const digits = `(?<digits>(?:${grouped}|\\d+)(?:${decimal}\\d+)?|${decimal}\\d+)`;
  // A unit starts with a letter that no digit follows at once, else it is a code such as 12B4.
  const unit = '(?<unit>[A-Za-zµ°²³](?!\\d)[A-Za-zµ°²³/·]{0,11}\\.?)';
  const start = `(?<open>\\(?)(?<sign>[+−-]?)(?<before>${currency})?\\s?`;
  return new RegExp(
    `^${start}${digits}\\s?(?:(?<after>%|${currency})|${unit})?(?<close>\\)?)$`,
    'u',
  );
}

function plain(value: number): WrittenNumber {
  const written = { currency: '', thousands: false, percent: false, accounting: false, unit: '' };
  return { value, ...written };
}
