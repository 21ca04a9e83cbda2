import { AutofitError } from '../util/errors.js';
import type { Activation } from './kernels/kernels.js';

/** A fully connected layer with its activation; softmax only at the end. */
export interface DenseLayer {
  readonly kind: 'dense';
  readonly units: number;
  readonly activation: Activation | 'softmax';
}

/** Sets a share of the values to 0 while training and scales up the rest (Srivastava et al. 2014). */
export interface DropoutLayer {
  readonly kind: 'dropout';
  readonly rate: number;
}

export type Layer = DenseLayer | DropoutLayer;

/** A stack of layers, without weights; the last one is dense and gives the output. */
export interface Network {
  readonly kind: 'network';
  readonly layers: readonly Layer[];
}

/** A network with its weights: `parameters` holds w (inputs, outputs) and b of each dense layer in turn. */
export interface TrainedNetwork {
  readonly kind: 'trained-network';
  readonly network: Network;
  readonly inputs: number;
  readonly parameters: Float32Array;
}

/** The weights of one dense layer inside `parameters`. */
export interface DenseWeights {
  readonly inputs: number;
  readonly outputs: number;
  readonly w: number;
  readonly b: number;
}

/** A dense layer with so many neurons. */
export function dense(units: number, activation: DenseLayer['activation'] = 'linear'): DenseLayer {
  return { kind: 'dense', units, activation };
}

/** Dropout at a rate in [0, 1). */
export function dropout(rate: number): DropoutLayer {
  return { kind: 'dropout', rate };
}

/** A network of these layers, first to last. Throws an AutofitError that says which layer is wrong and why. */
export function sequential(layers: readonly Layer[]): Network {
  for (const [index, layer] of layers.entries()) {
    const reason = layerFault(layer, index === layers.length - 1);
    if (reason)
      throw new AutofitError('BAD_NETWORK', `Layer ${index + 1} (${layer.kind}): ${reason}.`);
  }
  if (layers.length === 0) throw new AutofitError('BAD_NETWORK', 'A network needs a layer.');
  return { kind: 'network', layers };
}

/** Where the weights of each dense layer lie, in order. */
export function denseWeights(network: Network, inputs: number): readonly DenseWeights[] {
  let width = inputs;
  let place = 0;
  return network.layers.flatMap((layer) => {
    if (layer.kind !== 'dense') return [];
    const weights = {
      inputs: width,
      outputs: layer.units,
      w: place,
      b: place + width * layer.units,
    };
    place = weights.b + layer.units;
    width = layer.units;
    return [weights];
  });
}

/** How many weights and biases a network has on so many inputs. */
export function parameterCount(network: Network, inputs: number): number {
  return denseWeights(network, inputs).reduce((sum, { w, b, outputs }) => sum + b - w + outputs, 0);
}

/** The width and activation of the output. */
export function outputLayer(network: Network): DenseLayer {
  const last = network.layers.at(-1);
  if (last?.kind !== 'dense') throw new Error('the last layer of a network is dense');
  return last;
}

function layerFault(layer: Layer, last: boolean): string | undefined {
  if (layer.kind === 'dropout') {
    if (last) return 'the last layer must be dense';
    return layer.rate >= 0 && layer.rate < 1 ? undefined : `rate ${layer.rate} is not in [0, 1)`;
  }
  if (!Number.isInteger(layer.units) || layer.units < 1) return `${layer.units} units`;
  return layer.activation === 'softmax' && !last ? 'softmax is for the last layer' : undefined;
}
