import type { RawTable } from '../table/raw-table.js';

/** From so many rows on, shares of them say something. */
const ENOUGH = 20;

/**
 * Whether rows are a program's, as a service gets them, and too few to be judged by shares: a cell that cannot be read is
 * then one that is missing, not another kind of file.
 */
export function areFew({ isInMemory = false, rows }: RawTable): boolean {
  return isInMemory && rows < ENOUGH;
}
