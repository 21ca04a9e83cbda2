import { mixedHash } from '../util/mixed-hash.js';
import { mapInSteps, type Steps } from '../util/steps.js';
import type { Column, ColumnCodes, ColumnNumbers } from './table.js';

/** Two words a row that are sums over columns, so that one column can be taken out again. */
export interface RowHashes {
  readonly low: Int32Array;
  readonly high: Int32Array;
}

/** One value a row that stands for the column. */
export function valuesOf(column: Column): ColumnNumbers | ColumnCodes {
  return column.kind === 'numeric' || column.kind === 'datetime' ? column.values : column.codes;
}

/** All values of a column, by which rows are the same. */
export function allValuesOf(column: Column): readonly (ColumnNumbers | ColumnCodes)[] {
  const parts = column.kind === 'numeric' ? (column.parts ?? []) : [];
  return [valuesOf(column), ...parts.map(({ values }) => values)];
}

export function* rowHashes(rows: number, columns: readonly Column[]): Steps<RowHashes> {
  const hashes = { low: new Int32Array(rows), high: new Int32Array(rows) };
  yield* mapInSteps(columns, (column, place) => {
    const { low, high } = columnHashes(rows, column, place);
    for (let row = 0; row < rows; row++) {
      hashes.low[row] = (hashes.low[row] ?? 0) + (low[row] ?? 0);
      hashes.high[row] = (hashes.high[row] ?? 0) + (high[row] ?? 0);
    }
  });
  return hashes;
}

/** What the column at this place adds. */
export function columnHashes(rows: number, column: Column, place: number): RowHashes {
  const word = new Float64Array(1);
  const bits = new Int32Array(word.buffer);
  const [low, high] = [new Int32Array(rows), new Int32Array(rows)];
  for (const values of allValuesOf(column)) {
    for (let row = 0; row < rows; row++) {
      const value = values[row] ?? 0;
      // There is one zero and one NaN, not several.
      word[0] = Number.isNaN(value) ? Number.NaN : value + 0;
      const [a = 0, b = 0] = bits;
      // What is there already is that of the array before.
      low[row] = mixedHash((low[row] ?? 0) ^ a ^ mixedHash(b, 7 * place + 1), 2 * place + 3);
      high[row] = mixedHash((high[row] ?? 0) ^ b ^ mixedHash(a, 5 * place + 2), 11 * place + 5);
    }
  }
  return { low, high };
}

/** Both words as one number of 53 bits. */
export function keysOf({ low, high }: RowHashes): Float64Array {
  const keys = new Float64Array(low.length);
  for (let row = 0; row < keys.length; row++) {
    keys[row] = ((low[row] ?? 0) >>> 0) + ((high[row] ?? 0) >>> 11) * 2 ** 32;
  }
  return keys;
}
