import type { ColumnNumbers, Labels } from '../table/table.js';
import { correlation, meanOf } from '../util/correlation.js';

/** A correlation from which on a number is the label in other words. */
const SAME = 0.9999;
/** The share of rows farthest from the mean, without which it must be seen too, and nearly as well. */
const FAR = 0.05;
const NEARLY = 0.99;

/** Whether a column is the label times a factor, and not by a few far values alone. */
export function isSameNumber(x: ColumnNumbers, y: Labels, leastRows: number): boolean {
  const rows = Int32Array.from(x, (_, row) => row).filter((row) => !Number.isNaN(x[row]));
  if (rows.length < leastRows || !(Math.abs(correlation(x, y, rows)) >= SAME)) return false;
  const mean = meanOf(x, rows);
  const distance = (row: number) => Math.abs((x[row] as number) - mean);
  const near = rows.sort((a, b) => distance(a) - distance(b));
  const kept = near.slice(0, near.length - Math.ceil(FAR * near.length));
  return Math.abs(correlation(x, y, kept)) >= NEARLY;
}
