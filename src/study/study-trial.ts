import type { Params } from '../space/search-space.js';
import type { StopSignal } from '../util/stop-signal.js';

/** A value that was reported on the way, after so many steps. */
export interface Report {
  readonly step: number;
  readonly value: number;
}

/** A trial that is under way. */
export interface OpenTrial<P = Params> {
  /** Counts trials in the order in which they were begun, from 0. */
  readonly number: number;
  readonly params: P;
  /** Aborted once the search is to end. */
  readonly signal: StopSignal;
  /** Tells a value on the way; steps ascend. */
  report(step: number, value: number): void;
  /** Whether it is not worth its time any more, by what it has reported; it counts as pruned from then on. */
  shouldStop(): boolean;
}

/** How a trial ended. */
export interface FinishedTrial<P = Params> {
  readonly number: number;
  readonly params: P;
  readonly state: 'complete' | 'pruned' | 'failed';
  /** Null unless it is complete. */
  readonly value: number | null;
  readonly reports: readonly Report[];
  /** Why it failed; null otherwise. */
  readonly reason: string | null;
}

/** A result that is known beforehand. */
export interface KnownResult<P = Params> {
  readonly params: P;
  readonly value: number;
}

/** What is minimized or maximized. One that throws, or gives no finite number, makes a failed trial. */
export type Objective<P = Params> = (params: P, trial: OpenTrial<P>) => number | Promise<number>;

/** A module whose default export is an objective: its path, or a URL (as text that of a file). */
export type ObjectiveModule = string | { readonly href: string };
