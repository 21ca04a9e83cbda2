import type { BinaryFacts } from '../facts/class-facts.js';

/** What a page holds for moving the threshold: all that comes of each, and the name of the other class. */
export interface ThresholdData extends BinaryFacts {
  readonly negative: string;
}

/** The ids of the elements for the data and for the control. */
export const THRESHOLD_DATA = 'threshold-data';
export const THRESHOLD_PLACE = 'threshold';
