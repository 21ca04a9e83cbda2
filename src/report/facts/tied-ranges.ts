/** Where up to `most` ranges of about equally many places begin and end (exclusive); what is tied with the place before it is in its range. */
export function tiedRanges(
  count: number,
  most: number,
  isTied: (place: number) => boolean,
): readonly (readonly [from: number, to: number])[] {
  const ranges: [number, number][] = [];
  for (let from = 0; from < count; ) {
    const left = most - ranges.length;
    let to = left <= 1 ? count : from + Math.ceil((count - from) / left);
    while (to < count && isTied(to)) to++;
    ranges.push([from, to]);
    from = to;
  }
  return ranges;
}
