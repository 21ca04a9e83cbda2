import type { Trial } from '../../trial/trial.js';

/** What a scheduler may know when it chooses. */
export interface ScheduleRequest {
  /** Trials that can be compared, each group best first; those that are furthest before others. */
  readonly groups: readonly (readonly Trial[])[];
  /** How good a trial is, higher is better; −Infinity without a score. */
  readonly worth: (trial: Trial) => number;
  /** Whether it has been told to go on from there. */
  readonly isGoneOn: (trial: Trial) => boolean;
}

/** Says which paused or screened trials go on. */
export interface Scheduler {
  readonly name: string;
  /** Whether trials are paused at the rungs of their family. */
  readonly pauses: boolean;
  /** A paused or screened trial that goes on; undefined to begin another. */
  next(request: ScheduleRequest): Trial | undefined;
}
