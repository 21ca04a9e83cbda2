import { AutofitError } from '../util/errors.js';
import { type LayerShape, shapeLayers } from './layer-shapes.js';
import { placesOf } from './map-size.js';
import type { Network } from './network.js';
import { inputWidths, type NetworkInput } from './network-input.js';

/**
 * Throws an AutofitError for a batch norm that finds one value of each column in every batch, of so many rows: it would make 0 of
 * whatever comes. Of maps all places count.
 */
export function checkBatchNorm(network: Network, x: NetworkInput, batchRows: number): void {
  if (batchRows > 1) return;
  const alone = findAlone(shapeLayers(network, inputWidths(x)));
  if (!alone) return;
  const message = `Layer ${alone.name} (batch-norm): one row a batch leaves it nothing to standardise by.`;
  throw new AutofitError('BAD_TRAINING', message, {
    hint: 'Take a `batchSize` of 2 or more, with as many rows, or `layerNorm()` instead.',
  });
}

function findAlone(shapes: readonly LayerShape[]): LayerShape | undefined {
  for (const shape of shapes) {
    const { layer, inputMap, inner } = shape;
    if (layer.kind === 'batch-norm' && (!inputMap || placesOf(inputMap) === 1)) return shape;
    const found = findAlone(inner);
    if (found) return found;
  }
  return undefined;
}
