import type { NetworkInput } from '../engine/network-input.js';
import { codesBlock, type DesignMatrix, denseBlock, sparseBlock } from '../matrix/design-matrix.js';
import { createMatrix } from '../matrix/matrix.js';

/** How a network with an embedding reads a design matrix: numbers to embed, codes, then columns as they are. */
export interface EmbeddedColumns {
  /** Columns of the dense block with more than two values. */
  readonly numbers: readonly number[];
  /** The others. */
  readonly plain: readonly number[];
  /** Levels of each column of codes. */
  readonly cardinalities: readonly number[];
}

export function embeddedColumns(x: DesignMatrix, embedsNumbers: boolean): EmbeddedColumns {
  const matrix = denseBlock(x)?.matrix;
  const all = Array.from({ length: matrix?.columns ?? 0 }, (_, column) => column);
  const isNumber = (column: number) => embedsNumbers && hasThreeValues(x, column);
  const numbers = all.filter(isNumber);
  const plain = all.filter((column) => !numbers.includes(column));
  return { numbers, plain, cardinalities: codesBlock(x)?.cardinalities ?? [] };
}

/** The matrix that the network reads. */
export function embeddedInput(x: DesignMatrix, columns: EmbeddedColumns): NetworkInput {
  const { numbers, plain, cardinalities } = columns;
  const codes = codesBlock(x)?.codes ?? new Int32Array();
  const width = numbers.length + cardinalities.length + plain.length;
  const dense = createMatrix(x.rows, width);
  const source = denseBlock(x)?.matrix;
  let next = 0;
  for (let row = 0; row < x.rows; row++) {
    const from = row * (source?.columns ?? 0);
    const codesFrom = row * cardinalities.length;
    for (const column of numbers) dense.data[next++] = source?.data[from + column] ?? 0;
    for (let i = 0; i < cardinalities.length; i++) dense.data[next++] = codes[codesFrom + i] ?? 0;
    for (const column of plain) dense.data[next++] = source?.data[from + column] ?? 0;
  }
  return {
    rows: x.rows,
    dense: width > 0 ? dense : undefined,
    sparse: sparseBlock(x)?.matrix,
  };
}

/** The values of a column of the dense block. */
export function columnValues(x: DesignMatrix, column: number): Float32Array {
  return Float32Array.from({ length: x.rows }, (_, row) => valueAt(x, row, column));
}

function valueAt(x: DesignMatrix, row: number, column: number): number {
  const matrix = denseBlock(x)?.matrix;
  return matrix?.data[row * matrix.columns + column] ?? Number.NaN;
}

function hasThreeValues(x: DesignMatrix, column: number): boolean {
  const seen = new Set<number>();
  for (let row = 0; row < x.rows; row++)
    if (seen.add(valueAt(x, row, column)).size > 2) return true;
  return false;
}
