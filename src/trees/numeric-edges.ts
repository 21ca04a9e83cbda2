import { drawFirst, randomStream } from '../util/random.js';
import { halfway, lowerBound } from './sorted-numbers.js';
import { tailEdges } from './tail-edges.js';

/** Rows that inner edges are found on, drawn at random; all of them where there are fewer than twice as many. */
const SAMPLE = 50_000;
/** Of so many bins one is kept for each tail. */
const BINS_PER_TAIL_EDGE = 32;
/** Tails are split where bins have more rows than this. */
const FEW_ROWS = 8;

/**
 * Ascending edges of at most `most` bins, halfway between neighbouring values; NaN is missing. Every different value has
 * a bin of its own where there are few enough, and one that fills a bin has one too, alone unless over a quarter of the bins have one. Else bins have
 * about as many rows each, but for those at both ends, which are split further, so that rare extreme values are told apart.
 */
export function numericEdges(values: Float64Array, most: number): Float64Array {
  const present = presentOf(values);
  const isLarge = present.length >= 2 * SAMPLE;
  const sorted = (isLarge ? drawFirst(randomStream('bins'), present, SAMPLE) : present)
    .slice()
    .sort();
  const distinct = isLarge ? fewValues(present, most) : distinctOf(sorted);
  if (distinct && distinct.length <= most) return between(distinct);
  const perTail = sorted.length > FEW_ROWS * most ? Math.floor(most / BINS_PER_TAIL_EDGE) : 0;
  const inner = quantileEdges(sorted, distinct ?? distinctOf(sorted), most - 2 * perTail);
  const first = inner[0] ?? Number.POSITIVE_INFINITY;
  const last = inner.at(-1) ?? Number.NEGATIVE_INFINITY;
  const outer =
    perTail === 0
      ? []
      : [
          ...tailEdges(within(present, Number.NEGATIVE_INFINITY, first), 'low', perTail),
          ...tailEdges(within(present, last, Number.POSITIVE_INFINITY), 'high', perTail),
        ];
  return Float64Array.from(new Set([...inner, ...outer])).sort();
}

/** Ascending edges between parts of as many rows each. */
function quantileEdges(sorted: Float64Array, distinct: Float64Array, parts: number): Float64Array {
  if (distinct.length <= parts) return between(distinct);
  const counts = runLengths(sorted);
  const heavy = heavyValues(counts, sorted.length, parts);
  if (heavy.count > 0) return edgesBesideHeavy(distinctOf(sorted), counts, heavy, parts);
  const places = new Set<number>();
  for (let i = 1; i < parts; i++) {
    const value = sorted[Math.floor((i * sorted.length) / parts)] ?? 0;
    const place = lowerBound(distinct, value);
    if (place > 0) places.add(place);
  }
  return Float64Array.from(places, (place) =>
    halfway(distinct[place - 1] ?? 0, distinct[place] ?? 0),
  ).sort();
}

/** Values of which each fills more than a part of what the others leave. */
interface HeavyValues {
  readonly isHeavy: Uint8Array;
  readonly count: number;
  /** Rows of the other values. */
  readonly others: number;
}

function heavyValues(counts: Int32Array, rows: number, parts: number): HeavyValues {
  const isHeavy = new Uint8Array(counts.length);
  let [count, others, before] = [0, rows, -1];
  while (count > before && count < parts - 1) {
    before = count;
    for (let i = 0; i < counts.length && count < parts - 1; i++) {
      const own = counts[i] as number;
      if (isHeavy[i] === 1 || own * (parts - count) <= others) continue;
      isHeavy[i] = 1;
      count++;
      others -= own;
    }
  }
  return { isHeavy, count, others };
}

/**
 * A bin for each heavy value, and the other bins dealt over the rows of the others: were they cut at shares of all rows, most
 * cuts would fall on the heavy ones (as LightGBM does). Where many are heavy, others before one share its bin until they fill
 * one: cut off each time, they would use up the bins long before the greatest values.
 */
function edgesBesideHeavy(
  distinct: Float64Array,
  counts: Int32Array,
  { isHeavy, count, others }: HeavyValues,
  parts: number,
): Float64Array {
  const isAlone = 4 * count <= parts;
  // A heavy value that is alone may cut a bin of others in two.
  let bins = Math.max(1, parts - (isAlone ? 2 : 1) * count);
  let [left, filled] = [others, 0];
  const edges: number[] = [];
  for (let i = 0; i + 1 < distinct.length && edges.length < parts - 1; i++) {
    const own = counts[i] as number;
    const isFull = isHeavy[i] === 1 || (filled + own) * bins >= left;
    if (isHeavy[i] === 0) filled += own;
    if (!isFull && !(isAlone && isHeavy[i + 1] === 1)) continue;
    edges.push(halfway(distinct[i] ?? 0, distinct[i + 1] ?? 0));
    if (isHeavy[i] === 1) continue;
    left -= filled;
    filled = 0;
    bins = Math.max(1, bins - 1);
  }
  return Float64Array.from(edges);
}

/** How often each different value of ascending ones is there. */
function runLengths(sorted: Float64Array): Int32Array {
  const counts = new Int32Array(sorted.length);
  let runs = 0;
  for (let i = 0; i < sorted.length; i++) {
    if (i > 0 && sorted[i] !== sorted[i - 1]) runs++;
    counts[runs] = (counts[runs] as number) + 1;
  }
  return counts.subarray(0, sorted.length === 0 ? 0 : runs + 1);
}

function between(distinct: Float64Array): Float64Array {
  return Float64Array.from({ length: Math.max(0, distinct.length - 1) }, (_, i) =>
    halfway(distinct[i] ?? 0, distinct[i + 1] ?? 0),
  );
}

/** Written as loops: columns are long, and callbacks would take most of the time. */
function presentOf(values: Float64Array): Float64Array {
  const present = new Float64Array(values.length);
  let count = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    if (!Number.isNaN(value)) present[count++] = value;
  }
  return present.subarray(0, count);
}

function distinctOf(sorted: Float64Array): Float64Array {
  const distinct = new Float64Array(sorted.length);
  let count = 0;
  for (let i = 0; i < sorted.length; i++) {
    if (i === 0 || sorted[i] !== sorted[i - 1]) distinct[count++] = sorted[i] as number;
  }
  return distinct.subarray(0, count);
}

/** All different values, ascending; undefined where there are more than `most`. */
function fewValues(values: Float64Array, most: number): Float64Array | undefined {
  const seen = new Set<number>();
  for (let i = 0; i < values.length; i++) {
    seen.add(values[i] as number);
    if (seen.size > most) return undefined;
  }
  return Float64Array.from(seen).sort();
}

/** Those above `low` and at most `high`, ascending. */
function within(values: Float64Array, low: number, high: number): Float64Array {
  const found = new Float64Array(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value > low && value <= high) found[count++] = value;
  }
  return found.slice(0, count).sort();
}
