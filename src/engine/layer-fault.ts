import { isRecord } from '../util/is-record.js';
import { shown } from '../util/shown.js';
import { embeddingFault } from './embedding-layer.js';
import { ACTIVATIONS, BLENDED_ACTIVATIONS } from './kernels/kernels.js';
import {
  FIRST_SCALES,
  type Layer,
  OUTPUT_ACTIVATIONS,
  PARAMETRIZATIONS,
  type ResidualLayer,
} from './layer.js';
import { mapLayerFault } from './map-layers.js';

/** What is wrong with a layer by itself; undefined when nothing is. */
export function layerFault(
  layer: Layer,
  { isFirst, isLast }: { readonly isFirst: boolean; readonly isLast: boolean },
): string | undefined {
  switch (layer.kind) {
    case 'dense':
      if (!Number.isInteger(layer.units) || layer.units < 1) return `${layer.units} units`;
      if (!OUTPUT_ACTIVATIONS.includes(layer.activation)) return unknown(layer.activation);
      if (layer.activation === 'softmax' && !isLast) return 'softmax is for the last layer';
      return wordFault('parametrization', layer.parametrization ?? 'standard', PARAMETRIZATIONS);
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
      return hasLayers(layer) ? undefined : 'a residual block needs a layer';
    case 'embedding':
      return isFirst ? embeddingFault(layer) : 'an embedding takes the data: it must be first';
    case 'scale':
      return memberFault(layer) ?? wordFault('start', layer.initial, FIRST_SCALES);
    case 'shift':
      return memberFault(layer);
    case 'blended-activation':
      return BLENDED_ACTIVATIONS.includes(layer.activation)
        ? undefined
        : `there are ${BLENDED_ACTIVATIONS.join(', ')} to blend`;
    case 'heads':
      if (!isLast) return 'heads are for the last layer';
      if (!Number.isInteger(layer.units) || layer.units < 1) return `${layer.units} units`;
      if (!OUTPUT_ACTIVATIONS.includes(layer.activation)) return unknown(layer.activation);
      return memberFault(layer);
    case 'conv2d':
    case 'max-pool':
    case 'average-pool':
    case 'global-average-pool':
    case 'flatten':
    case 'group-norm':
      return mapLayerFault(layer);
    default:
      return 'there is no layer of this kind';
  }
}

function unknown(activation: string): string {
  return `there is no activation "${activation}"; there are ${OUTPUT_ACTIVATIONS.join(', ')}`;
}

function wordFault(what: string, word: string, words: readonly string[]): string | undefined {
  return words.includes(word)
    ? undefined
    : `there is no ${what} ${shown(word)}; there are ${words.join(', ')}`;
}

/** Callers without types may give anything. */
function hasLayers({ layers }: ResidualLayer): boolean {
  return Array.isArray(layers) && layers.length > 0 && layers.every(isRecord);
}

function memberFault({ members }: { readonly members: number }): string | undefined {
  return Number.isInteger(members) && members > 0 ? undefined : `${members} members`;
}
