import type { SparseMatrix } from '../../matrix/matrix.js';
import type { Kernels, Offset } from '../kernels/kernels.js';

/** Values of a batch in the arena, (batch, columns), and where their gradient goes. */
export interface Signal {
  readonly columns: number;
  readonly value: Offset;
  readonly gradient: Offset;
}

/** One pass of a batch through the network. */
export interface Pass {
  readonly kernels: Kernels;
  /** Rows of this batch; the last one may be smaller. */
  readonly rows: number;
  /** Which rows of the data they are. */
  readonly rowIndices: Int32Array;
  readonly sparse: SparseMatrix | undefined;
  readonly training: boolean;
  /** Seeds dropout; different at every step. */
  readonly seed: number;
}

/** A step of the network, planned in the arena: forward and backward side by side. */
export interface Stage {
  readonly output: Signal;
  forward(pass: Pass): void;
  /** Reads the gradient of its output, writes that of its input and of its weights. */
  backward(pass: Pass): void;
}
