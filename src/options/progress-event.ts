import type { Trial } from '../trial/trial.js';
import type { TaskKind } from '../util/task-kind.js';

/** What `fit` tells while it works; plain data. */
export type ProgressEvent =
  | { readonly kind: 'note'; readonly message: string }
  | { readonly kind: 'warning'; readonly message: string }
  | {
      readonly kind: 'data';
      readonly rows: number;
      readonly features: number;
      readonly task: TaskKind;
      readonly reason: string;
      readonly metric: string;
      readonly folds: number;
    }
  | {
      readonly kind: 'trial';
      readonly trial: Trial;
      readonly finished: number;
      /** The best complete trial so far. */
      readonly best: Trial | undefined;
      readonly trials: number | undefined;
      readonly secondsLeft: number | undefined;
    };
