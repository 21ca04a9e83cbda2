import { checkPlainOptions } from '../util/check-arguments.js';
import { AutofitError } from '../util/errors.js';
import { isRecord } from '../util/is-record.js';
import { shown } from '../util/shown.js';
import type { Activation, BlendedActivation } from './kernels/kernels.js';
import type {
  ActivationLayer,
  BatchNormLayer,
  BlendedActivationLayer,
  DenseLayer,
  DenseOptions,
  DropoutLayer,
  HeadsLayer,
  Layer,
  LayerNormLayer,
  ResidualLayer,
  ScaleLayer,
  ShiftLayer,
} from './layer.js';

export type * from './layer.js';
export { FIRST_SCALES, OUTPUT_ACTIVATIONS, PARAMETRIZATIONS } from './layer.js';

import { layerFault } from './layer-fault.js';
import type { MapSize } from './map-size.js';

/** A stack of layers, without weights; the last one is dense, or heads, and gives the output. */
export interface Network {
  readonly kind: 'network';
  readonly layers: readonly Layer[];
}

/** A network with its weights: those of each layer in turn, as layer-shapes.ts lays them out. */
export interface TrainedNetwork {
  readonly kind: 'trained-network';
  readonly network: Network;
  /** Columns of numbers and of sparse entries. */
  readonly inputs: number;
  readonly sparseInputs: number;
  /** Of pictures, whose channels the columns of numbers are then. */
  readonly map?: MapSize | undefined;
  readonly parameters: Float32Array;
}

/** A dense layer with so many neurons. */
export function dense(
  units: number,
  activation: DenseLayer['activation'] = 'linear',
  options: DenseOptions = {},
): DenseLayer {
  checkPlainOptions(options, { parametrization: ['string'], bias: ['boolean'] });
  return { kind: 'dense', units, activation, ...options };
}

/** An activation by itself. */
export function activation(activation: Activation): ActivationLayer {
  return { kind: 'activation', activation };
}

/** Dropout at a rate in [0, 1). */
export function dropout(rate: number): DropoutLayer {
  return { kind: 'dropout', rate };
}

/**
 * Batch normalisation; `momentum` in (0, 1] is the share of each batch in the running moments. A last batch of one row has nothing to
 * standardise by, and layers behind learn of a constant: `dropLast` leaves it out.
 */
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

/** A scale for each column, of each member. */
export function scale(members = 1, initial: ScaleLayer['initial'] = 'ones'): ScaleLayer {
  return { kind: 'scale', members, initial };
}

/** A shift for each column, of each member. */
export function shift(members = 1): ShiftLayer {
  return { kind: 'shift', members };
}

/** An activation that each neuron blends with the identity. */
export function blendedActivation(activation: BlendedActivation): BlendedActivationLayer {
  return { kind: 'blended-activation', activation };
}

/** The output of each member of an ensemble. */
export function heads(
  members: number,
  units: number,
  activation: HeadsLayer['activation'] = 'linear',
): HeadsLayer {
  return { kind: 'heads', members, units, activation };
}

/**
 * A dense layer that the members of an ensemble share but for vectors of their own: ((x ∘ r) w) ∘ s + b
 * (BatchEnsemble; Wen et al. 2020). `initial` is what r starts as; s starts at 1.
 */
export function batchEnsemble(
  members: number,
  units: number,
  initial: ScaleLayer['initial'] = 'ones',
): readonly Layer[] {
  const shared = dense(units, 'linear', { bias: false });
  return [scale(members, initial), shared, scale(members), shift(members)];
}

/** A network of these layers, first to last. Throws an AutofitError that says which layer is wrong and why. */
export function sequential(layers: readonly Layer[]): Network {
  const given: unknown = layers;
  if (!Array.isArray(given) || !given.every(isRecord)) {
    const hint = 'It takes a list of what `dense(10)` and others like it give.';
    throw new AutofitError('BAD_NETWORK', `There is no network of ${shown(given)}.`, { hint });
  }
  if (layers.length === 0) throw new AutofitError('BAD_NETWORK', 'A network needs a layer.');
  for (const [index, layer] of layers.entries()) {
    const isLast = index === layers.length - 1;
    if (isLast && !isOutput(layer))
      reject(layer, `${index + 1}`, 'the last layer must be dense or heads');
    checkLayer(layer, `${index + 1}`, { isFirst: index === 0, isLast });
  }
  checkMembers(layers);
  return { kind: 'network', layers };
}

/** The width and activation of the output. */
export function outputLayer({ layers }: Pick<Network, 'layers'>): DenseLayer | HeadsLayer {
  const last = layers.at(-1);
  if (!last || !isOutput(last)) throw new Error('the last layer of a network gives its output');
  return last;
}

/** How many members the network is an ensemble of; 1 for an ordinary one. */
export function memberCount({ layers }: Pick<Network, 'layers'>): number {
  return Math.max(1, ...named(layers).map(([, layer]) => ('members' in layer ? layer.members : 1)));
}

/** All layers, each under its place from 1 on, and inside a residual block as `2.1`. */
function named(layers: readonly Layer[], prefix = ''): readonly (readonly [string, Layer])[] {
  return layers.flatMap((layer, index) => {
    const name = `${prefix}${index + 1}`;
    const inner = layer.kind === 'residual' ? named(layer.layers, `${name}.`) : [];
    return [[name, layer] as const, ...inner];
  });
}

function isOutput(layer: Layer): layer is DenseLayer | HeadsLayer {
  return layer.kind === 'dense' || layer.kind === 'heads';
}

function checkLayer(
  layer: Layer,
  name: string,
  place: { readonly isFirst: boolean; readonly isLast: boolean },
): void {
  const reason = layerFault(layer, place);
  if (reason) reject(layer, name, reason);
  if (layer.kind !== 'residual') return;
  for (const [index, inner] of layer.layers.entries()) {
    checkLayer(inner, `${name}.${index + 1}`, { isFirst: false, isLast: false });
  }
}

function checkMembers(layers: readonly Layer[]): void {
  const members = memberCount({ layers });
  for (const [name, layer] of named(layers)) {
    if (!('members' in layer) || layer.members === 1 || layer.members === members) continue;
    reject(layer, name, `${layer.members} members in a network of ${members}`);
  }
}

function reject({ kind }: Layer, name: string, reason: string): never {
  throw new AutofitError('BAD_NETWORK', `Layer ${name} (${kind}): ${reason}.`);
}
