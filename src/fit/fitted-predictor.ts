import type { FilePredictor } from '../run/predictor-file.js';
import type { FitSummary } from './summarize.js';

/** A predictor fresh from `fit`, with what the search found. */
export interface FittedPredictor extends FilePredictor {
  readonly summary: FitSummary;
}
