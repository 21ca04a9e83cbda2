import { digitsAt } from './written-digits.js';
import { type ReadNumber, type WrittenNumber, written } from './written-number.js';

const FRACTION =
  /^([-−])?(?:(\d+)[ -])?(\d+(?:\.\d+)?)(?:\s?[/⁄]\s?|\sout\sof\s)(\d+)\s?(\p{L}{1,12}\.?|["″”])?$/du;
const VULGAR = '¼½¾⅓⅔⅛⅜⅝⅞';
const VALUES = [1 / 4, 1 / 2, 3 / 4, 1 / 3, 2 / 3, 1 / 8, 3 / 8, 5 / 8, 7 / 8];
const WITH_VULGAR = new RegExp(
  `^([-−])?(\\d*)\\s?([${VULGAR}])\\s?(\\p{L}{1,12}\\.?|["″”])?$`,
  'u',
);

/** A fraction: `1/2`, `1 3/4`, `2½`, `5 1/2 in`; NaN where one that is no mixed number is above 1. */
export function writtenFraction(cell: string): WrittenNumber | undefined {
  return vulgarFraction(cell) ?? slashedFraction(cell);
}

function slashedFraction(cell: string): WrittenNumber | undefined {
  const match = FRACTION.exec(cell);
  if (!match) return undefined;
  const sign = match[1] ? -1 : 1;
  const [, , whole, top, bottom] = match.indices ?? [];
  const [readWhole, readTop, readBottom] = [whole, top, bottom].map((place) => readAt(cell, place));
  const read: ReadNumber = (own, times = 1, per = 1) => {
    const [above, below] = [readTop?.(own) ?? 0, readBottom?.(own) ?? 0];
    if (above > below || below === 0) return Number.NaN;
    return (sign * ((readWhole?.(own) ?? 0) * below + above) * times) / (below * per);
  };
  return written(read, { unit: match[5] ?? '', decimals: true, loose: true });
}

function readAt(cell: string, place: readonly [number, number] | undefined): ReadNumber {
  return (place && digitsAt(cell.slice(0, place[1]), place[0], '.')?.read) ?? (() => 0);
}

function vulgarFraction(cell: string): WrittenNumber | undefined {
  const match = WITH_VULGAR.exec(cell);
  if (!match) return undefined;
  const [, minus, whole = '', fraction = '', unit = ''] = match;
  const part = VALUES[VULGAR.indexOf(fraction)] ?? Number.NaN;
  const start = minus ? 1 : 0;
  const readWhole = readAt(cell, whole === '' ? undefined : [start, start + whole.length]);
  const read: ReadNumber = (own, times = 1, per = 1) =>
    ((minus ? -1 : 1) * (readWhole(own) + part) * times) / per;
  return written(read, { unit, decimals: true, loose: true });
}
