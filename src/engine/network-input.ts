import { type DesignMatrix, denseBlock, sparseBlock } from '../matrix/design-matrix.js';
import type { Matrix, SparseMatrix } from '../matrix/matrix.js';

/** What a network reads: numbers, sparse entries, or both side by side in that order. */
export interface NetworkInput {
  readonly rows: number;
  readonly dense: Matrix | undefined;
  readonly sparse: SparseMatrix | undefined;
}

/** The dense and the sparse block of a design matrix. */
export function networkInput(x: DesignMatrix): NetworkInput {
  return { rows: x.rows, dense: denseBlock(x)?.matrix, sparse: sparseBlock(x)?.matrix };
}

export function inputWidth(x: NetworkInput): number {
  return (x.dense?.columns ?? 0) + (x.sparse?.columns ?? 0);
}
