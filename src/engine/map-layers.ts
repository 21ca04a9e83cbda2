import { checkPlainOptions } from '../util/check-arguments.js';

/** A convolution over maps, f(x ∗ w + b) with an f of its own behind it; where it lies over an edge it reads zeros. */
export interface Conv2dLayer extends Required<Conv2dOptions> {
  readonly kind: 'conv2d';
  readonly channels: number;
}

export interface Conv2dOptions {
  /** Places along a side; odd. @default 3 */
  readonly size?: number;
  /** Places from one window to the next: maps become so many times smaller, rounded up. @default 1 */
  readonly stride?: number;
  /** Places from one place of the window to its next. @default 1 */
  readonly dilation?: number;
  /** Whether each channel is convolved by itself, and stays one (Howard et al. 2017). @default false */
  readonly depthwise?: boolean;
  /** Whether b is there. @default true */
  readonly bias?: boolean;
}

/** The largest value, or the mean, of a window over each channel; at an edge of what lies inside. */
export interface PoolLayer {
  readonly kind: 'max-pool' | 'average-pool';
  readonly size: number;
  readonly stride: number;
}

/** The mean of each channel over its map, which becomes one value. */
export interface GlobalPoolLayer {
  readonly kind: 'global-average-pool';
}

/** A map as one row: its places one after the other, each with all of its channels. */
export interface FlattenLayer {
  readonly kind: 'flatten';
}

/** Standardises the places and channels of each group in each example (Wu and He 2018). */
export interface GroupNormLayer {
  readonly kind: 'group-norm';
  readonly groups: number;
}

export type MapLayer = Conv2dLayer | PoolLayer | GlobalPoolLayer | FlattenLayer | GroupNormLayer;

/** A convolution to so many channels; maps keep their size, or shrink by the stride ('same' padding, as TensorFlow has it). */
export function conv2d(channels: number, options: Conv2dOptions = {}): Conv2dLayer {
  checkPlainOptions(options, {
    size: ['number'],
    stride: ['number'],
    dilation: ['number'],
    depthwise: ['boolean'],
    bias: ['boolean'],
  });
  const { size = 3, stride = 1, dilation = 1, depthwise = false, bias = true } = options;
  return { kind: 'conv2d', channels, size, stride, dilation, depthwise, bias };
}

/** The largest value of each window. */
export function maxPool2d(size: number, stride: number = size): PoolLayer {
  return { kind: 'max-pool', size, stride };
}

/** The mean of each window. */
export function averagePool2d(size: number, stride: number = size): PoolLayer {
  return { kind: 'average-pool', size, stride };
}

/** The mean of each channel. */
export function globalAveragePool(): GlobalPoolLayer {
  return { kind: 'global-average-pool' };
}

/** All values of a map, of which a dense layer then sees where each lies. */
export function flatten(): FlattenLayer {
  return { kind: 'flatten' };
}

/** Group normalisation; the channels must be a multiple of the groups. */
export function groupNorm(groups: number): GroupNormLayer {
  return { kind: 'group-norm', groups };
}

/** What is wrong with a layer over maps by itself; undefined when nothing is. */
export function mapLayerFault(layer: MapLayer): string | undefined {
  switch (layer.kind) {
    case 'conv2d': {
      const { channels, size, stride, dilation } = layer;
      if (!isCount(channels)) return `${channels} channels`;
      if (!isCount(size) || size % 2 === 0) return `a size of ${size} is not odd`;
      if (!isCount(stride)) return `a stride of ${stride}`;
      return isCount(dilation) ? undefined : `a dilation of ${dilation}`;
    }
    case 'max-pool':
    case 'average-pool':
      if (!isCount(layer.size)) return `a size of ${layer.size}`;
      return isCount(layer.stride) ? undefined : `a stride of ${layer.stride}`;
    case 'group-norm':
      return isCount(layer.groups) ? undefined : `${layer.groups} groups`;
    case 'global-average-pool':
    case 'flatten':
      return undefined;
  }
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value > 0;
}
