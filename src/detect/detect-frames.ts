import { predictNetwork } from '../engine/predict-network.js';
import { log } from '../util/elementary/log.js';
import { drawView } from './augment-picture.js';
import type { ScoredBox } from './box.js';
import { decodeBoxes } from './decode-boxes.js';
import { type MapShape, outputsOf } from './detection-targets.js';
import { detectorNetwork } from './detector-network.js';
import type { TrainedDetector } from './trained-detector.js';

/** Pictures that go through a network together: a map takes much memory. */
const TOGETHER = 8;

/**
 * The boxes on frames, (pictures, height, width, 3), by detectors of one shape: the mean of what they answer about each frame and
 * about its mirror images.
 */
export function detectFrames(
  detectors: readonly TrainedDetector[],
  pixels: Uint8Array,
): ScoredBox[][] {
  const [first] = detectors;
  if (!first) throw new Error('there is no detector');
  const { width, height } = first.frame;
  const size = width * height * 3;
  const found: ScoredBox[][] = [];
  for (let from = 0; from < pixels.length; from += TOGETHER * size) {
    const part = pixels.subarray(from, Math.min(pixels.length, from + TOGETHER * size));
    const maps = meanMaps(detectors, first, part, part.length / size);
    const length = maps.length / (part.length / size);
    for (let at = 0; at < maps.length; at += length) {
      found.push(decodeBoxes(maps.subarray(at, at + length), first.shape));
    }
  }
  return found;
}

function meanMaps(
  detectors: readonly TrainedDetector[],
  { config, frame, shape }: TrainedDetector,
  pixels: Uint8Array,
  rows: number,
): Float32Array {
  const mirrors = mirrorsOf(config.flips);
  const sum = new Float32Array(rows * shape.width * shape.height * outputsOf(shape));
  const share = 1 / (mirrors.length * detectors.length);
  for (const [flipX, flipY] of mirrors) {
    const seen = mirrored(pixels, frame, rows, flipX, flipY);
    for (const detector of detectors) {
      const outputs = outputsFor(detector, seen, rows);
      toSizesOf(shape, detector.shape, outputs);
      addMirrored(sum, outputs, share, shape, flipX, flipY);
    }
  }
  return sum;
}

type Mirror = readonly [flipX: boolean, flipY: boolean];

/** The mirror images that a detector was trained on. */
function mirrorsOf(flips: TrainedDetector['config']['flips']): readonly Mirror[] {
  if (flips === 'none') return [[false, false]];
  if (flips === 'horizontal')
    return [
      [false, false],
      [true, false],
    ];
  return [
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ];
}

function outputsFor(detector: TrainedDetector, data: Uint8Array, rows: number): Float32Array {
  const { config, frame, shape, means, deviations, parameters } = detector;
  const network = detectorNetwork(config, shape.classes);
  const pictures = { ...frame, rows, channels: 3, data, means, deviations };
  const trained = {
    kind: 'trained-network' as const,
    network,
    inputs: 3,
    sparseInputs: 0,
    map: frame,
    parameters,
  };
  return predictNetwork(trained, { rows, dense: undefined, sparse: undefined, pictures });
}

/** Logarithms of sizes relative to the mean ones of another detector, in place. */
function toSizesOf(shape: MapShape, own: MapShape, outputs: Float32Array): void {
  const width = log(own.meanWidth / shape.meanWidth);
  const height = log(own.meanHeight / shape.meanHeight);
  const size = outputsOf(shape);
  for (let at = shape.classes + 2; at < outputs.length; at += size) {
    outputs[at] = (outputs[at] as number) + width;
    outputs[at + 1] = (outputs[at + 1] as number) + height;
  }
}

function mirrored(
  pixels: Uint8Array,
  { width, height }: TrainedDetector['frame'],
  rows: number,
  flipX: boolean,
  flipY: boolean,
): Uint8Array {
  if (!flipX && !flipY) return pixels;
  const size = width * height * 3;
  const view = { flipX, flipY, zoom: 1, shiftX: 0, shiftY: 0, gains: [1, 1, 1] as const };
  const drawn = new Uint8Array(pixels.length);
  for (let row = 0; row < rows; row++) {
    const own = pixels.subarray(row * size, (row + 1) * size);
    drawView(own, drawn.subarray(row * size, (row + 1) * size), view, width, height);
  }
  return drawn;
}

/** Adds a share of a mirror image's maps, turned back: an offset from the left becomes one from the right. */
function addMirrored(
  sum: Float32Array,
  outputs: Float32Array,
  share: number,
  shape: MapShape,
  flipX: boolean,
  flipY: boolean,
): void {
  const { width, height, classes } = shape;
  const own = outputsOf(shape);
  for (let from = 0; from < sum.length; from += width * height * own) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const seen = (flipY ? height - 1 - y : y) * width + (flipX ? width - 1 - x : x);
        const [to, at] = [from + (y * width + x) * own, from + seen * own];
        for (let i = 0; i < own; i++) {
          const isTurned = (flipX && i === classes) || (flipY && i === classes + 1);
          const value = outputs[at + i] as number;
          sum[to + i] = (sum[to + i] as number) + share * (isTurned ? 1 - value : value);
        }
      }
    }
  }
}
