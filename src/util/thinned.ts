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
