/** Where bins of a column end: at its quantiles alone, or with a common value apart from the others. */
export const EDGES = ['quantiles', 'apart'] as const;
export type Edges = (typeof EDGES)[number];

/** When quantiles give fewer than this share of the bins that were asked for, one value must be common. */
const COLLAPSED = 0.7;

/**
 * Edges of at most `bins` bins of these values, ascending and different (Gorishniy et al. 2022). Where many rows share
 * a value, most quantiles fall on it; 'apart' then adds those of the other rows, up to twice as many bins in all.
 */
export function piecewiseEdges(values: Float32Array, bins: number, edges: Edges): number[] {
  const sorted = values.slice().sort();
  const found = unique(quantiles(sorted, bins));
  if (edges === 'quantiles' || found.length - 1 >= COLLAPSED * bins) return atLeastTwo(found);
  const most = 2 * bins;
  const distinct = unique(sorted);
  if (distinct.length <= found.length) return atLeastTwo(found);
  if (distinct.length <= most) return distinct;
  const common = mostCommon(sorted);
  const others = sorted.filter((value) => value !== common);
  const more = quantiles(others, most - found.length);
  return unique(Float32Array.from([...found, ...more]).sort());
}

/** At the shares 0, 1 / parts, …, 1 of the sorted values, linear between neighbours. */
function quantiles(sorted: Float32Array, parts: number): Float32Array {
  return Float32Array.from({ length: parts + 1 }, (_, i) => {
    const place = (i / parts) * (sorted.length - 1);
    const low = Math.floor(place);
    const from = sorted[low] ?? 0;
    return from + (place - low) * ((sorted[low + 1] ?? from) - from);
  });
}

/** Short enough for JSON, exact enough for float32. */
function unique(sorted: Float32Array): number[] {
  const rounded = Array.from(sorted, (value) => Number(value.toPrecision(8)));
  return rounded.filter(
    (value, i) => i === 0 || Math.fround(value) > Math.fround(rounded[i - 1] ?? 0),
  );
}

function atLeastTwo(edges: readonly number[]): number[] {
  const [only = 0] = edges;
  return edges.length > 1 ? [...edges] : [only, only + 1];
}

function mostCommon(sorted: Float32Array): number {
  let [common, most, run] = [sorted[0] ?? 0, 0, 0];
  for (let i = 0; i < sorted.length; i++) {
    run = sorted[i] === sorted[i - 1] ? run + 1 : 1;
    if (run > most) [common, most] = [sorted[i] ?? 0, run];
  }
  return common;
}
