import type { StudioTold } from './studio-calls.js';

/** What was told of the run at hand, for those who come later too. */
export interface Told {
  tell(told: StudioTold): void;
  watch(listener: (told: StudioTold) => void): () => void;
}

/** Progress that the next event of its kind makes stale is not told again to those who come later. */
const PASSING: readonly string[] = ['reading', 'reading-pictures', 'job', 'ensemble'];

export function createTold(): Told {
  let all: readonly StudioTold[] = [];
  const listeners = new Set<(told: StudioTold) => void>();
  return {
    tell(told) {
      all = told.kind === 'begun' ? [told] : [...all.filter((own) => !isStale(own, told)), told];
      for (const listener of listeners) listener(told);
    },
    watch(listener) {
      for (const told of all) listener(told);
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
