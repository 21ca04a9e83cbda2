import type { SavedModel } from '../models/model-family.js';
import type { FittedPreprocessor } from '../preprocessing/preprocessor.js';
import type { FittedTarget } from '../preprocessing/target.js';
import type { Params } from '../space/search-space.js';
import type { LearningCurve } from './learning-curve.js';

/** What is tried: a family and its hyper-parameters. */
export interface TrialConfig {
  readonly family: string;
  readonly params: Params;
}

/** The record of a trial after a stretch; a failed one is kept with its reason. */
export interface Trial {
  readonly kind: 'trial';
  /** Counts configurations in the order in which they were begun; 0 is the baseline. */
  readonly number: number;
  readonly name: string;
  readonly config: TrialConfig;
  /** How many stretches it had before. */
  readonly rung: number;
  /**
   * 'paused': compared at a rung, it may go on; 'screened': trained to its end on the first fold, it may go on to the others;
   * 'stopped': ended before every fold had an answer.
   */
  readonly state: 'complete' | 'paused' | 'screened' | 'failed' | 'stopped';
  /**
   * The user's metric on the out-of-fold predictions of its folds together, of a metric of classes at the trial's own
   * threshold, cross-fitted; null when it failed or was stopped.
   */
  readonly score: number | null;
  /** How many folds have an answer. */
  readonly folds: number;
  /** The metric on the first fold alone, by which trials can be compared however many folds they have; null like `score`. */
  readonly firstFoldScore: number | null;
  /** The log loss of the same predictions, which tells equal scores of metrics of classes apart; null for other metrics. */
  readonly tieLoss: number | null;
  readonly firstFoldTieLoss: number | null;
  /** Why it failed or stopped, or that training was too short to converge; null where there is nothing to tell. */
  readonly reason: string | null;
  /** Training time of all folds. */
  readonly fitSeconds: number;
  /** Time to predict 1,000 rows with the models of all folds. */
  readonly msPer1000Rows: number;
  /** Weights of one fold's model. */
  readonly parameters: number;
  /** Epochs, rounds or trees behind the kept model, of the middle one of the folds. */
  readonly length: number;
  /** How its training went, where it went in epochs or rounds. */
  readonly curve?: LearningCurve | undefined;
}

/** What samplers and schedulers go by, of a trial or of anything else that is searched. */
export type TriedConfig = Pick<Trial, 'number' | 'config' | 'rung' | 'state'>;

/** One fold's model with all that it needs to predict rows of the table. */
export interface FoldModel {
  readonly fold: number;
  readonly model: SavedModel;
  readonly preprocessor: FittedPreprocessor;
  readonly target: FittedTarget;
}
