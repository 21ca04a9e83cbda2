import { now } from '../util/clock.js';
import type { StudioTold } from './studio-calls.js';

/** Hears what is told, with its place in all that was told so far. */
export type StudioListener = (told: StudioTold, number: number) => void;

/** What was told of the run at hand, for those who come later too. */
export interface Told {
  tell(told: StudioTold): void;
  /** Tells all behind a place that was heard before, and goes on telling; what it gives ends that. */
  watch(listener: StudioListener, after?: number): () => void;
}

/** Progress that the next event of its kind makes stale is not told again to those who come later. */
const PASSING: readonly string[] = ['reading', 'reading-pictures', 'job', 'ensemble'];

/** Seconds behind the last event from which the time is told by itself. */
const LONG = 1;

interface Kept {
  readonly told: StudioTold;
  readonly number: number;
  /** When it was told, in milliseconds. */
  readonly at: number;
}

export function createTold(): Told {
  let all: readonly Kept[] = [];
  let last = 0;
  const listeners = new Set<StudioListener>();
  return {
    tell(told) {
      const number = ++last;
      const kept = told.kind === 'begun' ? [] : all.filter((own) => !isStale(own.told, told));
      all = [...kept, { told, number, at: now() }];
      for (const listener of listeners) listener(told, number);
    },
    watch(listener, after = 0) {
      for (const { told, number } of all) if (number > after) listener(told, number);
      const seconds = secondsSince(all);
      if (seconds !== undefined) listener({ kind: 'time', seconds }, last);
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

/** Since the run at hand began, where its last event is long ago; undefined where it is not, or it is over. */
function secondsSince(all: readonly Kept[]): number | undefined {
  const own = all.findLast(({ told }) => told.kind !== 'waiting');
  if (own?.told.kind !== 'event') return undefined;
  const age = (now() - own.at) / 1000;
  return age < LONG ? undefined : own.told.seconds + age;
}

function isStale(own: StudioTold, next: StudioTold): boolean {
  if (own.kind !== 'event' || next.kind !== 'event' || own.event.kind !== next.event.kind)
    return false;
  if (!PASSING.includes(next.event.kind)) return false;
  const isJob = own.event.kind === 'job' && next.event.kind === 'job';
  return (
    !isJob ||
    (own.event.kind === 'job' &&
      next.event.kind === 'job' &&
      own.event.worker === next.event.worker)
  );
}
