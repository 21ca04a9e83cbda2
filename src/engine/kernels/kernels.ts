import type { SparseMatrix } from '../../matrix/matrix.js';

/** The place of a value in the arena: the index of its first float. */
export type Offset = number;

/** Activations that act on each value alone. */
export type Activation = 'linear' | 'relu' | 'sigmoid' | 'tanh';

/** Costs with their gradient; the cross-entropies take logits. */
export type CostKernel = 'mean-squared-error' | 'binary-cross-entropy' | 'softmax-cross-entropy';

/** One step of Adam or AdamW; the corrections are 1 − β^t. */
export interface AdamStep {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly correction1: number;
  readonly correction2: number;
  /** Shrinks weights directly (AdamW), as a share of the learning rate. */
  readonly weightDecay: number;
}

/** One step of gradient descent with classical momentum. */
export interface SgdStep {
  readonly learningRate: number;
  readonly momentum: number;
  readonly weightDecay: number;
}

/**
 * The numeric operations of the engine, on offsets into one arena of floats. Matrices lie row after row;
 * weights are (inputs, outputs). Nothing is allocated by an operation.
 */
export interface Kernels {
  readonly name: string;
  /** The arena; a new view after `reserve`. */
  readonly arena: Float32Array | Float64Array;
  /** Makes room for so many floats; what the arena held is lost. */
  reserve(floats: number): void;

  /** out = x · w + b; x is (rows, inputs), w (inputs, outputs), out (rows, outputs). */
  denseForward(x: Offset, w: Offset, b: Offset, out: Offset, shape: DenseShape): void;
  /** dx = dout · wᵀ. */
  denseBackwardInput(dout: Offset, w: Offset, dx: Offset, shape: DenseShape): void;
  /** dw = xᵀ · dout, db = the sum of dout's rows. */
  denseBackwardWeights(x: Offset, dout: Offset, dw: Offset, db: Offset, shape: DenseShape): void;
  /** out += x[rows] · w for the rows of a sparse matrix; w is (x.columns, outputs). */
  sparseForward(x: SparseMatrix, rows: Int32Array, w: Offset, out: Offset, outputs: number): void;
  /** dw = x[rows]ᵀ · dout. */
  sparseBackwardWeights(
    x: SparseMatrix,
    rows: Int32Array,
    dout: Offset,
    dw: Offset,
    outputs: number,
  ): void;

  /** out = f(x), value by value. */
  activationForward(kind: Activation, x: Offset, out: Offset, length: number): void;
  /** dx = dout · f′(x), where out = f(x). */
  activationBackward(kind: Activation, out: Offset, dout: Offset, dx: Offset, length: number): void;
  /** Each row of out is the softmax of that row of x. */
  softmaxForward(x: Offset, out: Offset, rows: number, columns: number): void;
  /** dx = out · (dout − ⟨dout, out⟩), row by row. */
  softmaxBackward(out: Offset, dout: Offset, dx: Offset, rows: number, columns: number): void;
  /** out = x / (1 − rate) where the counter-based stream of `seed` keeps a value, else 0. */
  dropout(x: Offset, out: Offset, length: number, rate: number, seed: number): void;

  /**
   * Writes the gradient of the mean cost over rows and returns the summed cost. `y` holds (rows, columns)
   * targets, or one class code a row for softmax.
   */
  cost(kind: CostKernel, x: Offset, y: Offset, dx: Offset, rows: number, columns: number): number;

  sgd(w: Offset, dw: Offset, velocity: Offset, length: number, step: SgdStep): void;
  adam(w: Offset, dw: Offset, m: Offset, v: Offset, length: number, step: AdamStep): void;
}

export interface DenseShape {
  readonly rows: number;
  readonly inputs: number;
  readonly outputs: number;
}
