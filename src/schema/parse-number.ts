import type { NumericParser } from './schema.js';

const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const INFINITE = /^[+-]?inf(?:inity)?$/i;
const WRITTEN = /^([+-]?)([$€£¥₹]?)\s?((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+)\s?(%?)$/;

/** The number that a trimmed cell is written as, with how it is written; undefined when it is none. */
export interface WrittenNumber {
  readonly value: number;
  readonly currency: string;
  readonly thousands: boolean;
  readonly percent: boolean;
}

/** Reads `12`, `-1.5e3`, `Infinity`, `$1,234.50`, `12 %`; numbers beyond the range of doubles become infinite. */
export function readNumber(cell: string): WrittenNumber | undefined {
  if (PLAIN.test(cell)) return plain(Number(cell));
  if (INFINITE.test(cell)) return plain(cell.startsWith('-') ? -Infinity : Infinity);
  const [match, sign, currency = '', digits = '', percent] = WRITTEN.exec(cell) ?? [];
  if (match === undefined) return undefined;
  const size = Number(digits.replaceAll(',', ''));
  return {
    value: sign === '-' ? -size : size,
    currency,
    thousands: digits.includes(','),
    percent: percent === '%',
  };
}

/** The value of a trimmed cell under a column's format: NaN when it is not written so. */
export function parseNumber(parser: NumericParser, cell: string): number {
  const written = readNumber(cell);
  if (!written) return Number.NaN;
  const allowed =
    (written.currency === '' || written.currency === parser.currency) &&
    (!written.thousands || parser.thousands) &&
    (!written.percent || parser.percent);
  return allowed ? written.value : Number.NaN;
}

function plain(value: number): WrittenNumber {
  return { value, currency: '', thousands: false, percent: false };
}
