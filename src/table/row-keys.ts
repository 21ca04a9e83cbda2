import { mixedHash } from '../util/mixed-hash.js';
import { atOnce } from '../util/steps.js';
import { pictureBytes, SIZES } from './image-column.js';
import { keysOf, rowHashes } from './row-hashes.js';
import { type Column, type ImageColumn, MISSING, type Table, UNSEEN } from './table.js';

/**
 * A number of 53 bits for each row that hangs on its values alone, not on the table that they stand in: rows of two tables with the
 * same columns have the same key where all their values are the same, and else by chance. NaN for a row with a level that the
 * schema does not know: which one it is cannot be told.
 */
export function rowKeys({ columns, rows }: Pick<Table, 'columns' | 'rows'>): Float64Array {
  const keys = keysOf(atOnce(rowHashes(rows, columns.map(byContent))));
  for (const column of columns) {
    if (column.kind !== 'coded') continue;
    for (let row = 0; row < rows; row++) if (column.codes[row] === UNSEEN) keys[row] = Number.NaN;
  }
  return keys;
}

type DictionaryColumn = Extract<Column, { readonly offsets: Int32Array }>;

/** Codes of a dictionary mean something in their own table alone: what they stand for takes their place. */
function byContent(column: Column): Column {
  if (!('offsets' in column)) return column;
  const keys = contentKeys(column);
  const values = Float64Array.from(column.codes, (code) =>
    code === MISSING ? Number.NaN : (keys[code] ?? Number.NaN),
  );
  return { kind: 'numeric', name: column.name, values };
}

/** A number of 53 bits for what each code stands for. */
function contentKeys(column: DictionaryColumn): Float64Array {
  const codes = column.offsets.length - 1;
  const [low, high] = [0x85ebca6b, 0x27d4eb2f].map((seed) =>
    Int32Array.from({ length: codes }, (_, code) => {
      let hash = seed;
      for (const part of contentOf(column, code))
        for (let i = 0; i < part.length; i++) hash = mixedHash(hash ^ (part[i] ?? 0), seed);
      return hash;
    }),
  ) as [Int32Array, Int32Array];
  return keysOf({ low, high });
}

function contentOf(column: DictionaryColumn, code: number): readonly ArrayLike<number>[] {
  if (column.kind === 'image') return picturesOf(column, code);
  const units = column.kind === 'text' ? column.bytes : column.own;
  return [units.subarray(column.offsets[code], column.offsets[code + 1])];
}

/** Pixels as models see them, and how large each picture was. */
function picturesOf(
  { own, offsets, pixels, sizes, side }: ImageColumn,
  code: number,
): readonly ArrayLike<number>[] {
  const bytes = pictureBytes(side);
  return Array.from(own.subarray(offsets[code], offsets[code + 1])).flatMap((picture) => [
    pixels.subarray(picture * bytes, (picture + 1) * bytes),
    sizes.subarray(picture * SIZES, (picture + 1) * SIZES),
  ]);
}
