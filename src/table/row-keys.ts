import { mixedHash } from '../util/mixed-hash.js';
import {
  type Column,
  type ImageColumn,
  type ListColumn,
  type TextColumn,
  UNSEEN,
} from './table.js';

/**
 * A number of 53 bits for each row in from … to − 1 that hangs on its values alone, not on the table that they stand in: rows of two
 * tables with the same columns have the same key where all their values are the same, and else by chance. NaN for a row with a level
 * that the schema does not know: which one it is cannot be told.
 */
export function rowKeys(columns: readonly Column[], from: number, to: number): Float64Array {
  const [low, high] = [new Int32Array(to - from), new Int32Array(to - from)];
  for (const column of columns) {
    for (const { word, isCode } of wordsOf(column)) {
      for (let row = from; row < to; row++) {
        const [a, b] = isCode ? [word(row), 0] : halvesOf(word(row));
        const i = row - from;
        low[i] = mixedHash((low[i] ?? 0) ^ a, mixedHash(b, 0x3c6ef372));
        high[i] = mixedHash((high[i] ?? 0) ^ b, mixedHash(a, 0x1b873593));
      }
    }
  }
  const keys = Float64Array.from(low, (own, i) => (own >>> 0) + ((high[i] ?? 0) >>> 11) * 2 ** 32);
  for (const column of columns) {
    if (column.kind !== 'coded') continue;
    for (let i = 0; i < keys.length; i++)
      if (column.codes[from + i] === UNSEEN) keys[i] = Number.NaN;
  }
  return keys;
}

interface Words {
  /** The value of a row. */
  readonly word: (row: number) => number;
  /** Whether it is a whole number of 32 bits. */
  readonly isCode: boolean;
}

function wordsOf(column: Column): readonly Words[] {
  const numbers = (values: Float64Array): Words => ({
    word: (row) => values[row] ?? Number.NaN,
    isCode: false,
  });
  switch (column.kind) {
    case 'numeric':
      return [numbers(column.values), ...(column.parts ?? []).map(({ values }) => numbers(values))];
    case 'datetime':
      return [numbers(column.values)];
    case 'coded':
      return [{ word: (row) => column.codes[row] ?? 0, isCode: true }];
    case 'text':
    case 'list':
      return seededHashes(column, (code) => unitsOf(column, code));
    case 'image':
      return seededHashes(column, (code) => picturesOf(column, code));
  }
}

/** Of what the row's code stands for, twice with different seeds: hashes of texts alone have 32 bits. */
function seededHashes(
  { codes }: TextColumn | ListColumn | ImageColumn,
  partsOf: (code: number) => readonly ArrayLike<number>[],
): readonly Words[] {
  return [0x85ebca6b, 0x27d4eb2f].map((seed) => {
    const known = new Map<number, number>();
    const word = (row: number) => {
      const code = codes[row] ?? -1;
      const found = known.get(code);
      if (found !== undefined) return found;
      let hash = code < 0 ? 1 : seed;
      for (const part of code < 0 ? [] : partsOf(code))
        for (let i = 0; i < part.length; i++) hash = mixedHash(hash ^ (part[i] ?? 0), seed);
      known.set(code, hash);
      return hash;
    };
    return { word, isCode: true };
  });
}

function unitsOf(column: TextColumn | ListColumn, code: number): readonly ArrayLike<number>[] {
  const units = column.kind === 'text' ? column.bytes : column.own;
  return [units.subarray(column.offsets[code], column.offsets[code + 1])];
}

/** Pixels as models see them, and how large each picture was. */
function picturesOf(column: ImageColumn, code: number): readonly ArrayLike<number>[] {
  const { own, offsets, pixels, sizes, side } = column;
  const bytes = 3 * side * side;
  return Array.from(own.subarray(offsets[code], offsets[code + 1])).flatMap((picture) => [
    pixels.subarray(picture * bytes, (picture + 1) * bytes),
    sizes.subarray(3 * picture, 3 * picture + 3),
  ]);
}

const DOUBLE = new Float64Array(1);
const HALVES = new Int32Array(DOUBLE.buffer);

/** There is one zero and one NaN, not several. */
function halvesOf(value: number): readonly [number, number] {
  DOUBLE[0] = Number.isNaN(value) ? Number.NaN : value + 0;
  return [HALVES[0] ?? 0, HALVES[1] ?? 0];
}
