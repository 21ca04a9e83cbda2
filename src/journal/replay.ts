import type { JournalEvent } from '../trial/journal.js';
import type { Trial } from '../trial/trial.js';

/** What earlier processes of a run have found out. */
export interface Replay {
  /** By stretch; of one that was lost and trained again, the last record. */
  readonly trials: ReadonlyMap<number, Trial>;
  /** The stretches as they came, each once; of those that are lost too, whose result is waited for in its place. */
  readonly order: readonly number[];
  readonly affordable: Readonly<Record<string, number>> | undefined;
  /** That they took. */
  readonly seconds: number;
  readonly isOver: boolean;
}

/** Reads events in the order of the stretches, whatever the order of arrival. */
export function replay(events: readonly JournalEvent[]): Replay {
  const trials = events.filter((event) => event.kind === 'trial');
  const ordered = trials.toSorted((a, b) => a.stretch - b.stretch);
  const timed = events.filter((event) => event.kind === 'trial' || event.kind === 'end');
  return {
    trials: new Map(ordered.map(({ stretch, trial }) => [stretch, trial])),
    order: [...new Set(trials.map(({ stretch }) => stretch))],
    affordable: events.find((event) => event.kind === 'pace')?.affordable,
    seconds: timed.reduce((most, { seconds }) => Math.max(most, seconds), 0),
    isOver: events.some((event) => event.kind === 'end'),
  };
}
