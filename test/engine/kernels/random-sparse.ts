import type { SparseMatrix } from '../../../src/matrix/matrix.js';
import { randomStream } from '../../../src/util/random.js';

/** A sparse matrix with about a third of its values; some rows have none. */
export function randomSparse(rows: number, columns: number, seed: string): SparseMatrix {
  const random = randomStream(seed, 'sparse');
  const offsets = [0];
  const indices: number[] = [];
  const values: number[] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (random.next() > 0.3 || row % 5 === 0) continue;
      indices.push(column);
      values.push(random.normal());
    }
    offsets.push(indices.length);
  }
  return {
    rows,
    columns,
    offsets: Int32Array.from(offsets),
    indices: Int32Array.from(indices),
    values: Float32Array.from(values),
  };
}
