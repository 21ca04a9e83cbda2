import type { DesignMatrix } from '../matrix/design-matrix.js';
import { pictureValueBytes } from '../preprocessing/picture-fits.js';
import { textIndexBytes } from '../preprocessing/text-index.js';
import type { Table } from '../table/table.js';

/** Bytes that a worker takes before it has any data: the engine, code, what models are trained in. */
const OF_WORKER = 150 * 2 ** 20;
/** A trial holds its rows prepared, gathered by batches and as predictions: so many times the table. */
const TIMES_TABLE = 4;
/** Of all memory, what workers may take, and of that what prepared folds may fill between trials. */
const WORKERS_SHARE = 0.7;
const KEPT_SHARE = 0.5;

/** How many workers have room for a trial each, at least one, and the bytes of prepared folds that each may keep. */
export function planMemory(
  table: Table,
  workers: number,
  memory: number,
): { readonly workers: number; readonly keptBytes: number } {
  const perTrial =
    OF_WORKER + TIMES_TABLE * tableBytes(table) + indexBytes(table) + pictureBytes(table);
  const room = WORKERS_SHARE * memory;
  const fitting = Math.max(1, Math.min(workers, Math.floor(room / perTrial)));
  const keptBytes = Math.max(0, KEPT_SHARE * (room / fitting - perTrial));
  return { workers: fitting, keptBytes };
}

/** Bytes of the blocks of a design matrix. */
export function designBytes({ blocks }: DesignMatrix): number {
  return blocks.reduce((sum, block) => {
    // Of those that are looked at in a table there is no copy.
    if (block.kind === 'raw') {
      const own = block.columns.filter(({ places }) => places === undefined);
      return sum + 8 * block.rows * own.length;
    }
    if (block.kind === 'codes') return sum + block.codes.byteLength;
    if (block.kind === 'pixels') return sum + block.pixels.byteLength;
    if (block.kind === 'dense') return sum + block.matrix.data.byteLength;
    const { offsets, indices, values } = block.matrix;
    return sum + offsets.byteLength + indices.byteLength + values.byteLength;
  }, 0);
}

/** Each worker counts the terms of texts once, and keeps the counts; so it does with the numbers of pictures, by fold. */
function indexBytes({ columns }: Table): number {
  return columns.reduce((sum, column) => {
    if (column.kind === 'image') return sum + pictureValueBytes(column);
    return sum + (column.kind === 'text' ? textIndexBytes(column) : 0);
  }, 0);
}

/** Pictures are shared by all workers; a trial gathers those of its rows. */
function pictureBytes({ columns }: Table): number {
  return columns.reduce(
    (sum, column) =>
      sum +
      (column.kind === 'image' ? column.pixels.byteLength + (column.deep?.byteLength ?? 0) : 0),
    0,
  );
}

function tableBytes({ columns }: Table): number {
  return columns.reduce((sum, column) => {
    if (column.kind === 'numeric') {
      const parts = column.parts?.length ?? 0;
      return sum + (1 + parts) * column.values.byteLength;
    }
    if (column.kind === 'datetime') return sum + column.values.byteLength;
    return sum + column.codes.byteLength + ('bytes' in column ? column.bytes.byteLength : 0);
  }, 0);
}
