import type { ReadingProgress } from '../table/reading-progress.js';
import type { Trial } from '../trial/trial.js';
import type { TaskKind } from '../util/task-kind.js';

/** What a fit is doing; `reading` and `judging` come again for a validation and a test file. */
export type FitPhase =
  | 'reading'
  | 'judging'
  | 'searching'
  | 'ensembling'
  | 'refitting'
  | 'scoring'
  | 'saving'
  | 'reporting';

/** What came of a configuration of a detector. */
export interface ToldCandidate {
  readonly name: string;
  /** Of the pictures that its network sees. */
  readonly frame: { readonly width: number; readonly height: number };
  readonly channels: number;
  readonly state: 'complete' | 'stopped' | 'failed';
  /** On pictures held out; null where there is none. */
  readonly mAP50: number | null;
  readonly epochs: number;
  readonly fitSeconds: number | null;
  readonly reason: string | null;
}

/** What `fit` tells while it works; plain data. */
export type ProgressEvent =
  | {
      /** Once, before all others. */
      readonly kind: 'begin';
      /** Seconds for the whole run, and what earlier processes have spent of them. */
      readonly timeLimit: number | undefined;
      readonly secondsSpent: number;
      readonly trials: number | undefined;
    }
  | { readonly kind: 'phase'; readonly phase: FitPhase }
  | ReadingProgress
  | {
      /** A worker begins a job, or ends it. */
      readonly kind: 'job';
      /** From 1. */
      readonly worker: number;
      readonly state: 'begun' | 'ended';
      readonly trial: number;
      readonly name: string;
      readonly purpose: 'trial' | 'timing' | 'refit';
      /** From 0; undefined of a refit, which trains on all rows. */
      readonly fold: number | undefined;
      readonly folds: number;
      /** The host of a worker elsewhere. @default this machine */
      readonly machine?: string | undefined;
    }
  | {
      /** A mean of trials does better on validation rows than the best of them; that of the end comes with `isFinal`. */
      readonly kind: 'ensemble';
      readonly score: number;
      readonly members: number;
      readonly isFinal: boolean;
    }
  | { readonly kind: 'note'; readonly message: string }
  | { readonly kind: 'warning'; readonly message: string }
  | {
      readonly kind: 'data';
      readonly rows: number;
      readonly features: number;
      readonly task: TaskKind;
      readonly reason: string;
      readonly metric: string;
      readonly direction: 'maximize' | 'minimize';
      /** Of two classes the one that metrics of one class are of. */
      readonly positive?: string;
      readonly folds: number;
    }
  | {
      /** Boxes that are learnt from, where a detector is fitted. */
      readonly kind: 'boxes';
      readonly pictures: number;
      readonly boxes: number;
      readonly classes: readonly string[];
    }
  | {
      /** A configuration of a detector was tried. */
      readonly kind: 'candidate';
      readonly candidate: ToldCandidate;
      /** Candidates with a result. */
      readonly finished: number;
      readonly best: { readonly name: string; readonly mAP50: number } | undefined;
      readonly trials: number | undefined;
      readonly secondsLeft: number | undefined;
    }
  | {
      readonly kind: 'trial';
      readonly trial: Trial;
      /** Trials with a result, the baseline not counted. */
      readonly finished: number;
      /** The best complete trial so far. */
      readonly best: Trial | undefined;
      readonly trials: number | undefined;
      readonly secondsLeft: number | undefined;
    };
