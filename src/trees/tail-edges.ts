import { pow } from '../util/elementary/pow.js';
import { halfway, lowerBound } from './sorted-numbers.js';

/**
 * At most `count` edges within an outermost bin, whose values ascend. Its tail is what lies beyond the innermost value.
 * About half of the edges leave fewer and fewer rows beyond them, each by the same factor, down to a few; where the
 * innermost value is repeated, the first parts it from the tail. The others lie in the widest gaps.
 */
export function tailEdges(bin: Float64Array, side: 'low' | 'high', count: number): number[] {
  const isLow = side === 'low';
  const innermost = (isLow ? bin.at(-1) : bin[0]) ?? 0;
  const tail = isLow ? lowerBound(bin, innermost) : bin.length - upperBound(bin, innermost);
  if (tail === 0) return [];
  const steps = Math.ceil(count / 2);
  const isRepeated = bin.length - tail > 1;
  const places = Array.from({ length: steps }, (_, step) => {
    const beyond = Math.floor(pow(tail, (step + 1) / (isRepeated ? steps : steps + 1)));
    return isLow ? beyond : bin.length - beyond;
  });
  const first = isLow ? 1 : bin.length - tail;
  places.push(...widestGaps(bin, first, first + tail, count - steps));
  return places.flatMap((place) => {
    const start = lowerBound(bin, bin[place] ?? 0);
    return start > 0 ? halfway(bin[start - 1] ?? 0, bin[start] ?? 0) : [];
  });
}

/** The places behind the widest gaps, from place `first` on and before `end`; the first of equal ones. */
function widestGaps(bin: Float64Array, first: number, end: number, count: number): number[] {
  const gapBefore = (place: number) => (bin[place] as number) - (bin[place - 1] as number);
  const widest: number[] = [];
  for (let place = first; place < end; place++) {
    const gap = gapBefore(place);
    let rank = widest.length;
    while (rank > 0 && gapBefore(widest[rank - 1] as number) < gap) rank--;
    if (rank >= count || !(gap > 0)) continue;
    widest.splice(rank, 0, place);
    if (widest.length > count) widest.pop();
  }
  return widest;
}

/** The first place whose value is above this one. */
function upperBound(sorted: Float64Array, value: number): number {
  let place = lowerBound(sorted, value);
  while (place < sorted.length && sorted[place] === value) place++;
  return place;
}
