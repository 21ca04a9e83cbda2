import type { Kernels } from './kernels/kernels.js';
import type { LayerShape } from './layer-shapes.js';
import { windowOver } from './map-size.js';

/** The room that the layer works in which needs most: a dense one backward, a convolution both ways. */
export function scratchFloats(
  kernels: Kernels,
  shapes: readonly LayerShape[],
  examples: number,
  training: boolean,
): number {
  const ofLayer = ({ layer, inputs, outputs, inputMap, inner }: LayerShape) => {
    if (layer.kind === 'dense') return training ? kernels.floatsOf('scratch', inputs, outputs) : 0;
    if (layer.kind !== 'conv2d' || layer.depthwise || !inputMap) {
      return scratchFloats(kernels, inner, examples, training);
    }
    const geometry = windowOver(inputMap, layer);
    return kernels.convolutionFloats({ ...geometry, examples, inputs, outputs });
  };
  return Math.max(0, ...shapes.map(ofLayer));
}
