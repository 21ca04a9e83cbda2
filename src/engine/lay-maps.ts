import { densePlaces } from './dense-places.js';
import { type Ground, outputOf } from './ground.js';
import { convolutionStage } from './layers/convolution.js';
import { flattenStage } from './layers/flatten.js';
import { groupNormStage } from './layers/group-norm.js';
import { globalPoolStage, poolStage } from './layers/pool.js';
import type { Signal, Stage } from './layers/stage.js';
import type { Conv2dLayer, MapLayer } from './map-layers.js';
import { type MapSize, windowOver } from './map-size.js';
import { normBlocks } from './norm-blocks.js';
import type { PlacedLayer } from './parameter-blocks.js';

/** The stage of a layer over maps. */
export function layMapLayer(
  placed: PlacedLayer,
  layer: MapLayer,
  input: Signal,
  ground: Ground,
): Stage {
  const output = outputOf(placed, ground);
  switch (layer.kind) {
    case 'conv2d':
      return layConvolution(placed, layer, input, output, ground);
    case 'max-pool':
    case 'average-pool':
      return poolStage(input, output, layer.kind, windowOver(mapOf(placed), layer));
    case 'global-average-pool':
      return globalPoolStage(input, output);
    case 'flatten':
      return flattenStage(input, output, ground.batchSize);
    case 'group-norm': {
      const scratch = ground.table(4, output.columns);
      return groupNormStage(input, output, normBlocks(placed), layer.groups, scratch);
    }
  }
}

function layConvolution(
  placed: PlacedLayer,
  layer: Conv2dLayer,
  input: Signal,
  output: Signal,
  ground: Ground,
): Stage {
  const isFirst = input === ground.input;
  const geometry = windowOver(mapOf(placed), layer);
  const { depthwise } = layer;
  return convolutionStage(input, output, densePlaces(placed, ground), {
    geometry,
    depthwise,
    isFirst,
  });
}

function mapOf({ shape }: PlacedLayer): MapSize {
  if (!shape.inputMap) throw new Error(`layer ${shape.name} (${shape.layer.kind}) has no maps`);
  return shape.inputMap;
}
