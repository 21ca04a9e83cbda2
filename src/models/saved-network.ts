import { ACTIVATIONS } from '../engine/kernels/kernels.js';
import {
  activation,
  batchNorm,
  dense,
  dropout,
  type Layer,
  layerNorm,
  type Network,
  OUTPUT_ACTIVATIONS,
  residual,
  sequential,
} from '../engine/network.js';
import type { Json } from '../util/json.js';

/** A layer as JSON. */
export function layerJson(layer: Layer): Json {
  return layer.kind === 'residual'
    ? { kind: layer.kind, layers: layer.layers.map(layerJson) }
    : { ...layer };
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
  switch (saved.kind) {
    case 'dense': {
      const output = named(OUTPUT_ACTIVATIONS);
      return typeof saved.units === 'number' && output ? dense(saved.units, output) : undefined;
    }
    case 'activation': {
      const curve = named(ACTIVATIONS);
      return curve && activation(curve);
    }
    case 'dropout':
      return typeof saved.rate === 'number' ? dropout(saved.rate) : undefined;
    case 'batch-norm':
      return typeof saved.momentum === 'number' ? batchNorm(saved.momentum) : undefined;
    case 'layer-norm':
      return layerNorm();
    case 'residual':
      return Array.isArray(saved.layers) ? residual(saved.layers.map(savedLayer)) : undefined;
    default:
      return undefined;
  }
}
