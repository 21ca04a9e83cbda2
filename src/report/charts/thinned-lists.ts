import { thinned } from '../../util/thinned.js';

/** What has room in a chart. */
const MOST_POINTS = 1500;

/** Lists that together have at most so many items, each thinned by its part. */
export function thinnedLists<T>(lists: readonly (readonly T[])[]): {
  readonly lists: readonly (readonly T[])[];
  /** What to say of it, where some are left out. */
  readonly note?: string;
} {
  const all = lists.reduce((sum, { length }) => sum + length, 0);
  if (all <= MOST_POINTS) return { lists };
  const kept = lists.map((list) =>
    thinned(list, Math.max(2, Math.floor((MOST_POINTS * list.length) / all))),
  );
  const shown = kept.reduce((sum, { length }) => sum + length, 0);
  const [few, many] = [shown, all].map((count) => count.toLocaleString('en-US'));
  return { lists: kept, note: `${few} of ${many} points are drawn, evenly chosen.` };
}
