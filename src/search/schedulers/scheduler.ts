import type { Trial, TriedConfig } from '../../trial/trial.js';

/** What a scheduler may know when it chooses. */
export interface ScheduleRequest<T extends TriedConfig = Trial> {
  /** Trials that can be compared, each group best first; those that are furthest before others. */
  readonly groups: readonly (readonly T[])[];
  /** How good a trial is, higher is better; −Infinity without a score. */
  readonly worth: (trial: T) => number;
  /** Whether it has been told to go on from there. */
  readonly isGoneOn: (trial: T) => boolean;
}

/** Says which paused or screened trials go on. */
export interface Scheduler<T extends TriedConfig = Trial> {
  readonly name: string;
  /** Whether trials are paused at the rungs of their family. */
  readonly pauses: boolean;
  /** A paused or screened trial that goes on; undefined to begin another. */
  next(request: ScheduleRequest<T>): T | undefined;
}

/** One that knows of trials only what all that is searched has in common. */
export interface GeneralScheduler {
  readonly name: string;
  /** Whether trials are paused at the rungs of their family. */
  readonly pauses: boolean;
  /** A paused or screened trial that goes on; undefined to begin another. */
  next<T extends TriedConfig>(request: ScheduleRequest<T>): T | undefined;
}
