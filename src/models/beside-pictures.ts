import {
  type DesignMatrix,
  denseBlock,
  pixelsBlocks,
  sparseBlock,
} from '../matrix/design-matrix.js';
import { eachEntry, type SparseMatrix } from '../matrix/matrix.js';
import { type PictureViews, picturesIn } from './picture-views.js';

/** Whether a network has more to look at than one column of pictures. */
export function hasMoreThanPictures(x: DesignMatrix): boolean {
  const columns = (denseBlock(x)?.matrix.columns ?? 0) + (sparseBlock(x)?.matrix.columns ?? 0);
  return columns > 0 || pixelsBlocks(x).length > 1;
}

/** What lies beside the pictures of each view: numbers, then one-hot levels and terms, then a 1 for each column without a picture. */
export function besidePictures(x: DesignMatrix, { blocks, rows }: PictureViews): SparseMatrix {
  const dense = denseBlock(x)?.matrix;
  const sparse = sparseBlock(x)?.matrix;
  const [numbers, levels] = [dense?.columns ?? 0, sparse?.columns ?? 0];
  const offsets = new Int32Array(rows.length + 1);
  const indices: number[] = [];
  const values: number[] = [];
  const add = (column: number, value: number) => {
    if (value === 0) return;
    indices.push(column);
    values.push(value);
  };
  for (const [view, row] of rows.entries()) {
    for (let i = 0; i < numbers; i++) add(i, dense?.data[row * numbers + i] as number);
    if (sparse) eachEntry(sparse, row, (column, value) => add(numbers + column, value));
    for (const [i, block] of blocks.entries())
      add(numbers + levels + i, picturesIn(block, row) > 0 ? 0 : 1);
    offsets[view + 1] = indices.length;
  }
  return {
    rows: rows.length,
    columns: numbers + levels + blocks.length,
    offsets,
    indices: Int32Array.from(indices),
    values: Float32Array.from(values),
  };
}
