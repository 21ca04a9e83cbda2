import type { EmbeddingLayer } from './embedding-layer.js';
import { ACTIVATIONS, type Activation, type BlendedActivation } from './kernels/kernels.js';
import type { MapLayer } from './map-layers.js';

/** What may follow a dense layer's sum; softmax only at the end. */
export const OUTPUT_ACTIVATIONS = [...ACTIVATIONS, 'softmax'] as const;

/** What a dense layer's weights are trained as. */
export const PARAMETRIZATIONS = ['standard', 'neural-tangent'] as const;

/** What the scales of a layer start as. */
export const FIRST_SCALES = ['ones', 'signs', 'normal'] as const;

/** A fully connected layer with its activation, f(x · w + b); softmax only at the end. */
export interface DenseLayer extends DenseOptions {
  readonly kind: 'dense';
  readonly units: number;
  readonly activation: Activation | 'softmax';
}

export interface DenseOptions {
  /**
   * 'neural-tangent' trains x · w / √d + b with d inputs (Jacot et al. 2018). Kept is w / √d, so that nothing else
   * differs: a step of Adam or RMSprop on w is 1 / √d of it on what is kept, one of gradient descent 1 / d.
   * @default 'standard'
   */
  readonly parametrization?: (typeof PARAMETRIZATIONS)[number];
  /** Whether b is there. @default true */
  readonly bias?: boolean;
}

/** out = s ∘ x: an s for each member of an ensemble whose row it is, row r belonging to member r mod `members`. */
export interface ScaleLayer {
  readonly kind: 'scale';
  readonly members: number;
  /** What s starts as; where they are random, a vector of an embedding before has one number. */
  readonly initial: (typeof FIRST_SCALES)[number];
}

/** out = x + b, with a b for each member. */
export interface ShiftLayer {
  readonly kind: 'shift';
  readonly members: number;
}

/** out = x + α (f(x) − x) with an α for each column, 1 at the start (Holzmüller et al. 2024). */
export interface BlendedActivationLayer {
  readonly kind: 'blended-activation';
  readonly activation: BlendedActivation;
}

/** A dense layer of its own for each member of an ensemble; only at the end (TabM; Gorishniy et al. 2024). */
export interface HeadsLayer {
  readonly kind: 'heads';
  readonly members: number;
  readonly units: number;
  readonly activation: DenseLayer['activation'];
}

/** An activation by itself, as after a norm. */
export interface ActivationLayer {
  readonly kind: 'activation';
  readonly activation: Activation;
}

/** Sets a share of the values to 0 while training and scales up the rest (Srivastava et al. 2014). */
export interface DropoutLayer {
  readonly kind: 'dropout';
  readonly rate: number;
}

/** Standardises each column over the batch, and by running moments when predicting (Ioffe and Szegedy 2015). */
export interface BatchNormLayer {
  readonly kind: 'batch-norm';
  /** The share of each batch in the running moments. */
  readonly momentum: number;
}

/** Standardises each row over its columns (Ba et al. 2016). */
export interface LayerNormLayer {
  readonly kind: 'layer-norm';
}

/** out = x + f(x), where the layers of f keep the width, and maps their size (He et al. 2016). */
export interface ResidualLayer {
  readonly kind: 'residual';
  readonly layers: readonly Layer[];
}

export type Layer =
  | DenseLayer
  | ActivationLayer
  | DropoutLayer
  | BatchNormLayer
  | LayerNormLayer
  | ResidualLayer
  | EmbeddingLayer
  | ScaleLayer
  | ShiftLayer
  | BlendedActivationLayer
  | HeadsLayer
  | MapLayer;
