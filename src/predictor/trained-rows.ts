import type { Table } from '../table/table.js';
import { mixedHash } from '../util/mixed-hash.js';

/** By what the rows that a predictor was trained on are known again, all of them together; no row or value can be read from it. */
export interface TrainedRows {
  readonly rows: number;
  /** 64 bits of all rows with their labels, whatever their order, in hexadecimal. */
  readonly hash: string;
}

/** By what rows that judged a predictor are known again: those of a validation file, or those that were set aside. */
export interface JudgedRows extends TrainedRows {
  readonly by: 'validation' | 'aside';
}

/** Fewer rows that differ could be those of another table by chance. */
export const LEAST_DIFFERENT = 20;

/** Of these rows of a table, by all that models read of them; undefined where they are too much alike to be told from others. */
export function trainedRows(
  { columns, target }: Pick<Table, 'columns' | 'target'>,
  places: Int32Array,
  keys: Float64Array,
): TrainedRows | undefined {
  if (columns.length === 0 || !target) return undefined;
  const word = new Float64Array(2);
  const bits = new Int32Array(word.buffer);
  const different = new Set<number>();
  let [low, high] = [0, 0];
  for (const place of places) {
    word[0] = keys[place] ?? Number.NaN;
    // There is one zero.
    word[1] = (target[place] ?? Number.NaN) + 0;
    const own = hashOf(bits, 1);
    low = (low + own) | 0;
    high = (high + hashOf(bits, 2)) | 0;
    if (different.size < LEAST_DIFFERENT) different.add(own);
  }
  if (different.size < LEAST_DIFFERENT) return undefined;
  return { rows: places.length, hash: hexOf(high) + hexOf(low) };
}

/** By what the rows of both together are known again. */
export function together(one: TrainedRows, other: TrainedRows): TrainedRows {
  const word = (from: number) =>
    Number.parseInt(one.hash.slice(from, from + 8), 16) +
    Number.parseInt(other.hash.slice(from, from + 8), 16);
  return { rows: one.rows + other.rows, hash: hexOf(word(0)) + hexOf(word(8)) };
}

function hashOf(bits: Int32Array, seed: number): number {
  let hash = seed;
  for (let i = 0; i < bits.length; i++) hash = mixedHash(bits[i] ?? 0, hash);
  return hash;
}

function hexOf(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0');
}
