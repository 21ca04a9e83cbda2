import { square } from '../util/elementary/square.js';
import { type Random, shuffle } from '../util/random.js';
import type { RowWeights } from './metric.js';

/** Codes of groups whose rows are not independent; a negative one is a row by itself. Undefined: each row is. */
export type RowGroups = Int32Array | undefined;

/** The rows of each group, groups in the order of their first rows. */
export function rowsOfGroups(groups: Int32Array): readonly Int32Array[] {
  const rowsOf = new Map<number, number[]>();
  for (const [row, group] of groups.entries()) {
    const key = group < 0 ? -1 - row : group;
    const rows = rowsOf.get(key);
    if (rows) rows.push(row);
    else rowsOf.set(key, [row]);
  }
  return [...rowsOf.values()].map((rows) => Int32Array.from(rows));
}

/**
 * How many rows that count alike tell as much: groups are counted, not their rows, and large or heavy ones make the others
 * count less, (Σ w)² / Σ w² (Kish 1965).
 */
export function effectiveRows(rows: number, weights: RowWeights, groups: RowGroups): number {
  if (!weights && !groups) return rows;
  const sumOf = (own: Int32Array) => own.reduce((sum, row) => sum + (weights?.[row] ?? 1), 0);
  const sums = groups ? rowsOfGroups(groups).map(sumOf) : Array.from(weights ?? []);
  const [sum, squares] = sums.reduce(([a, b], own) => [a + own, b + own * own], [0, 0]);
  return squares > 0 ? square(sum) / squares : 0;
}

/** Deals whole groups out: the part of each row. Large groups first, each to the part that has the fewest rows. */
export function dealGroups(groups: Int32Array, parts: number, random: Random): Uint8Array {
  const units = [...rowsOfGroups(groups)];
  const order = Int32Array.from(units, (_, place) => place);
  shuffle(random, order);
  const bySize = [...order].sort((a, b) => (units[b]?.length ?? 0) - (units[a]?.length ?? 0));
  const dealt = new Uint8Array(groups.length);
  const counts = new Float64Array(parts);
  for (const place of bySize) {
    const part = counts.indexOf(Math.min(...counts));
    for (const row of units[place] ?? []) dealt[row] = part;
    counts[part] = (counts[part] ?? 0) + (units[place]?.length ?? 0);
  }
  return dealt;
}
