import type { Checkpoint } from '../models/model-family.js';
import type { FoldCurve } from './learning-curve.js';
import type { FoldModel, TrialConfig } from './trial.js';

/** One fold of one stretch of a trial, as sent to a worker. */
export interface TrialJob {
  readonly kind: 'trial';
  readonly trial: number;
  readonly fold: number;
  readonly config: TrialConfig;
  /** The epoch, or round, at which training pauses. */
  readonly pauseAfter?: number | undefined;
  readonly from?: Checkpoint | undefined;
}

/** A trial's configuration on all rows, for as long as the middle one of its folds took. */
export interface RefitJob {
  readonly kind: 'refit';
  readonly trial: number;
  readonly config: TrialConfig;
  readonly length: number;
}

export type Job = TrialJob | RefitJob;

/** A fold's answer. */
export interface FoldResult {
  readonly kind: 'done';
  /** Predictions of the fold's validation rows, in the label's units, not smeared. */
  readonly predictions: Float64Array;
  readonly model: FoldModel;
  readonly length: number;
  readonly parameters: number;
  readonly fitSeconds: number;
  readonly msPer1000Rows: number;
  /** False where training ended while the model still got better; undefined where its family cannot say so. */
  readonly converged?: boolean | undefined;
  /** Left by a pause; undefined once training has ended. */
  readonly checkpoint?: Checkpoint | undefined;
  /** Of families that train in epochs or rounds. */
  readonly curve?: FoldCurve | undefined;
}

/** How a job ended. A mistake inside it is a result too: errors lose their fields between threads. */
export type JobOutcome =
  | FoldResult
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'stopped' };

/** What a machine did for a search on several. */
export interface MachineWork {
  readonly machine: string;
  /** Of which it trained a part. */
  readonly trials: number;
  /** Folds of trials, and refits. */
  readonly jobs: number;
  /** Of the jobs, those that trained a chosen model anew on all rows. */
  readonly refits: number;
  /** Of work, all threads together. */
  readonly seconds: number;
  /** Jobs that were begun there and not answered: they ran again elsewhere. */
  readonly lost: number;
  /** Answers that were not what they should be. */
  readonly refused: number;
}

/** Runs jobs, in threads or elsewhere. */
export interface Executor {
  /** How many jobs run at once. */
  readonly workers: number;
  /** Never rejects: whatever goes wrong is an outcome. Jobs start in the order of the calls. */
  run(job: Job): Promise<JobOutcome>;
  /** Asks running jobs to end; they, and whatever comes later, count as stopped. */
  close(): Promise<void>;
  /** What each machine did until now, by their names, where there may be several. */
  machines?(): readonly MachineWork[];
}
