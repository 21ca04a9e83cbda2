import type { RawTable } from './raw-table.js';

/** Some rows of a source, and where they stand in it: their lines where it has lines, else their places; both from 1. */
export interface TableBlock {
  readonly table: RawTable;
  readonly place: BlockPlace;
}

export interface BlockPlace {
  readonly unit: 'lines' | 'rows';
  readonly from: number;
  readonly to: number;
}

/** Where a block ends: behind so many rows, or behind the row with which it has so many bytes. */
export interface BlockSize {
  readonly rows: number;
  readonly bytes: number;
}

/** Blocks in the order of their rows, and in the end the notes on all of them: those of a block alone are none. */
export type TableBlocks = AsyncGenerator<TableBlock, readonly string[]>;

/** A block that is all there is. */
export function wholeBlock(table: RawTable): TableBlock {
  return { table: { ...table, notes: [] }, place: { unit: 'rows', from: 1, to: table.rows } };
}
