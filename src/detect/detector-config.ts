import type { Augmentation } from './augment-picture.js';

/** What a detector is made and trained by. */
export interface DetectorConfig extends Augmentation {
  /** The longer side of the pictures that the network sees, in pixels. */
  readonly side: number;
  /** Channels of the first layer; the second has twice, the others three times as many. */
  readonly width: number;
  /** Residual blocks, each of which sees twice as far as the one before. */
  readonly depth: number;
  readonly learningRate: number;
}
