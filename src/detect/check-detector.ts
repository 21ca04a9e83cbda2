import { parameterShapes, shapeLayers } from '../engine/layer-shapes.js';
import {
  isAmong,
  isCount,
  isFiniteNumber,
  isNumber,
  isText,
  listOf,
  orNull,
  type Shape,
  withFields,
} from '../util/shapes.js';
import { outputsOf } from './detection-targets.js';
import { detectorNetwork } from './detector-network.js';
import type { DetectorState } from './detector-state.js';
import type { TrainedDetector } from './trained-detector.js';

/** The largest that are looked at: searches try 320 pixels, 24 channels and 4 blocks at most. */
const MOST = { side: 1024, width: 256, depth: 12 } as const;

const isScore = withFields({ boxes: isCount, ap50: isNumber, ap75: isNumber, ap: isNumber });

const isConfig = withFields({
  ...{ side: isCount, width: isCount, depth: isCount, learningRate: isNumber },
  ...{ flips: isAmong(['none', 'horizontal', 'both']), zoom: isNumber, light: isNumber },
});

const isDetector = withFields({
  config: isConfig,
  frame: withFields({ width: isCount, height: isCount }),
  shape: withFields({
    ...{ width: isCount, height: isCount, classes: isCount },
    ...{ meanWidth: isFiniteNumber, meanHeight: isFiniteNumber },
  }),
  ...{ means: listOf(isFiniteNumber, 3), deviations: listOf(isFiniteNumber, 3) },
});

const isMeanBox = withFields({
  ...{ code: isCount, score: isFiniteNumber },
  ...{ x1: isFiniteNumber, y1: isFiniteNumber, x2: isFiniteNumber, y2: isFiniteNumber },
});

const isRow = withFields({
  ...{ rank: isCount, name: isText, family: isAmong(['detector', 'constant']) },
  ...{ mAP50: orNull(isNumber), mAP: orNull(isNumber), frame: isText },
  ...{ width: orNull(isNumber), depth: orNull(isNumber), learningRate: orNull(isNumber) },
  ...{ epochs: isNumber, fitSeconds: orNull(isNumber), parameters: isNumber },
  ...{ state: isAmong(['complete', 'stopped', 'failed']), reason: orNull(isText) },
});

const isState: Shape = withFields({
  ...{ kind: isAmong(['detection']), classes: listOf(isText), pictures: isCount },
  ...{ detectors: listOf(isDetector), meanBoxes: listOf(isMeanBox), threshold: isFiniteNumber },
  validation: withFields({
    ...{ mAP50: isNumber, mAP75: isNumber, mAP: isNumber, pictures: isCount },
    classes: listOf(isScore),
  }),
  leaderboard: listOf(isRow),
});

/** Throws where what a file holds is no detector, or one whose parts do not fit together. */
export function checkDetector(stored: unknown): asserts stored is DetectorState {
  isState(stored, 'the detector');
  const { classes, detectors, meanBoxes } = stored as DetectorState;
  if (new Set(classes).size < classes.length) throw new Error('two classes have one name');
  if (meanBoxes.some(({ code }) => code >= classes.length))
    throw new Error('a mean box is of no class');
  const [first] = detectors;
  for (const own of detectors) {
    checkNetwork(own, classes.length);
    const { width, height } = own.frame;
    // One frame is made of a picture, and seen by all.
    if (width !== first?.frame.width || height !== first.frame.height)
      throw new Error('its networks see frames of several sizes');
  }
}

function checkNetwork(own: TrainedDetector, classes: number): void {
  const { config, frame, shape, deviations, parameters } = own;
  const { width, depth } = config;
  const sides = [frame.width, frame.height];
  const isSmall = sides.every((side) => side > 0 && side <= MOST.side);
  if (!isSmall || !(width > 0 && width <= MOST.width && depth <= MOST.depth))
    throw new Error(`a network of ${width} channels and ${depth} blocks sees ${sides.join(' x ')}`);
  if (!(parameters instanceof Float32Array)) throw new Error('a network has no weights');
  if (shape.classes !== classes) throw new Error('a network has other classes');
  if (!(shape.meanWidth > 0 && shape.meanHeight > 0 && deviations.every((own) => own > 0)))
    throw new Error('a network has no scale');
  const layers = shapeLayers(detectorNetwork(config, classes), {
    ...{ inputs: 3, sparseInputs: 0, map: frame },
  });
  const { outputs, outputMap } = layers.at(-1) ?? {};
  const isSame = outputMap?.width === shape.width && outputMap.height === shape.height;
  if (outputs !== outputsOf(shape) || !isSame) throw new Error('a network has another map');
  const wanted = parameterShapes(layers).reduce((sum, own) => sum + own.rows * own.columns, 0);
  if (parameters.length !== wanted)
    throw new Error(`a network has ${parameters.length} weights, not ${wanted}`);
}
