import type { SparseRows } from '../matrix/sparse-rows.js';
import { log } from '../util/elementary/log.js';
import { square } from '../util/elementary/square.js';

/** The terms of one kind, with log((1 + rows) / (1 + rows with the term)) + 1 of each. */
export interface Vocabulary {
  readonly terms: readonly string[];
  readonly idf: readonly number[];
}

/** A term as it is written, and how many rows have it. */
export interface TermRows {
  readonly term: string;
  readonly rows: number;
}

/** The commonest of these terms, at most so many, each with how rare it is among all rows. */
export function vocabularyOf(
  found: readonly TermRows[],
  most: number,
  allRows: number,
): Vocabulary {
  const kept = found
    .toSorted((a, b) => b.rows - a.rows || (a.term < b.term ? -1 : 1))
    .slice(0, most);
  return {
    terms: kept.map(({ term }) => term),
    idf: kept.map(({ rows }) => log((1 + allRows) / (1 + rows)) + 1),
  };
}

/** Terms in at least so many rows are the `most` commonest, or as common as the last of them. */
export function leastRows(rows: Int32Array, most: number, minRows: number): number {
  const least = Math.max(minRows, 1);
  return Math.max(
    least,
    rows
      .filter((own) => own >= least)
      .sort()
      .at(-most) ?? 1,
  );
}

/** Adds the weights of a text's terms: how often each is there times how rare it is, scaled to length 1. */
export function pushWeights(
  out: SparseRows,
  first: number,
  columns: Int32Array,
  counts: Int32Array,
  idf: readonly number[],
): void {
  const weightOf = (column: number) => (counts[column] ?? 0) * (idf[column] ?? 0);
  const length = Math.sqrt(columns.reduce((sum, column) => sum + square(weightOf(column)), 0));
  for (const column of columns) out.push(first + column, weightOf(column) / length);
}
