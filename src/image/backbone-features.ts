import { createKernels, type KernelsChoice } from '../engine/kernels/create-kernels.js';
import { mirroredPixels } from '../engine/mirrored-pixels.js';
import { createNetworkRoom, type ServedNetwork } from '../engine/network-room.js';
import { createMatrix, type Matrix } from '../matrix/matrix.js';
import { fromHalves } from '../util/half-floats.js';
import { Stopped } from '../util/stopped.js';
import {
  BACKBONE_DEVIATION,
  BACKBONE_MEAN,
  type Backbone,
  backboneNetwork,
  backboneValues,
} from './backbone.js';
import type { PictureStack } from './picture-stack.js';
import { shrunkPictures } from './shrunk-pictures.js';

export interface BackboneContext {
  /** @default 'auto' */
  readonly kernels?: KernelsChoice | undefined;
  /** @default never */
  readonly shouldStop?: (() => boolean) | undefined;
}

/** By their weights, opened once and kept in this thread. */
const opened = new WeakMap<Uint16Array, Map<KernelsChoice, ServedNetwork>>();

/**
 * What a backbone makes of pictures, (pictures, values): the means over its last map. Where it is asked of mirror images too, the mean of both comes
 * first, which is the same for either and tells more of what is on it; then half of their difference, which tells left from right. Throws Stopped
 * when it was told to stop.
 */
export function backboneFeatures(
  backbone: Backbone,
  stack: PictureStack,
  pictures: ArrayLike<number>,
  { kernels = 'auto', shouldStop = () => false }: BackboneContext = {},
): Matrix {
  const { side, head, mirrors = false } = backbone;
  const width = backboneValues(backbone);
  const features = createMatrix(pictures.length, width);
  const ask = askerOf(backbone, kernels);
  const other = new Float32Array(head);
  // One at a time, so that no number hangs on what is asked beside it.
  for (let i = 0; i < pictures.length; i++) {
    if (shouldStop()) throw new Stopped();
    const { pixels } = shrunkPictures(stack, [pictures[i] as number], side);
    const values = features.data.subarray(i * width, (i + 1) * width);
    ask(pixels, values.subarray(0, head));
    if (!mirrors) continue;
    ask(mirroredPixels(pixels, side, 3), other);
    partBySymmetry(values, other);
  }
  return features;
}

/** Values of a picture, and of its mirror image, become their mean and half of their difference. */
function partBySymmetry(values: Float32Array, other: Float32Array): void {
  for (let i = 0; i < other.length; i++) {
    const [own, mirrored] = [values[i] as number, other[i] as number];
    values[i] = (own + mirrored) / 2;
    values[other.length + i] = (own - mirrored) / 2;
  }
}

/** Asks of one picture of its size. */
function askerOf(backbone: Backbone, kernels: KernelsChoice) {
  const network = networkOf(backbone, kernels);
  const { side } = backbone;
  const means = [BACKBONE_MEAN, BACKBONE_MEAN, BACKBONE_MEAN];
  const deviations = [BACKBONE_DEVIATION, BACKBONE_DEVIATION, BACKBONE_DEVIATION];
  const shape = { rows: 1, height: side, width: side, channels: 3, means, deviations };
  return (data: Uint8Array, values: Float32Array): void => {
    const pictures = { ...shape, data };
    meansOf(network({ rows: 1, dense: undefined, sparse: undefined, pictures }), values);
  };
}

/** Of a map, (places, columns), over its places. */
function meansOf(map: Float32Array, means: Float32Array): void {
  const columns = means.length;
  const places = map.length / columns;
  for (let column = 0; column < columns; column++) {
    let sum = 0;
    for (let place = 0; place < places; place++) sum += map[place * columns + column] as number;
    means[column] = sum / places;
  }
}

function networkOf(backbone: Backbone, choice: KernelsChoice): ServedNetwork {
  const byChoice = opened.get(backbone.weights) ?? new Map<KernelsChoice, ServedNetwork>();
  opened.set(backbone.weights, byChoice);
  const network =
    byChoice.get(choice) ??
    createNetworkRoom(createKernels(choice)).serve(
      backboneNetwork(backbone, fromHalves(backbone.weights)),
    );
  byChoice.set(choice, network);
  return network;
}
