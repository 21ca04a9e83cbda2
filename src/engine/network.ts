import { AutofitError } from '../util/errors.js';
import { ACTIVATIONS, type Activation } from './kernels/kernels.js';

/** What may follow a dense layer's sum; softmax only at the end. */
export const OUTPUT_ACTIVATIONS = [...ACTIVATIONS, 'softmax'] as const;

/** A fully connected layer with its activation; softmax only at the end. */
export interface DenseLayer {
  readonly kind: 'dense';
  readonly units: number;
  readonly activation: Activation | 'softmax';
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

/** out = x + f(x), where the layers of f keep the width (He et al. 2016). */
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
  | ResidualLayer;

/** A stack of layers, without weights; the last one is dense and gives the output. */
export interface Network {
  readonly kind: 'network';
  readonly layers: readonly Layer[];
}

/** A network with its weights: those of each layer in turn, as layer-shapes.ts lays them out. */
export interface TrainedNetwork {
  readonly kind: 'trained-network';
  readonly network: Network;
  readonly inputs: number;
  readonly parameters: Float32Array;
}

/** A dense layer with so many neurons. */
export function dense(units: number, activation: DenseLayer['activation'] = 'linear'): DenseLayer {
  return { kind: 'dense', units, activation };
}

/** An activation by itself. */
export function activation(activation: Activation): ActivationLayer {
  return { kind: 'activation', activation };
}

/** Dropout at a rate in [0, 1). */
export function dropout(rate: number): DropoutLayer {
  return { kind: 'dropout', rate };
}

/** Batch normalisation; `momentum` in (0, 1] is the share of each batch in the running moments. */
export function batchNorm(momentum = 0.1): BatchNormLayer {
  return { kind: 'batch-norm', momentum };
}

/** Layer normalisation. */
export function layerNorm(): LayerNormLayer {
  return { kind: 'layer-norm' };
}

/** A residual block: what the layers make of x is added to x. */
export function residual(layers: readonly Layer[]): ResidualLayer {
  return { kind: 'residual', layers };
}

/** A network of these layers, first to last. Throws an AutofitError that says which layer is wrong and why. */
export function sequential(layers: readonly Layer[]): Network {
  if (layers.length === 0) throw new AutofitError('BAD_NETWORK', 'A network needs a layer.');
  for (const [index, layer] of layers.entries()) {
    const isLast = index === layers.length - 1;
    if (isLast && layer.kind !== 'dense')
      reject(layer, `${index + 1}`, 'the last layer must be dense');
    checkLayer(layer, `${index + 1}`, isLast);
  }
  return { kind: 'network', layers };
}

/** The width and activation of the output. */
export function outputLayer(network: Network): DenseLayer {
  const last = network.layers.at(-1);
  if (last?.kind !== 'dense') throw new Error('the last layer of a network is dense');
  return last;
}

function checkLayer(layer: Layer, name: string, isLast: boolean): void {
  const reason = layerFault(layer, isLast);
  if (reason) reject(layer, name, reason);
  if (layer.kind !== 'residual') return;
  for (const [index, inner] of layer.layers.entries()) {
    checkLayer(inner, `${name}.${index + 1}`, false);
  }
}

function reject({ kind }: Layer, name: string, reason: string): never {
  throw new AutofitError('BAD_NETWORK', `Layer ${name} (${kind}): ${reason}.`);
}

function layerFault(layer: Layer, isLast: boolean): string | undefined {
  switch (layer.kind) {
    case 'dense':
      if (!Number.isInteger(layer.units) || layer.units < 1) return `${layer.units} units`;
      if (!OUTPUT_ACTIVATIONS.includes(layer.activation)) return unknown(layer.activation);
      return layer.activation === 'softmax' && !isLast
        ? 'softmax is for the last layer'
        : undefined;
    case 'activation':
      return ACTIVATIONS.includes(layer.activation) ? undefined : unknown(layer.activation);
    case 'dropout':
      return layer.rate >= 0 && layer.rate < 1 ? undefined : `rate ${layer.rate} is not in [0, 1)`;
    case 'batch-norm': {
      const { momentum } = layer;
      return momentum > 0 && momentum <= 1 ? undefined : `momentum ${momentum} is not in (0, 1]`;
    }
    case 'layer-norm':
      return undefined;
    case 'residual':
      return layer.layers.length > 0 ? undefined : 'a residual block needs a layer';
    default:
      return 'there is no layer of this kind';
  }
}

function unknown(activation: string): string {
  return `there is no activation "${activation}"; there are ${OUTPUT_ACTIVATIONS.join(', ')}`;
}
