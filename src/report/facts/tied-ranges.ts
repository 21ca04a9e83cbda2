/**
 * Where up to `most` ranges of about equally many places begin and end (exclusive). Places that are tied, each with the one before it, are in
 * one range: a cut that would part them is at their nearer end.
 */
export function tiedRanges(
  count: number,
  most: number,
  isTied: (place: number) => boolean,
): readonly (readonly [from: number, to: number])[] {
  const ranges: [number, number][] = [];
  for (let from = 0; from < count; ) {
    const left = most - ranges.length;
    // Behind a long tie ranges are no smaller than others.
    const size = Math.max(Math.floor(count / most), Math.ceil((count - from) / left));
    let to = left <= 1 ? count : Math.min(count, from + size);
    let [begin, end] = [to, to];
    while (begin > from && begin < count && isTied(begin)) begin--;
    while (end < count && isTied(end)) end++;
    to = begin > from && to - begin <= end - to ? begin : end;
    ranges.push([from, to]);
    from = to;
  }
  return ranges;
}
