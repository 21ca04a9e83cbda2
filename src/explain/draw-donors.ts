import type { Table } from '../table/table.js';
import { permutation, type Random } from '../util/random.js';

/** Rows of a part, from which on one that keeps its own value by chance is a small share. */
const LEAST_OWN_ROWS = 10;

/**
 * The row that each row of all parts has its values from, one part after the other: one of its own part, or any where that has
 * few rows or one group.
 */
export function drawDonors(
  random: Random,
  parts: readonly Table[],
  standFor: Float64Array | undefined,
): Int32Array {
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  const donors = new Int32Array(rows);
  const others: (readonly [from: number, to: number])[] = [];
  let from = 0;
  for (const part of parts) {
    const [start, end] = [from, from + part.rows];
    if (hasOwnDonors(part)) {
      const own = shuffledPlaces(random, part.rows, standFor?.subarray(start, end));
      for (const [i, place] of own.entries()) donors[start + i] = start + place;
    } else others.push([start, end]);
    from = end;
  }
  if (others.length === 0) return donors;
  const all = shuffledPlaces(random, rows, standFor);
  for (const [start, end] of others) donors.set(all.subarray(start, end), start);
  return donors;
}

function hasOwnDonors({ rows, groups }: Table): boolean {
  if (rows < LEAST_OWN_ROWS || !groups) return rows >= LEAST_OWN_ROWS;
  return groups.some((group) => group < 0 || group !== groups[0]);
}

/** Places in any order: each once, or as often as it stands for others (systematic resampling; Kitagawa 1996). */
function shuffledPlaces(random: Random, rows: number, standFor?: Float64Array): Int32Array {
  const order = permutation(random, rows);
  if (!standFor) return order;
  const step = standFor.reduce((sum, count) => sum + count, 0) / rows;
  const drawn = new Int32Array(rows);
  let [row, upTo] = [0, standFor[0] ?? 0];
  for (let i = 0, at = step * random.next(); i < rows; i++, at += step) {
    while (at >= upTo && row < rows - 1) upTo += standFor[++row] ?? 0;
    drawn[order[i] ?? 0] = row;
  }
  return drawn;
}
