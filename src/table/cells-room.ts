import { countOf } from '../util/count-of.js';
import { AutofitError } from '../util/errors.js';
import { formatBytes } from '../util/format-bytes.js';
import { needHeap } from '../util/heap-room.js';
import { availableMemory } from '../util/memory.js';
import { bytesOfRows, type CellBuilder } from './cell-builder.js';

interface CellsPlace {
  readonly source: string;
  /** As the user has told it; else infinite. */
  readonly mostBytes: number;
  /** Whether the rows are there, not guessed: then the memory of the machine is a bound too. @default false */
  readonly isCounted?: boolean;
}

/** Throws an AutofitError where the cells of so many rows take more memory than there is for them. */
export function checkCells(
  builders: readonly CellBuilder[],
  rows: number,
  { source, mostBytes, isCounted = false }: CellsPlace,
): void {
  const most = isCounted ? Math.min(mostBytes, availableMemory()) : mostBytes;
  const needed = builders.reduce((sum, cells) => sum + bytesOfRows(cells, rows), 0);
  if (needed <= most) return;
  const what = `about ${countOf(rows, 'row')} of ${countOf(builders.length, 'column')}`;
  const leaves = most === mostBytes ? '`memory` leaves' : 'this process may have';
  const takes = `${formatBytes(needed)} in memory, and ${leaves} ${formatBytes(most)}`;
  throw new AutofitError('MEMORY', `${source} has ${what}: its cells take ${takes} for them.`, {
    file: source,
    hint: 'Give more of it, or a file of fewer rows or columns.',
  });
}

/** Bytes of the heap for a column without a row. */
const BYTES_OF_COLUMN = 2000;

/** Throws an AutofitError where so many columns would fill the heap before they have a row. */
export function needColumns(columns: number, source: string): void {
  const what = `${source} has ${countOf(columns, 'column')}`;
  needHeap(BYTES_OF_COLUMN * columns, what, 'Leave some out.');
}
