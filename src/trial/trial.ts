import type { SavedModel } from '../models/model-family.js';
import type { FittedPreprocessor } from '../preprocessing/preprocessor.js';
import type { FittedTarget } from '../preprocessing/target.js';
import type { Params } from '../space/search-space.js';

/** What is tried: a family and its hyper-parameters. */
export interface TrialConfig {
  readonly family: string;
  readonly params: Params;
}

/** The record of a trial; a failed one is kept with its reason. */
export interface Trial {
  readonly kind: 'trial';
  readonly number: number;
  readonly name: string;
  readonly config: TrialConfig;
  /** 'stopped': ended before every fold had an answer. */
  readonly state: 'complete' | 'failed' | 'stopped';
  /** The user's metric on all out-of-fold predictions; null unless complete. */
  readonly score: number | null;
  readonly reason: string | null;
  /** Training time of all folds. */
  readonly fitSeconds: number;
  /** Time to predict 1,000 rows with the models of all folds. */
  readonly predictMs: number;
  /** Weights of one fold's model. */
  readonly parameters: number;
  /** Epochs behind the kept weights, the mean of the folds. */
  readonly epochs: number;
}

/** One fold's model with all that it needs to predict rows of the table. */
export interface FoldModel {
  readonly fold: number;
  readonly model: SavedModel;
  readonly preprocessor: FittedPreprocessor;
  readonly target: FittedTarget;
}

/** What a complete trial leaves besides its record. */
export interface TrialOutputs {
  /** Out-of-fold predictions of the validation rows, in the label's units: (rows, classes) or (rows). */
  readonly predictions: Float32Array;
  readonly folds: readonly FoldModel[];
}
