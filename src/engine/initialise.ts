import type { Random } from '../util/random.js';
import type { Activation } from './kernels/kernels.js';
import { type LayerShape, parameterShapes, shapeLayers } from './layer-shapes.js';
import type { Layer, Network } from './network.js';

const RECTIFIERS: ReadonlySet<Activation | 'softmax'> = new Set([
  'relu',
  'leaky-relu',
  'elu',
  'gelu',
  'silu',
  'mish',
] as const);

/**
 * Fresh weights, uniform within ±√(6 / fan-in) before ReLU and its kin (He et al. 2015), ±√(3 / fan-in) before
 * SELU (LeCun et al. 1998) and ±√(6 / (fan-in + fan-out)) before the others (Glorot and Bengio 2010); scales
 * and variances are 1, all else is 0.
 */
export function initialParameters(network: Network, inputs: number, random: Random): Float32Array {
  const shapes = shapeLayers(network, { inputs, sparseInputs: 0 });
  const last = parameterShapes(shapes).at(-1);
  const parameters = new Float32Array(last ? last.at + last.rows * last.columns : 0);
  const fill = (layers: readonly LayerShape[]) => {
    for (const { layer, inputs: fanIn, outputs, parameters: own, inner } of layers) {
      for (const { role, rows, columns, at } of own) {
        const bound = weightBound(layer, fanIn, outputs);
        if (role === 'scales' || role === 'variances') parameters.fill(1, at, at + columns);
        if (role !== 'weights') continue;
        for (let i = at; i < at + rows * columns; i++) {
          parameters[i] = bound * (2 * random.next() - 1);
        }
      }
      fill(inner);
    }
  };
  fill(shapes);
  return parameters;
}

function weightBound(layer: Layer, fanIn: number, fanOut: number): number {
  const activation = layer.kind === 'dense' ? layer.activation : 'linear';
  if (RECTIFIERS.has(activation)) return Math.sqrt(6 / fanIn);
  return Math.sqrt(activation === 'selu' ? 3 / fanIn : 6 / (fanIn + fanOut));
}
