import { AutofitError } from '../util/errors.js';
import type { Layer } from './layer.js';
import { type LayerShape, shapeLayers } from './layer-shapes.js';
import { placesOf } from './map-size.js';
import { memberCount, type Network } from './network.js';
import { inputWidths, type NetworkInput } from './network-input.js';

/** How batches come: their places, one for each row and member, and whether members share them. */
interface Batches {
  readonly places: number;
  readonly sharedBatches: boolean;
}

/**
 * Throws an AutofitError for a batch norm that finds one value of each column in every batch: it would make 0 of whatever comes. Of maps
 * all places count; members that share a row are one, but behind scales that start at random.
 */
export function checkBatchNorm(
  network: Network,
  x: NetworkInput,
  { places, sharedBatches }: Batches,
): void {
  const isShared = sharedBatches || x.rows === 1;
  const rows = isShared ? places / memberCount(network) : places;
  if (rows > 1) return;
  const alone = findAlone(shapeLayers(network, inputWidths(x)));
  if (!alone) return;
  const message = `Layer ${alone.name} (batch-norm): one row a batch leaves it nothing to standardise by.`;
  throw new AutofitError('BAD_TRAINING', message, {
    hint: 'Take a `batchSize` of 2 or more, with as many rows, or `layerNorm()` instead.',
  });
}

function findAlone(shapes: readonly LayerShape[]): LayerShape | undefined {
  const all = withInner(shapes);
  const apart = all.findIndex(({ layer }) => tellsMembersApart(layer));
  const alike = apart < 0 ? all : all.slice(0, apart);
  return alike.find(
    ({ layer, inputMap }) => layer.kind === 'batch-norm' && (!inputMap || placesOf(inputMap) === 1),
  );
}

/** Layers in the order in which values pass them. */
function withInner(shapes: readonly LayerShape[]): readonly LayerShape[] {
  return shapes.flatMap((shape) => [shape, ...withInner(shape.inner)]);
}

function tellsMembersApart(layer: Layer): boolean {
  return layer.kind === 'scale' && layer.members > 1 && layer.initial !== 'ones';
}
