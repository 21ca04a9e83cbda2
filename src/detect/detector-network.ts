import { conv2d, groupNorm } from '../engine/map-layers.js';
import {
  activation,
  dense,
  type Layer,
  type Network,
  residual,
  sequential,
} from '../engine/network.js';
import { BOX_OUTPUTS } from './detection-targets.js';
import type { DetectorConfig } from './detector-config.js';

/** Channels that share a mean: what a batch of a few pictures has would be too few for a batch norm (Wu and He 2018). */
const GROUP = 8;

/**
 * A small convolutional network with one output map at a quarter of its input's size: per place a logit for each class, then offset
 * and size (Zhou et al. 2019). Dilated blocks see far without losing places (Yu and Koltun 2016).
 */
export function detectorNetwork(
  { width, depth }: Pick<DetectorConfig, 'width' | 'depth'>,
  classes: number,
): Network {
  const last = 3 * width;
  return sequential([
    ...convolution(width, 2),
    ...convolution(2 * width, 2),
    ...convolution(last, 1),
    ...Array.from({ length: depth }, (_, i) => block(last, 2 ** i)).flat(),
    dense(classes + BOX_OUTPUTS, 'linear'),
  ]);
}

function convolution(channels: number, stride: number, dilation = 1): Layer[] {
  return [
    conv2d(channels, { stride, dilation, bias: false }),
    groupNorm(channels / GROUP),
    activation('relu'),
  ];
}

function block(channels: number, dilation: number): Layer[] {
  const inner = [
    ...convolution(channels, 1, dilation),
    conv2d(channels, { dilation, bias: false }),
    groupNorm(channels / GROUP),
  ];
  return [residual(inner), activation('relu')];
}
