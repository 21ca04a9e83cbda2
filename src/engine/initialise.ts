import type { Random } from '../util/random.js';
import { denseWeights, type Network, parameterCount } from './network.js';

/**
 * Fresh weights, uniform within ±√(6 / fan-in) before ReLU (He et al. 2015) and ±√(6 / (fan-in + fan-out))
 * before the others (Glorot and Bengio 2010); biases are 0.
 */
export function initialParameters(network: Network, inputs: number, random: Random): Float32Array {
  const parameters = new Float32Array(parameterCount(network, inputs));
  const layers = network.layers.filter((layer) => layer.kind === 'dense');
  for (const [index, { w, b, inputs: fanIn, outputs }] of denseWeights(network, inputs).entries()) {
    const relu = layers[index]?.activation === 'relu';
    const bound = Math.sqrt(6 / (relu ? fanIn : fanIn + outputs));
    for (let i = w; i < b; i++) parameters[i] = bound * (2 * random.next() - 1);
  }
  return parameters;
}
