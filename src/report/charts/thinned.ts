/** What has room in a chart. */
export const MOST_POINTS = 1500;

/** So many at most, evenly by their places; the first and the last stay. */
export function thinned<T>(items: readonly T[], most: number): readonly T[] {
  if (items.length <= most) return items;
  if (most < 2) return items.slice(0, most);
  const last = items.length - 1;
  const places = Array.from({ length: most }, (_, i) => Math.round((i * last) / (most - 1)));
  return places.flatMap((place) => {
    const item = items[place];
    return item === undefined ? [] : [item];
  });
}

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
