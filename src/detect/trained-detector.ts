import type { MapShape } from './detection-targets.js';
import type { DetectorConfig } from './detector-config.js';
import type { FrameSize } from './framed-picture.js';

/** A detector's network with its weights: plain data. */
export interface TrainedDetector {
  readonly config: DetectorConfig;
  readonly frame: FrameSize;
  readonly shape: MapShape;
  /** Of the channels of the pictures that it was trained on, in bytes. */
  readonly means: readonly number[];
  readonly deviations: readonly number[];
  readonly parameters: Float32Array;
}
