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

export function createTold(): Told {
  let all: readonly { readonly told: StudioTold; readonly number: number }[] = [];
  let last = 0;
  const listeners = new Set<StudioListener>();
  return {
    tell(told) {
      const number = ++last;
      const kept = told.kind === 'begun' ? [] : all.filter((own) => !isStale(own.told, told));
      all = [...kept, { told, number }];
      for (const listener of listeners) listener(told, number);
    },
    watch(listener, after = 0) {
      for (const { told, number } of all) if (number > after) listener(told, number);
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
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
