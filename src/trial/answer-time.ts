import type { Trial } from './trial.js';

/** Milliseconds that answering 1,000 rows takes of a trial: its models, and what prepares their inputs, which trials share. */
export interface AnswerTime {
  readonly models: number;
  /** By a name that is the same for the same preparation. */
  readonly preparations: Readonly<Record<string, number>>;
}

/** The same of several trials together: what they share is prepared once. */
export function timeTogether(times: readonly AnswerTime[]): number {
  const prepared = Object.assign({}, ...times.map(({ preparations }) => preparations));
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return sum(times.map(({ models }) => models)) + sum(Object.values<number>(prepared));
}

/** What says how fast answers must be. */
interface AskedSpeed {
  /** Milliseconds a row. */
  readonly inferLimit?: number | undefined;
  /** Whether one model of all rows answers for those of the folds. */
  readonly refit: boolean;
}

/** Whether a trial's models, as they were timed when they were trained, answer within the limit. */
export function quickTrial({ inferLimit, refit }: AskedSpeed): (trial: Trial) => boolean {
  if (inferLimit === undefined) return () => true;
  return ({ msPer1000Rows, folds }) => msPer1000Rows / (refit ? folds : 1) <= 1000 * inferLimit;
}
