import { byShape } from './by-shape.js';
import { currencyCode } from './currencies.js';
import { factorOf, isSureFactor } from './factors.js';
import { withLatinDigits } from './latin-digits.js';
import { partOfLone } from './lone-part.js';
import type { DecimalMark, LooseForm, NumericParser } from './schema.js';
import { asMeant } from './unit-or-money.js';
import { isSameSize, type Unit, unitAmong, unitKey } from './units.js';
import { writtenClock } from './written-clock.js';
import { writtenCompound } from './written-compound.js';
import { writtenFraction } from './written-fraction.js';
import { type WrittenNumber, written } from './written-number.js';
import { writtenOpenRange } from './written-open-range.js';
import { writtenPair } from './written-pair.js';
import { writtenPoint } from './written-point.js';
import { writtenPrimes } from './written-primes.js';
import { writtenQuantity } from './written-quantity.js';
import { writtenRange } from './written-range.js';

const PLAIN = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const INFINITE = /^[+-]?inf(?:inity)?$/i;
const HEXADECIMAL = /^[+-]?0x[0-9a-f]{1,13}$/i;
const LOOSE = {
  clock: writtenClock,
  primes: writtenPrimes,
  'open-range': writtenRange,
  range: writtenRange,
  fraction: writtenFraction,
  pair: writtenPair,
  point: writtenPoint,
} as const satisfies Record<LooseForm, unknown>;
/** Longer cells are no numbers. */
const [LONGEST, LONGEST_POINT] = [64, 128];
/** No number has more before its first digit: `(approximately -EUR. -(.5`. */
const LONGEST_HEAD = 26;
const [ZERO, NINE, LAST_ASCII] = [48, 57, 127];

/**
 * Reads `12`, `-1.5e3`, `Infinity`, `$1,234.50`, `1.234,50 €`, `12 %`, `(1,234)`, `23.4 kmpl`, `<0.05`, `1h30m`, and gives
 * undefined for what is no number; numbers beyond the range of doubles become infinite. What is a plain number is read so
 * whatever the decimal mark.
 */
export function writtenNumbers(
  decimal: DecimalMark,
  form?: LooseForm,
): (cell: string) => WrittenNumber | undefined {
  const shapeOf = byShape((cell) => writtenNumber(cell, decimal, form));
  return (cell) => {
    if (!mayBeNumber(cell) && !(form === 'point' && cell.startsWith('{'))) return undefined;
    const latin = withLatinDigits(cell);
    const found = shapeOf(latin);
    if (latin === cell || !found) return found;
    return { ...found, read: (own, ...by) => found.read(withLatinDigits(own), ...by) };
  };
}

/** Whether a digit, or what may be one of another script, stands where it must; texts are told so without a grammar. */
function mayBeNumber(cell: string): boolean {
  const end = Math.min(cell.length, LONGEST_HEAD + 1);
  for (let i = 0; i < end; i++) {
    const code = cell.charCodeAt(i);
    if ((code >= ZERO && code <= NINE) || code > LAST_ASCII) return true;
  }
  return cell.length < end + 1 && INFINITE.test(cell);
}

/** Reads trimmed cells under a column's format: NaN where they are not written so. */
export function numberReader(parser: NumericParser): (cell: string) => number {
  if (parser.hexadecimal) return readHexadecimal;
  const shapeOf = scaledShapes(parser);
  return (cell) => {
    const latin = withLatinDigits(cell);
    const shape = shapeOf(latin);
    return shape ? scaled(shape.found, latin, shape.scale) : Number.NaN;
  };
}

/** Reads the parts that a format has, in their order: one number alone is what it is of the form; undefined where there is none. */
export function partsReader(
  parser: NumericParser,
): (cell: string) => readonly number[] | undefined {
  const { parts = [] } = parser;
  const shapeOf = scaledShapes(parser);
  return (cell) => {
    const latin = withLatinDigits(cell);
    const shape = shapeOf(latin);
    if (!shape) return undefined;
    const { found, scale } = shape;
    const value = scaled(found, latin, scale);
    if (!Number.isFinite(value)) return undefined;
    const isEastFirst = parts[0] === 'x' || parts[0] === 'longitude';
    const isTurned = found.isNorthFirst ? isEastFirst : parser.turned;
    return parts.map((part, place) => {
      if (part === 'bound') return found.side * Math.sign(scale.times) + 0;
      const end = found.ends?.[isTurned ? 1 - place : place];
      return end ? scaled({ read: end }, latin, scale) : partOfLone(parser.form, part, value);
    });
  };
}

function scaledShapes(parser: NumericParser) {
  return byShape((cell) => {
    const found = writtenNumber(cell, parser.decimal, parser.form);
    const scale = found && scaleUnder(parser, found);
    return scale && { found, scale };
  });
}

