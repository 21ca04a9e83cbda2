import type { TrialContext } from '../trial/run-fold.js';

/** What a worker gets when it starts. */
export interface StartMessage {
  readonly kind: 'start';
  readonly context: TrialContext;
  /** One Int32 on shared memory: not 0 asks every worker to stop. */
  readonly stop: SharedArrayBuffer;
}
