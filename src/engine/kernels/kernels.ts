import type { Activation } from './activation-names.js';
import type { Arena, Offset } from './arena.js';
import type { EmbeddingKernels } from './embedding-kernels.js';
import type { MapKernels } from './map-kernels.js';
import type { MemberKernels } from './member-kernels.js';
import type { Moments, NormGradients, NormPlaces } from './norm-places.js';

export type { Activation, BlendedActivation } from './activation-names.js';
export { ACTIVATIONS, BLENDED_ACTIVATIONS } from './activation-names.js';
export type { Arena, Batch, Floats, Layout, Offset, TableShape } from './arena.js';
export type { Moments, NormGradients, NormPlaces } from './norm-places.js';

export type KernelsName = 'reference' | 'simd' | 'simd-relaxed' | 'blas';

/** Costs with their gradient; Poisson and the cross-entropies take logits. The SIMD kernels number them so too. */
export const COST_KERNELS = [
  'mean-squared-error',
  'mean-absolute-error',
  'huber',
  'pinball',
  'poisson',
  'binary-cross-entropy',
  'softmax-cross-entropy',
] as const;
export type CostKernel = (typeof COST_KERNELS)[number];

/** A cost with its one number: δ of Huber, τ of pinball, the label smoothing of a cross-entropy; others have 0. */
export interface CostStep {
  readonly kind: CostKernel;
  readonly parameter: number;
}

export interface DenseShape {
  readonly rows: number;
  readonly inputs: number;
  readonly outputs: number;
}

/** Dropout by the counter-based stream of `seed`; rate 0 drops nothing. */
export interface DropoutStep {
  readonly rate: number;
  readonly seed: number;
}

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

/** One step of gradient descent with momentum, classical or Nesterov's. */
export interface SgdStep {
  readonly learningRate: number;
  readonly momentum: number;
  readonly nesterov: boolean;
  readonly weightDecay: number;
}

/** One step of RMSprop; `decay` is the share of the mean square that stays. */
export interface RmspropStep {
  readonly learningRate: number;
  readonly decay: number;
  readonly epsilon: number;
  readonly weightDecay: number;
}

/** Added to every variance before its root is taken. */
export const NORM_EPSILON = 1e-5;

/**
 * The numeric operations of the engine, on offsets into one arena. A signal's layout depends on its rows:
 * all operations of a step agree on them. Nothing is allocated by an operation.
 */
export interface Kernels extends Arena, EmbeddingKernels, MapKernels, MemberKernels {
  readonly name: KernelsName;

  /** out = x · w + b; x is (rows, inputs), w (inputs, outputs), out (rows, outputs). */
  denseForward(x: Offset, w: Offset, b: Offset, out: Offset, shape: DenseShape): void;
  /** out = dropout(relu(x · w + b)). */
  denseReluForward(
    x: Offset,
    w: Offset,
    b: Offset,
    out: Offset,
    shape: DenseShape,
    drop: DropoutStep,
  ): void;
  /** dx = dout · wᵀ; `scratch` has the size of the layout of that name. */
  denseBackwardInput(dout: Offset, w: Offset, scratch: Offset, dx: Offset, shape: DenseShape): void;
  /** dx = dout · wᵀ · scale where x > 0, else 0: back through the ReLU and dropout that made x. */
  denseBackwardRelu(
    dout: Offset,
    w: Offset,
    scratch: Offset,
    x: Offset,
    dx: Offset,
    shape: DenseShape,
    scale: number,
  ): void;
  /** dw = xᵀ · dout, db = the sum of dout's rows. */
  denseBackwardWeights(x: Offset, dout: Offset, dw: Offset, db: Offset, shape: DenseShape): void;
  /** out += x · w, where x is a gathered sparse batch and w a table. */
  sparseForward(x: Offset, w: Offset, out: Offset, shape: DenseShape): void;
  /** dw = xᵀ · dout. */
  sparseBackwardWeights(x: Offset, dout: Offset, dw: Offset, shape: DenseShape): void;

  /** out = f(x), value by value. */
  activationForward(kind: Activation, x: Offset, out: Offset, rows: number, columns: number): void;
  /** dx = dout · f′(x), where out = f(x). */
  activationBackward(
    kind: Activation,
    x: Offset,
    out: Offset,
    dout: Offset,
    dx: Offset,
    rows: number,
    columns: number,
  ): void;
  /** Each row of out is the softmax of that row of x. */
  softmaxForward(x: Offset, out: Offset, rows: number, columns: number): void;
  /** dx = out · (dout − ⟨dout, out⟩), row by row. */
  softmaxBackward(out: Offset, dout: Offset, dx: Offset, rows: number, columns: number): void;
  /** out = x / (1 − rate) where the stream keeps a value, else 0. */
  dropout(x: Offset, out: Offset, rows: number, columns: number, drop: DropoutStep): void;

  /** out = x + y, all signals. */
  add(x: Offset, y: Offset, out: Offset, rows: number, columns: number): void;

  /** The mean and the variance (divided by rows) of each column of x; both tables of one row. */
  columnMoments(x: Offset, mean: Offset, variance: Offset, rows: number, columns: number): void;
  /** out = scale · x̂ + shift with x̂ = (x − mean) / √(variance + ε), column by column. */
  batchNormForward(at: NormPlaces & Moments, out: Offset, rows: number, columns: number): void;
  /** Back through it and through the moments of x, which `at` holds; dx, dscale and dshift are written. */
  batchNormBackward(
    at: NormPlaces & Moments,
    dout: Offset,
    to: NormGradients,
    rows: number,
    columns: number,
  ): void;
  /** out = scale · x̂ + shift, where x̂ is x standardised row by row. */
  layerNormForward(at: NormPlaces, out: Offset, rows: number, columns: number): void;
  layerNormBackward(
    at: NormPlaces,
    dout: Offset,
    to: NormGradients,
    rows: number,
    columns: number,
  ): void;

  /**
   * Writes the gradient of the mean cost over rows and returns the summed cost. `y` is a signal of targets,
   * with one column of class codes for softmax; `weights`, a signal of one column, says how much a row counts.
   */
  cost(
    step: CostStep,
    x: Offset,
    y: Offset,
    weights: Offset,
    dx: Offset,
    rows: number,
    columns: number,
  ): number;

  /** What follows goes over `floats` of any layout, the same in all places. */
  sgd(w: Offset, dw: Offset, velocity: Offset, floats: number, step: SgdStep): void;
  rmsprop(w: Offset, dw: Offset, v: Offset, floats: number, step: RmspropStep): void;
  adam(w: Offset, dw: Offset, m: Offset, v: Offset, floats: number, step: AdamStep): void;
  /** to ← keep · to + take · from. */
  blend(to: Offset, from: Offset, floats: number, keep: number, take: number): void;
  /** Σ x². */
  sumOfSquares(x: Offset, floats: number): number;
}
