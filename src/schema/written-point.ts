import type { DecimalMark } from './schema.js';
import { digitsAt } from './written-digits.js';
import { type ReadNumber, type WrittenNumber, written } from './written-number.js';
import { middleOf } from './written-pair.js';

/** As databases of maps write points, with their system of reference or not, and as web maps do. */
const WKT = /^(?:SRID=\d+;)?POINT\s?\((.+)\)$/i;
const GEOJSON = /^\{\s*"type"\s*:\s*"Point"\s*,\s*"coordinates"\s*:\s*\[([^[\]]+)\]\s*\}$/i;
const BRACKETS = /^(?:\[([^[\]]+)\]|\(([^()]+)\)|\{([^{}]+)\})$/;
const NUMBERS = { '.': numbersWith('\\.', ',;'), ',': numbersWith(',', ';') } as const;

/**
 * Two numbers in brackets, or with a comma or semicolon between them: `(1.2, 3.4)`, `[12.5; 41.2]`, `POINT(10.1 59.9)`,
 * `59.9,10.8`, `59.9° N, 10.8° E`. Where the cell says which is which, that to the north comes first; without brackets or
 * directions one has a fraction.
 */
export function writtenPoint(cell: string, decimal: DecimalMark): WrittenNumber | undefined {
  const inside = insideOf(cell);
  const match = inside && (NUMBERS[decimal].exec(inside.text) ?? NUMBERS['.'].exec(inside.text));
  const places = match?.indices?.groups;
  if (!inside || !match?.groups || !places?.a || !places.b) return undefined;
  const { minusA, minusB, sideA, sideB, between = '' } = match.groups;
  if ((sideA === undefined) !== (sideB === undefined)) return undefined;
  const shift = (place: readonly [number, number]) =>
    [place[0] + inside.start, place[1] + inside.start] as const;
  const a = numberAt(cell, shift(places.a), minusA ?? sideA);
  const b = numberAt(cell, shift(places.b), minusB ?? sideB);
  if (!a || !b) return undefined;
  const directions = `${axisOf(sideA)}${axisOf(sideB)}`;
  if (directions !== '' && directions !== 'NE' && directions !== 'EN') return undefined;
  const isBare = !inside.isMarked && directions === '';
  if (isBare && (between === '' || !(a.decimals || b.decimals))) return undefined;
  const isNorthFirst = inside.isWkt || directions !== '';
  const isTurned = inside.isWkt || directions === 'EN';
  const ends = isTurned ? ([b.read, a.read] as const) : ([a.read, b.read] as const);
  return written(middleOf(...ends), { decimals: true, loose: true, ends, isNorthFirst });
}

function insideOf(cell: string) {
  const [, point] = WKT.exec(cell) ?? GEOJSON.exec(cell) ?? [];
  const brackets = point === undefined ? BRACKETS.exec(cell) : undefined;
  const own = point ?? brackets?.[1] ?? brackets?.[2] ?? brackets?.[3];
  const text = own ?? cell;
  const start = own === undefined ? 0 : cell.lastIndexOf(own);
  return { text, start, isMarked: own !== undefined, isWkt: point !== undefined };
}

/** N for both ends of a meridian, E for both of a parallel. */
function axisOf(side = ''): '' | 'N' | 'E' {
  if (side === '') return '';
  return /[NS]/i.test(side) ? 'N' : 'E';
}

/** A minus, or south and west, make it negative. */
function numberAt(
  cell: string,
  [start, end]: readonly [number, number],
  mark: string | undefined,
): { readonly read: ReadNumber; readonly decimals: boolean } | undefined {
  const decimal = cell.slice(start, end).includes(',') ? ',' : '.';
  const digits = digitsAt(cell.slice(0, end), start, decimal);
  if (!digits || digits.thousands || digits.end !== end) return undefined;
  const { read, decimals } = digits;
  const isNegative = mark !== undefined && /[-−SW]/i.test(mark);
  return { decimals, read: isNegative ? (one, ...by) => -read(one, ...by) : read };
}

function numbersWith(mark: string, separators: string): RegExp {
  const number = (name: string) =>
    `(?:\\+|(?<minus${name.toUpperCase()}>[-−]))?(?<${name}>\\d+(?:${mark}\\d+)?(?:e[+-]?\\d+)?)\\s?°?\\s?(?<side${name.toUpperCase()}>[NSEW])?`;
  return new RegExp(
    `^\\s?${number('a')}(?:(?<between>\\s?[${separators}]\\s?)|\\s)${number('b')}\\s?$`,
    'diu',
  );
}
