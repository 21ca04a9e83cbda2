import { type StretchOf, stretchKey } from '../trial/stretch.js';
import type { Trial } from '../trial/trial.js';

/** Stretches that are under way, and the order in which their results count. */
export interface Arrivals<R = Trial> {
  add(stretch: StretchOf, result: Promise<R>): void;
  /** What a stretch showed, the next one; rejects when the stretch does. */
  next(): Promise<R>;
}

/** In the order in which stretches were begun, whatever comes first. */
export function arrivalsAsBegun<R = Trial>(): Arrivals<R> {
  const waiting: Promise<R>[] = [];
  let counted = 0;
  return {
    add: (_stretch, result) => void waiting.push(awaitedLater(result)),
    async next() {
      const next = waiting[counted++];
      if (!next) throw new Error('no stretch is under way');
      return next;
    },
  };
}

/**
 * In the order in which they come, so that nobody waits for a straggler. Those that an earlier process has on record count
 * in the order in which they came to it, before others; one that is not begun yet, as more may be tried than it was told, later.
 */
export function arrivalsAsTheyCome<R = Trial>(recorded: readonly StretchOf[]): Arrivals<R> {
  const uncounted = new Map<string, Promise<R>>();
  const uncountedBefore = new Set(recorded.map(stretchKey));
  const come: string[] = [];
  let wake = () => {};
  const take = (key: string | undefined) => {
    const own = key === undefined ? undefined : uncounted.get(key);
    if (own && key !== undefined) uncounted.delete(key);
    return own;
  };
  const takeBefore = () => {
    for (const key of uncountedBefore) {
      const own = take(key);
      if (!own) continue;
      uncountedBefore.delete(key);
      return own;
    }
    return undefined;
  };
  return {
    add(stretch, result) {
      const key = stretchKey(stretch);
      const own = awaitedLater(result);
      uncounted.set(key, own);
      const arrive = () => {
        come.push(key);
        wake();
      };
      own.then(arrive, arrive);
    },
    async next() {
      const old = takeBefore();
      if (old) return old;
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

/** Whose rejection is heard in its turn. */
function awaitedLater<R>(result: Promise<R>): Promise<R> {
  result.catch(() => {});
  return result;
}
