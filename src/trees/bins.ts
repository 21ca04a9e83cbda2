/** How many bins a column has at most, missing values not counted: a bin is a byte, and 255 is for the missing ones. */
export const MAX_BINS = 255;
/** The bin of missing values, in every column. */
export const MISSING_BIN = 255;

/** Rows that edges are found on, evenly spread; all of them where there are fewer than twice as many. */
const SAMPLE = 50_000;
/** Cells of a column's range that tell where to begin looking for a bin. */
const CELLS = 1024;

/** A column of the data as a grower sees it. */
export type BinRule = NumericBins | LevelBins;

/** Numbers: bin b holds what is at most `edges[b]`, and above the edge before; the last bin what is above all. */
export interface NumericBins {
  readonly kind: 'numeric';
  readonly edges: Float32Array;
}

/** Codes of levels: each common one has a bin, the others share bin 0. */
export interface LevelBins {
  readonly kind: 'levels';
  /** The code of each bin from 1 on, ascending. */
  readonly codes: Int32Array;
}

/** Data as bins, column after column: that of (row, column) is `data[column * rows + row]`. */
export interface BinnedMatrix {
  readonly rows: number;
  readonly rules: readonly BinRule[];
  readonly data: Uint8Array;
}

/** How many bins a column has, without that of missing values. */
export function binCount(rule: BinRule): number {
  return rule.kind === 'numeric' ? rule.edges.length + 1 : rule.codes.length + 1;
}

/**
 * Edges of at most `most` bins of about as many rows each, halfway between neighbouring values; every different value has
 * a bin of its own where there are few enough. NaN is missing.
 */
export function numericBins(values: Float32Array, most = MAX_BINS): NumericBins {
  const sorted = presentOf(values, SAMPLE).sort();
  const distinct = distinctOf(sorted);
  if (distinct.length <= most) return { kind: 'numeric', edges: between(distinct) };
  const picked = new Set<number>();
  for (let i = 1; i < most; i++) {
    const value = sorted[Math.floor((i * sorted.length) / most)] ?? 0;
    const place = lowerBound(distinct, value);
    if (place > 0) picked.add(place);
  }
  const edges = [...picked]
    .sort((a, b) => a - b)
    .map((place) => halfway(distinct[place - 1] ?? 0, distinct[place] ?? 0));
  return { kind: 'numeric', edges: Float32Array.from(edges) };
}

/** A bin for each of the commonest codes; negative ones are missing. */
export function levelBins(codes: ArrayLike<number>, most = MAX_BINS): LevelBins {
  const counts = new Map<number, number>();
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] ?? -1;
    if (code >= 0) counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  const common = [...counts]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, most - 1)
    .map(([code]) => code);
  return { kind: 'levels', codes: Int32Array.from(common).sort() };
}

/** The bin of each value. */
export function binColumn(rule: BinRule, values: ArrayLike<number>, to: Uint8Array): void {
  if (rule.kind === 'numeric') {
    binNumbers(rule.edges, values, to);
    return;
  }
  const binOf = new Map([...rule.codes].map((code, i) => [code, i + 1]));
  for (let row = 0; row < values.length; row++) {
    const code = values[row] ?? -1;
    to[row] = code < 0 ? MISSING_BIN : (binOf.get(code) ?? 0);
  }
}

/** Each cell of the range knows the first bin that a value in it can have; the others are few steps away. */
function binNumbers(edges: Float32Array, values: ArrayLike<number>, to: Uint8Array): void {
  const low = edges[0] ?? 0;
  const range = (edges.at(-1) ?? 0) - low;
  const scale = range > 0 && Number.isFinite(range) ? CELLS / range : 0;
  const firsts = Uint8Array.from({ length: CELLS + 1 }, (_, cell) =>
    scale > 0 ? lowerBound(edges, low + (cell - 1) / scale) : 0,
  );
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    if (Number.isNaN(value)) {
      to[row] = MISSING_BIN;
      continue;
    }
    const cell = Math.max(0, Math.min(CELLS, (value - low) * scale)) | 0;
    let bin = firsts[cell] as number;
    while (bin < edges.length && (edges[bin] as number) < value) bin++;
    to[row] = bin;
  }
}

/** The first place whose value is not below this one. */
function lowerBound(sorted: Float32Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Written as loops: columns are long, and callbacks would take most of the time. */
function presentOf(values: Float32Array, sample: number): Float32Array {
  const step = Math.max(1, Math.floor(values.length / sample));
  const present = new Float32Array(Math.ceil(values.length / step));
  let count = 0;
  for (let row = 0; row < values.length; row += step) {
    const value = values[row] as number;
    if (!Number.isNaN(value)) present[count++] = value;
  }
  return present.subarray(0, count);
}

function distinctOf(sorted: Float32Array): Float32Array {
  const distinct = new Float32Array(sorted.length);
  let count = 0;
  for (let i = 0; i < sorted.length; i++) {
    if (i === 0 || sorted[i] !== sorted[i - 1]) distinct[count++] = sorted[i] as number;
  }
  return distinct.subarray(0, count);
}

function between(distinct: Float32Array): Float32Array {
  return Float32Array.from({ length: Math.max(0, distinct.length - 1) }, (_, i) =>
    halfway(distinct[i] ?? 0, distinct[i + 1] ?? 0),
  );
}

/** In float32, where the middle of two neighbours is one of them: never the upper one, which lies above the edge. */
function halfway(low: number, high: number): number {
  const middle = Math.fround(low + (high - low) / 2);
  return middle < high ? middle : low;
}
