import type { SparseMatrix } from './matrix.js';

/** A sparse matrix that grows row by row. */
export interface SparseRows {
  /** Adds an entry to the row that is open; columns have to ascend. */
  push(column: number, value: number): void;
  /** Ends the row that is open, and opens the next. */
  endRow(): void;
  finish(columns: number): SparseMatrix;
}

/** Entries that there is room for at first, for each row. */
const ENTRIES_A_ROW = 16;

export function createSparseRows(rows: number): SparseRows {
  const offsets = new Int32Array(rows + 1);
  let indices = new Int32Array(ENTRIES_A_ROW * rows + 1);
  let values = new Float32Array(indices.length);
  let [row, count] = [0, 0];
  const grow = () => {
    const [oldIndices, oldValues] = [indices, values];
    // As many a row as until here and some to spare: fewer copies than by doubling.
    const expected = (1.1 * count * rows) / (row + 1);
    const room = Math.ceil(Math.min(8 * count, Math.max(1.5 * count, expected)));
    indices = new Int32Array(room);
    indices.set(oldIndices);
    values = new Float32Array(room);
    values.set(oldValues);
  };
  return {
    push(column, value) {
      if (count === indices.length) grow();
      indices[count] = column;
      values[count++] = value;
    },
    endRow() {
      offsets[++row] = count;
    },
    // Views of the larger arrays: memory that was never written to takes no room.
    finish: (columns) => ({
      rows,
      columns,
      offsets,
      indices: indices.subarray(0, count),
      values: values.subarray(0, count),
    }),
  };
}

/** Some rows of a sparse matrix, in the order in which they are named. */
export function takeSparseRows(x: SparseMatrix, rows: Int32Array): SparseMatrix {
  const offsets = new Int32Array(rows.length + 1);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    const count = (x.offsets[row + 1] as number) - (x.offsets[row] as number);
    offsets[i + 1] = (offsets[i] as number) + count;
  }
  const indices = new Int32Array(offsets.at(-1) ?? 0);
  const values = new Float32Array(indices.length);
  for (let i = 0; i < rows.length; i++) {
    const [start, end] = [x.offsets[rows[i] as number], x.offsets[(rows[i] as number) + 1]];
    indices.set(x.indices.subarray(start, end), offsets[i]);
    values.set(x.values.subarray(start, end), offsets[i]);
  }
  return { rows: rows.length, columns: x.columns, offsets, indices, values };
}
