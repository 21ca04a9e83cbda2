/** A dense matrix, row after row: the value at (row, column) is `data[row * columns + column]`. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float32Array;
}

/** A sparse matrix in compressed rows: row r holds `indices` and `values` from `offsets[r]` to `offsets[r + 1]`. */
export interface SparseMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly offsets: Int32Array;
  readonly indices: Int32Array;
  readonly values: Float32Array;
}

export function createMatrix(rows: number, columns: number): Matrix {
  return { rows, columns, data: new Float32Array(rows * columns) };
}

/** Calls `visit` with the column and the value of each entry of a row. */
export function eachEntry(
  { offsets, indices, values }: SparseMatrix,
  row: number,
  visit: (column: number, value: number) => void,
): void {
  const end = offsets[row + 1] as number;
  for (let entry = offsets[row] as number; entry < end; entry++) {
    visit(indices[entry] as number, values[entry] as number);
  }
}
