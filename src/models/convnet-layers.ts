import { conv2d, globalAveragePool, maxPool2d } from '../engine/map-layers.js';
import {
  activation,
  batchNorm,
  dense,
  dropout,
  type Layer,
  layerNorm,
  residual,
} from '../engine/network.js';

/** What a network for pictures is built by. */
export interface ConvnetShape {
  /** Pixels a side. */
  readonly side: number;
  /** Channels of the first maps; others have twice and four times as many. */
  readonly width: number;
  /** Convolutions over small maps: the second and later ones are residual. */
  readonly depth: number;
  readonly dropout: number;
  /** Whether columns beside the pictures come in behind the maps. @default false */
  readonly seesColumns?: boolean | undefined;
}

/** Pictures of more pixels a side are halved by their first convolution, larger ones by others too. */
const FULL_SIDE = 40;
/** The side of maps that are not halved any more. */
const LEAST_SIDE = 4;
/** The side up to which maps are small enough for residual layers. */
const SMALL_SIDE = 8;
/** Neurons that see pictures and other columns, as many times as the first maps have channels. */
const MIXED = 2;
const GROWTH = [1, 2, 4] as const;

/**
 * Convolutions of 3 × 3, each with batch norm and ReLU, between which the largest of 2 × 2 places stays and channels double, up
 * to four times as many; then the mean over the map (Simonyan and Zisserman 2015; Lin et al. 2014; He et al. 2016).
 */
export function convnetLayers({
  side,
  width,
  depth,
  dropout: rate,
  seesColumns = false,
}: ConvnetShape): readonly Layer[] {
  const layers: Layer[] = [];
  let size = side;
  for (; size > FULL_SIDE; size = Math.ceil(size / 2)) layers.push(...convolution(width, 2));
  for (let stage = 0; ; stage++) {
    const channels = width * (GROWTH[stage] ?? 4);
    layers.push(...convolution(channels, 1));
    const more = size <= SMALL_SIDE ? depth - 1 : 0;
    for (let block = 0; block < more; block++) layers.push(residual(convolution(channels, 1)));
    if (size <= LEAST_SIDE) break;
    layers.push(maxPool2d(2));
    size = Math.ceil(size / 2);
  }
  const behind = rate > 0 ? [dropout(rate)] : [];
  if (!seesColumns) return [...layers, globalAveragePool(), ...behind];
  return [...layers, globalAveragePool(), ...mixing(width), ...behind];
}

/** What pictures and columns tell together, in one layer that sees both. */
function mixing(width: number): Layer[] {
  return [dense(MIXED * width, 'linear', { bias: false }), layerNorm(), activation('relu')];
}

/** Batch norm has a shift, so that a bias would change nothing. */
function convolution(channels: number, stride: number): Layer[] {
  return [conv2d(channels, { stride, bias: false }), batchNorm(), activation('relu')];
}
