import type { Trial } from '../trial/trial.js';

/** What a stretch showed. */
export interface Arrival {
  readonly stretch: number;
  readonly trial: Trial;
}

/** Stretches that are under way, and the order in which their results count. */
export interface Arrivals {
  add(stretch: number, trial: Promise<Trial>): void;
  /** The next result; rejects when the stretch does. */
  next(): Promise<Arrival>;
}

/** In the order in which stretches were begun, whatever comes first. */
export function arrivalsAsBegun(): Arrivals {
  const waiting: Promise<Arrival>[] = [];
  let counted = 0;
  return {
    add: (stretch, trial) => void waiting.push(arrival(stretch, trial)),
    async next() {
      const next = waiting[counted++];
      if (!next) throw new Error('no stretch is under way');
      return next;
    },
  };
}

/**
 * In the order in which they come, so that nobody waits for a straggler. Those that an earlier process has on record count
 * in the order in which they came to it, before others.
 */
export function arrivalsAsTheyCome(recorded: readonly number[]): Arrivals {
  const uncounted = new Map<number, Promise<Arrival>>();
  const come: number[] = [];
  let wake = () => {};
  let replayed = 0;
  const take = (stretch: number | undefined) => {
    const own = stretch === undefined ? undefined : uncounted.get(stretch);
    if (own && stretch !== undefined) uncounted.delete(stretch);
    return own;
  };
  return {
    add(stretch, trial) {
      const own = arrival(stretch, trial);
      uncounted.set(stretch, own);
      const arrive = () => {
        come.push(stretch);
        wake();
      };
      own.then(arrive, arrive);
    },
    async next() {
      const old = take(recorded[replayed]);
      if (old) {
        replayed++;
        return old;
      }
      for (;;) {
        const next = take(come.shift());
        if (next) return next;
        if (come.length > 0) continue;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}

function arrival(stretch: number, trial: Promise<Trial>): Promise<Arrival> {
  const own = trial.then((shown) => ({ stretch, trial: shown }));
  // It is awaited later, in its turn.
  own.catch(() => {});
  return own;
}
