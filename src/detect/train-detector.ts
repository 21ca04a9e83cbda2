import { createKernels, type KernelsChoice } from '../engine/kernels/create-kernels.js';
import type { NetworkInput } from '../engine/network-input.js';
import { type TrainCheckpoint, trainNetwork } from '../engine/train-network.js';
import { cos } from '../util/elementary/cos-sin.js';
import { exp } from '../util/elementary/exp.js';
import { log } from '../util/elementary/log.js';
import { type Random, randomStream } from '../util/random.js';
import { drawView, randomView, viewBoxes } from './augment-picture.js';
import { channelMoments } from './channel-moments.js';
import { createDetectionCost } from './detection-cost.js';
import { type MapShape, type PictureTargets, pictureTargets, STRIDE } from './detection-targets.js';
import type { DetectorConfig } from './detector-config.js';
import { detectorNetwork } from './detector-network.js';
import { type FramedSet, frameOf, resizeSet } from './framed-set.js';
import type { TrainedDetector } from './trained-detector.js';

/** What is trained on what. */
export interface DetectorTask {
  readonly config: DetectorConfig;
  /** In frames at least as large as the configuration wants. */
  readonly set: FramedSet;
  /** Of the pictures, those to learn from. */
  readonly rows: readonly number[];
  readonly classes: number;
  readonly kernels: KernelsChoice;
  /** Keys of its random numbers. */
  readonly keys: readonly (string | number)[];
}

/** How long it is trained. */
export interface DetectorPace {
  /** The epochs in all, asked anew behind each, when so many are done. */
  epochs(done: number): number;
  shouldStop(): boolean;
}

export interface DetectorTraining {
  readonly detector: TrainedDetector;
  readonly epochs: number;
  readonly costs: readonly number[];
}

const BATCH = 8;
const WEIGHT_DECAY = 1e-4;
const CLIP_NORM = 10;
/** The part of the training in which the learning rate rises; then it falls as a cosine does. */
const WARM_UP = 0.1;

/** Trains on a fresh view of each picture in every epoch; undefined where it is stopped before one is done. */
export function trainDetector(
  task: DetectorTask,
  pace: DetectorPace,
): DetectorTraining | undefined {
  const { config, rows, classes, keys } = task;
  const set = framesFor(task, pace);
  if (!set) return undefined;
  const shape = mapShapeOf(set, rows, classes);
  const moments = channelMoments(set, rows);
  const network = detectorNetwork(config, classes);
  const views = createViews(set, rows, shape, config, randomStream(...keys, 'views'));
  const cost = createDetectionCost(shape);
  const y = new Float32Array();
  const kernels = createKernels(task.kernels);
  const random = randomStream(...keys, 'training');
  let from: TrainCheckpoint | undefined;
  let parameters: Float32Array | undefined;
  let total = pace.epochs(0);
  for (let epoch = 0; epoch < total && !pace.shouldStop(); epoch++) {
    const targets = views.draw(pace.shouldStop);
    if (!targets) break;
    const x: NetworkInput = {
      rows: rows.length,
      dense: undefined,
      sparse: undefined,
      pictures: { ...set.frame, ...moments, rows: rows.length, channels: 3, data: views.pixels },
    };
    const result = trainNetwork(network, x, y, {
      random,
      kernels,
      from,
      cost: {
        kind: 'custom',
        cost: (outputs: Float32Array, own: Int32Array, gradient: Float32Array) =>
          cost(
            outputs,
            Array.from(own, (row) => targets[row] as PictureTargets),
            gradient,
          ),
      },
      batchSize: BATCH,
      learningRate: config.learningRate * rateFactor((epoch + 0.5) / total),
      weightDecay: WEIGHT_DECAY,
      clipNorm: CLIP_NORM,
      epochs: epoch + 2,
      pauseAfter: epoch + 1,
      shouldStop: pace.shouldStop,
    });
    if (!result.checkpoint) break;
    from = result.checkpoint;
    parameters = result.network.parameters;
    total = pace.epochs(epoch + 1);
  }
  if (!from || !parameters) return undefined;
  const detector = { config, frame: set.frame, shape, ...moments, parameters };
  return { detector, epochs: from.costs.length, costs: from.costs };
}

function framesFor(
  { config, set }: DetectorTask,
  { shouldStop }: DetectorPace,
): FramedSet | undefined {
  const { width, height } = set.frame;
  return resizeSet(set, frameOf(config.side, width / height), shouldStop);
}

/** The map over the frames; boxes are of the mean size of those that are learnt from. */
function mapShapeOf(
  { frame, boxes }: FramedSet,
  rows: readonly number[],
  classes: number,
): MapShape {
  const own = rows.flatMap((row) => boxes[row] ?? []).filter(({ crowd }) => !crowd);
  const mean = (sizeOf: (box: (typeof own)[number]) => number) =>
    own.length === 0
      ? STRIDE
      : exp(own.reduce((sum, box) => sum + log(Math.max(1, sizeOf(box))), 0) / own.length);
  return {
    width: frame.width / STRIDE,
    height: frame.height / STRIDE,
    classes,
    meanWidth: mean(({ x1, x2 }) => x2 - x1),
    meanHeight: mean(({ y1, y2 }) => y2 - y1),
  };
}

/** Views of the pictures, drawn into the same bytes for every epoch. */
function createViews(
  { frame, pixels, boxes }: FramedSet,
  rows: readonly number[],
  shape: MapShape,
  config: DetectorConfig,
  random: Random,
) {
  const { width, height } = frame;
  const size = width * height * 3;
  const drawn = new Uint8Array(rows.length * size);
  return {
    pixels: drawn,
    /** Draws all anew, and gives what the network should answer; undefined where it is stopped. */
    draw(shouldStop: () => boolean): PictureTargets[] | undefined {
      const targets: PictureTargets[] = [];
      for (const [i, row] of rows.entries()) {
        if (shouldStop()) return undefined;
        const view = randomView(config, width, height, random);
        const from = pixels.subarray(row * size, (row + 1) * size);
        drawView(from, drawn.subarray(i * size, (i + 1) * size), view, width, height);
        targets.push(pictureTargets(viewBoxes(boxes[row] ?? [], view, width, height), shape));
      }
      return targets;
    },
  };
}

function rateFactor(progress: number): number {
  if (progress < WARM_UP) return 0.1 + (0.9 * progress) / WARM_UP;
  return 0.5 * (1 + cos((Math.PI * (progress - WARM_UP)) / (1 - WARM_UP)));
}
