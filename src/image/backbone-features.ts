import { createKernels, type KernelsChoice } from '../engine/kernels/create-kernels.js';
import { createNetworkRoom, type ServedNetwork } from '../engine/network-room.js';
import { createMatrix, type Matrix } from '../matrix/matrix.js';
import { fromHalves } from '../util/half-floats.js';
import { Stopped } from '../util/stopped.js';
import { BACKBONE_DEVIATION, BACKBONE_MEAN, type Backbone, backboneNetwork } from './backbone.js';
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

/** What a backbone makes of pictures, (pictures, head): the means over its last map. Throws Stopped when it was told to stop. */
export function backboneFeatures(
  backbone: Backbone,
  stack: PictureStack,
  pictures: ArrayLike<number>,
  { kernels = 'auto', shouldStop = () => false }: BackboneContext = {},
): Matrix {
  const network = networkOf(backbone, kernels);
  const { side, head } = backbone;
  const features = createMatrix(pictures.length, head);
  const means = [BACKBONE_MEAN, BACKBONE_MEAN, BACKBONE_MEAN];
  const deviations = [BACKBONE_DEVIATION, BACKBONE_DEVIATION, BACKBONE_DEVIATION];
  // One at a time, so that no number hangs on what is asked beside it.
  for (let i = 0; i < pictures.length; i++) {
    if (shouldStop()) throw new Stopped();
    const { pixels: data } = shrunkPictures(stack, [pictures[i] as number], side);
    const picture = { rows: 1, height: side, width: side, channels: 3, data, means, deviations };
    const map = network({ rows: 1, dense: undefined, sparse: undefined, pictures: picture });
    addMeans(map, features.data.subarray(i * head, (i + 1) * head));
  }
  return features;
}

/** Of a map, (places, columns), over its places. */
function addMeans(map: Float32Array, means: Float32Array): void {
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
