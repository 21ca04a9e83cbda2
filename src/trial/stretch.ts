import type { Trial, TrialConfig } from './trial.js';

/** A stretch of a trial's training, up to a rung or on to the other folds: what the search hands out, one after another. */
export interface Stretch {
  /** Counts all stretches in the order in which they are handed out; 0 is the baseline. */
  readonly number: number;
  readonly trial: number;
  readonly config: TrialConfig;
  /** 0 for a trial's first stretch. */
  readonly rung: number;
  /** The epoch, or round, at which it pauses; undefined for the rest of the training. */
  readonly pauseAfter?: number | undefined;
  /** Whether it trains on the first fold alone. @default false */
  readonly onFirstFold?: boolean | undefined;
}

/** A stretch by what it is of, which stays the same in searches that hand it out at other places. */
export type StretchOf = Pick<Stretch, 'trial' | 'rung'>;

/** The name of a stretch, by which it is on record and what it left is found. */
export function stretchKey({ trial, rung }: StretchOf): string {
  return `${trial}-${rung}`;
}

/** The stretch that a record is of. */
export function stretchOf({ number, rung }: Pick<Trial, 'number' | 'rung'>): StretchOf {
  return { trial: number, rung };
}

/** The one that it goes on from. */
export function stretchBefore({ trial, rung }: StretchOf): StretchOf | undefined {
  return rung === 0 ? undefined : { trial, rung: rung - 1 };
}
