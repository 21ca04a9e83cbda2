import { conv2d } from '../engine/map-layers.js';
import {
  activation,
  dense,
  type Layer,
  type Network,
  residual,
  sequential,
  type TrainedNetwork,
} from '../engine/network.js';

/** A network that others have trained, whose values for a picture are numbers for models: EfficientNet-Lite0 (Tan and Le 2019); plain data. */
export interface Backbone extends BackboneShape {
  readonly kind: 'backbone';
  readonly architecture: 'efficientnet-lite0';
  /** Who has made the weights, and under which licence they may be used. */
  readonly notice: string;
  /** Float16 of each convolution, (places of the window · inputs, outputs), with its biases behind it, batch norms multiplied in. */
  readonly weights: Uint16Array;
  /** Whether it is asked of mirror images too. @default false */
  readonly mirrors?: boolean | undefined;
}

export interface BackboneShape {
  /** Pixels a side of the squares that it looks at. */
  readonly side: number;
  /** Channels behind its first convolution and its last. */
  readonly stem: number;
  readonly head: number;
  readonly blocks: readonly BackboneBlock[];
}

/** An inverted residual block (Sandler et al. 2018): it widens, convolves each channel by itself, and narrows. */
export interface BackboneBlock {
  readonly size: number;
  readonly stride: number;
  /** Channels where it is wide, and behind it. */
  readonly wide: number;
  readonly narrow: number;
}

/** The windows and strides of the blocks of EfficientNet-Lite0, in their order. */
export const LITE0_BLOCKS: readonly Pick<BackboneBlock, 'size' | 'stride'>[] = [
  [3, 1, 1],
  [3, 2, 2],
  [5, 2, 2],
  [3, 2, 3],
  [5, 1, 3],
  [5, 2, 4],
  [3, 1, 1],
].flatMap(([size = 0, stride = 0, times = 0]) =>
  Array.from({ length: times }, (_, i) => ({ size, stride: i === 0 ? stride : 1 })),
);

/** What is taken off a byte, and what the rest is divided by. */
export const BACKBONE_MEAN = 127;
export const BACKBONE_DEVIATION = 128;

/** How many values a picture has. */
export function backboneValues({ head, mirrors }: Pick<Backbone, 'head' | 'mirrors'>): number {
  return mirrors ? 2 * head : head;
}

/** The network, whose output is a map of (side / 32)² places. */
export function backboneNetwork(shape: BackboneShape, parameters: Float32Array): TrainedNetwork {
  const { side } = shape;
  return {
    kind: 'trained-network',
    network: backboneLayers(shape),
    inputs: 3,
    sparseInputs: 0,
    map: { height: side, width: side },
    parameters,
  };
}

/** Its layers: a block that is wider than what comes in begins with a convolution of single places. */
export function backboneLayers({ stem, head, blocks }: Omit<BackboneShape, 'side'>): Network {
  const layers: Layer[] = [conv2d(stem, { stride: 2 }), activation('relu6')];
  let channels = stem;
  for (const { size, stride, wide, narrow } of blocks) {
    const own = [
      ...(wide === channels ? [] : [dense(wide, 'relu6')]),
      conv2d(wide, { size, stride, depthwise: true }),
      activation('relu6'),
      dense(narrow),
    ];
    if (stride === 1 && narrow === channels) layers.push(residual(own));
    else layers.push(...own);
    channels = narrow;
  }
  return sequential([...layers, dense(head, 'relu6')]);
}
