import { type DesignMatrix, denseBlock, sparseBlock } from '../matrix/design-matrix.js';
import type { Matrix, SparseMatrix } from '../matrix/matrix.js';
import type { InputWidths } from './layer-shapes.js';
import type { PictureInput } from './picture-input.js';

/**
 * What a network reads: numbers or pictures, sparse entries, or both side by side in that order. Entries beside pictures reach the
 * first dense layer over rows.
 */
export interface NetworkInput {
  readonly rows: number;
  readonly dense: Matrix | undefined;
  readonly sparse: SparseMatrix | undefined;
  readonly pictures?: PictureInput | undefined;
}

/** The dense and the sparse block of a design matrix. */
export function networkInput(x: DesignMatrix): NetworkInput {
  return { rows: x.rows, dense: denseBlock(x)?.matrix, sparse: sparseBlock(x)?.matrix };
}

/** Columns of numbers and of sparse entries; channels and the size of pictures. */
export function inputWidths(x: NetworkInput): InputWidths {
  const { pictures } = x;
  const sparseInputs = x.sparse?.columns ?? 0;
  if (pictures) {
    const { height, width, channels } = pictures;
    return { inputs: channels, sparseInputs, map: { height, width } };
  }
  return { inputs: x.dense?.columns ?? 0, sparseInputs };
}
