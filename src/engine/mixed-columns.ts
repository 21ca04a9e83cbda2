import { createMatrix, eachEntry, type Matrix, type SparseMatrix } from '../matrix/matrix.js';
import type { Batch } from './kernels/kernels.js';
import { type Mix, mixedPair } from './mix.js';
import type { NetworkInput } from './network-input.js';

/** The columns of the batch's rows, mixed. */
export function mixedColumns(
  { dense, sparse }: NetworkInput,
  batch: Batch,
  mix: Mix,
): Pick<NetworkInput, 'dense' | 'sparse'> {
  return {
    dense: dense && mixedDense(dense, batch, mix),
    sparse: sparse && mixedSparse(sparse, batch, mix),
  };
}

function mixedDense({ columns, data }: Matrix, batch: Batch, mix: Mix): Matrix {
  const mixed = createMatrix(batch.rows, columns);
  for (let r = 0; r < batch.rows; r++) {
    const [own, other] = mixedPair(r, batch, mix);
    for (let i = 0; i < columns; i++) {
      const [a, b] = [data[own * columns + i] as number, data[other * columns + i] as number];
      mixed.data[r * columns + i] = mix.share * a + (1 - mix.share) * b;
    }
  }
  return mixed;
}

/** Entries of both rows, one after the other: those of one column add up. */
function mixedSparse(x: SparseMatrix, batch: Batch, mix: Mix): SparseMatrix {
  const offsets = new Int32Array(batch.rows + 1);
  const indices: number[] = [];
  const values: number[] = [];
  for (let r = 0; r < batch.rows; r++) {
    const [own, other] = mixedPair(r, batch, mix);
    const add = (row: number, share: number) =>
      eachEntry(x, row, (column, value) => {
        indices.push(column);
        values.push(share * value);
      });
    add(own, mix.share);
    add(other, 1 - mix.share);
    offsets[r + 1] = indices.length;
  }
  const entries = { indices: Int32Array.from(indices), values: Float32Array.from(values) };
  return { rows: batch.rows, columns: x.columns, offsets, ...entries };
}
