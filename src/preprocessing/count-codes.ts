import { UNSEEN } from '../table/table.js';

/** The codes that occur, ascending, and how often each does. Counts in an array: codes are small, from UNSEEN on. */
export function countCodes(codes: Int32Array): [code: number, rows: number][] {
  let largest = UNSEEN;
  for (let i = 0; i < codes.length; i++) largest = Math.max(largest, codes[i] ?? UNSEEN);
  const counts = new Int32Array(largest - UNSEEN + 1);
  for (let i = 0; i < codes.length; i++) {
    const place = (codes[i] ?? 0) - UNSEEN;
    counts[place] = (counts[place] ?? 0) + 1;
  }
  const pairs = Array.from(counts, (rows, place): [number, number] => [place + UNSEEN, rows]);
  return pairs.filter(([, rows]) => rows > 0);
}