/** Reads `0x1F`; NaN for what is written otherwise. */
export function readHexadecimal(cell: string): number {
  if (!HEXADECIMAL.test(cell)) return Number.NaN;
  return cell.startsWith('-') ? -Number(cell.slice(1)) : Number(cell.replace('+', ''));
}

/** What a number is multiplied by, what it is divided by, and what is added then. */
export interface Scale {
  readonly times: number;
  readonly per: number;
  /** @default 0 */
  readonly plus?: number;
}

/** The number of a cell on a column's scale. */
export function scaled(
  found: Pick<WrittenNumber, 'read'>,
  cell: string,
  { times, per, plus }: Scale,
): number {
  const value = found.read(cell, times, per);
  return plus === undefined ? value : value + plus;
}

const ONE: Scale = { times: 1, per: 1 };
const NEGATIVE: Scale = { times: -1, per: 1 };
const HUNDREDTH: Scale = { times: 1, per: 100 };

/** How a number becomes the column's; undefined where it has something that the format has not. */
export function scaleUnder(parser: NumericParser, found: WrittenNumber): Scale | undefined {
  const { currency, unit } = asMeant(found, parser);
  const isAllowed =
    (currency === '' || isSameCurrency(currency, parser)) &&
    (!found.thousands || parser.thousands) &&
    (!found.accounting || parser.accounting) &&
    (!found.percent || parser.percent) &&
    (found.foreign !== 'other' || parser.eitherMark) &&
    (!found.bound || parser.bounds) &&
    (!found.footnote || parser.footnotes) &&
    (!found.trailingMinus || parser.trailingMinus);
  if (!isAllowed) return undefined;
  if (found.percent) return parser.shares ? HUNDREDTH : ONE;
  if (unit === '') return ONE;
  if (unit === 'CR' && parser.credits) return NEGATIVE;
  const { family, months } = parser;
  const isOwn = parser.unit !== '' && unitKey(unit) === unitKey(parser.unit);
  // Alone, mW and MW are spellings of one unit, and beside W they are two.
  if (isOwn && (family === undefined || isSameSize(unit, parser.unit))) return ONE;
  const factor = factorOf(unit);
  if (parser.factors && factor !== undefined) return { times: factor, per: 1 };
  if (isSureFactor(unit) && isSureFactor(parser.unit))
    return { times: factorOf(unit) ?? 1, per: factorOf(parser.unit) ?? 1 };
  return (
    family && unitScale(unitAmong(unit, family, months), unitAmong(parser.unit, family, months))
  );
}

/** Whether a currency is the column's. Models were saved in which a currency that was not known was a unit. */
export function isSameCurrency(currency: string, parser: NumericParser): boolean {
  if (currency === parser.currency || currency === parser.unit) return true;
  const code = currencyCode(currency);
  return code !== undefined && code === currencyCode(parser.currency);
}

function unitScale(own?: Unit, column?: Unit): Scale | undefined {
  if (!own || !column) return undefined;
  const [times, per] = [own.size / column.size, column.size / own.size];
  const plus = column.zero - own.zero * times;
  if (plus !== 0) return { times: own.size, per: column.size, plus };
  if (Number.isInteger(times)) return { times, per: 1 };
  return Number.isInteger(per) ? { times: 1, per } : { times: own.size, per: column.size };
}

function writtenNumber(
  cell: string,
  decimal: DecimalMark,
  form?: LooseForm,
): WrittenNumber | undefined {
  if (cell.length > (form === 'point' ? LONGEST_POINT : LONGEST) && !PLAIN.test(cell))
    return undefined;
  const open = form === 'open-range' ? writtenOpenRange(cell, decimal) : undefined;
  if (open) return open;
  // With a decimal comma 1.234 is grouped, so that plain numbers are known only behind the other form.
  if (decimal === '.' && PLAIN.test(cell)) return plain(cell, false);
  if (INFINITE.test(cell)) {
    const value = cell.startsWith('-') ? -Infinity : Infinity;
    return written(() => value);
  }
  // A minute alone looks as a foot does, and (7,108) as a debt.
  const first = form === 'primes' || form === 'point' ? LOOSE[form](cell, decimal) : undefined;
  if (first) return first;
  const quantity = writtenQuantity(cell, decimal);
  const isPlain = decimal === ',' && PLAIN.test(cell);
  if (quantity && (!isPlain || quantity.thousands)) return quantity;
  if (isPlain) return plain(cell, cell.includes('.'));
  const own = writtenCompound(cell, decimal) ?? (form && LOOSE[form](cell, decimal));
  if (own) return own;
  const other = writtenQuantity(cell, decimal === '.' ? ',' : '.');
  return other && { ...other, foreign: 'other' };
}

function plain(shape: string, isForeign: boolean): WrittenNumber {
  const read = (cell: string, times = 1, per = 1) => (Number(cell) * times) / per;
  return written(read, { decimals: shape.includes('.'), foreign: isForeign ? 'plain' : '' });
}
