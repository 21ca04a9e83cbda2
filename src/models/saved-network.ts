import { ACTIVATIONS, BLENDED_ACTIVATIONS } from '../engine/kernels/kernels.js';
import {
  activation,
  batchNorm,
  blendedActivation,
  type DenseLayer,
  dense,
  dropout,
  FIRST_SCALES,
  heads,
  type Layer,
  layerNorm,
  type Network,
  OUTPUT_ACTIVATIONS,
  PARAMETRIZATIONS,
  residual,
  scale,
  sequential,
  shift,
} from '../engine/network.js';
import type { Json } from '../util/json.js';
import { embeddingJson, savedEmbedding } from './saved-embedding.js';
import { savedMapLayer } from './saved-map-layer.js';

/** A layer as JSON. */
export function layerJson(layer: Layer): Json {
  if (layer.kind === 'residual') return { kind: layer.kind, layers: layer.layers.map(layerJson) };
  if (layer.kind === 'embedding') return embeddingJson(layer);
  return { ...layer };
}

/** The network of layers as JSON. Throws when they are not what layerJson makes. */
export function savedNetwork(layers: Json | undefined): Network {
  if (!Array.isArray(layers)) throw new Error('the saved network lacks its layers');
  return sequential(layers.map(savedLayer));
}

function savedLayer(json: Json): Layer {
  const layer = readLayer((json ?? {}) as Partial<Record<string, Json>>);
  if (!layer) throw new Error(`the saved network has an unknown layer ${JSON.stringify(json)}`);
  return layer;
}

function readLayer(saved: Partial<Record<string, Json>>): Layer | undefined {
  const named = <Name extends string>(names: readonly Name[]) =>
    names.find((name) => name === saved.activation);
  const members = typeof saved.members === 'number' ? saved.members : undefined;
  switch (saved.kind) {
    case 'dense':
      return readDense(saved, named(OUTPUT_ACTIVATIONS));
    case 'activation': {
      const curve = named(ACTIVATIONS);
      return curve && activation(curve);
    }
    case 'blended-activation': {
      const curve = named(BLENDED_ACTIVATIONS);
      return curve && blendedActivation(curve);
    }
    case 'dropout':
      return typeof saved.rate === 'number' ? dropout(saved.rate) : undefined;
    case 'batch-norm':
      return typeof saved.momentum === 'number' ? batchNorm(saved.momentum) : undefined;
    case 'layer-norm':
      return layerNorm();
    case 'residual':
      return Array.isArray(saved.layers) ? residual(saved.layers.map(savedLayer)) : undefined;
    case 'embedding':
      return savedEmbedding(saved);
    case 'conv2d':
    case 'max-pool':
    case 'average-pool':
    case 'global-average-pool':
    case 'flatten':
    case 'group-norm':
      return savedMapLayer(saved);
    case 'scale': {
      const initial = FIRST_SCALES.find((name) => name === saved.initial);
      return members !== undefined && initial ? scale(members, initial) : undefined;
    }
    case 'shift':
      return members === undefined ? undefined : shift(members);
    case 'heads': {
      const output = named(OUTPUT_ACTIVATIONS);
      const units = typeof saved.units === 'number' ? saved.units : undefined;
      return members && units !== undefined && output ? heads(members, units, output) : undefined;
    }
    default:
      return undefined;
  }
}

function readDense(
  { units, parametrization, bias }: Partial<Record<string, Json>>,
  output: DenseLayer['activation'] | undefined,
): Layer | undefined {
  if (typeof units !== 'number' || !output) return undefined;
  const known = PARAMETRIZATIONS.find((name) => name === parametrization);
  if (parametrization !== undefined && !known) return undefined;
  return dense(units, output, {
    ...(known && { parametrization: known }),
    ...(typeof bias === 'boolean' && { bias }),
  });
}
