import type { DecimalMark } from './schema.js';
import type { ReadNumber } from './written-number.js';

/** So many digits are a whole number that doubles hold exactly, and so is this power of ten. */
const EXACT_DIGITS = 15;
const [ZERO, NINE] = [48, 57];
const DIGITS = { '.': digitsWith('\\.', ','), ',': digitsWith(',', '\\.') } as const;

/** Digits within a cell: from where to where they stand, and how they are read. */
export interface WrittenDigits {
  readonly end: number;
  readonly read: ReadNumber;
  readonly thousands: boolean;
  readonly decimals: boolean;
}

/** The digits that start at this place of a cell, in groups of three, or of two as in India, or not. */
export function digitsAt(
  cell: string,
  start: number,
  decimal: DecimalMark,
): WrittenDigits | undefined {
  const pattern = DIGITS[decimal];
  pattern.lastIndex = start;
  const match = pattern.exec(cell);
  if (!match) return undefined;
  const [text, grouped, , fraction, exponent] = match;
  const end = start + text.length;
  const size =
    exponent === undefined
      ? sizeReader(start, end, text, decimal)
      : slowReader(start, end, decimal);
  const thousands = grouped !== undefined;
  const read = thousands ? unlessZero(size, start) : size;
  return { end, read, thousands, decimals: fraction !== undefined };
}

/** No number of thousands begins with 0: 0,222 is none. */
function unlessZero(read: ReadNumber, start: number): ReadNumber {
  return (cell, times, per) =>
    cell.charCodeAt(start) === ZERO ? Number.NaN : read(cell, times, per);
}

function sizeReader(start: number, end: number, text: string, decimal: DecimalMark): ReadNumber {
  const mark = text.indexOf(decimal);
  const decimals = mark < 0 ? 0 : text.length - mark - 1;
  if (text.replace(/\D/g, '').length > EXACT_DIGITS) return slowReader(start, end, decimal);
  const power = Number(`1e${decimals}`);
  return (cell, times = 1, per = 1) => {
    let mantissa = 0;
    for (let i = start; i < end; i++) {
      const code = cell.charCodeAt(i);
      if (code >= ZERO && code <= NINE) mantissa = mantissa * 10 + code - ZERO;
    }
    // A whole number of 15 digits over a power of ten that is exact is rounded once, as the text would be.
    return (mantissa * times) / (power * per);
  };
}

function slowReader(start: number, end: number, decimal: DecimalMark): ReadNumber {
  return (cell, times = 1, per = 1) =>
    (Number(withPoint(cell.slice(start, end), decimal)) * times) / per;
}

function withPoint(digits: string, decimal: DecimalMark): string {
  return digits
    .replace(/\s?[×x*]\s?10\^/, 'e')
    .replace(/[^\d.,eE+-]/g, '')
    .replaceAll(decimal === '.' ? ',' : '.', '')
    .replace(',', '.');
}

function digitsWith(decimal: string, separator: string): RegExp {
  const threes = `\\d{1,3}([${separator}'’\u00a0\u202f\u2009 ])\\d{3}(?:\\2\\d{3})*(?!\\d)`;
  const indian = separator === ',' ? `\\d{1,2}(?:,\\d{2})+,\\d{3}(?!\\d)|` : '';
  const whole = `(?:(${indian}${threes})|\\d+)`;
  return new RegExp(
    `(?:${whole}(${decimal}\\d+)?|${decimal}\\d+)((?:[eE]|\\s?[×x*]\\s?10\\^)[+-]?\\d+)?(?!\\d)`,
    'y',
  );
}
