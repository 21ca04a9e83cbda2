import { numericEdges } from './numeric-edges.js';
import { lowerBound } from './sorted-numbers.js';

/** How many bins a column has at most, missing values not counted: a bin is a byte, and 255 is for the missing ones. */
export const MAX_BINS = 255;
/** The bin of missing values, in every column. */
export const MISSING_BIN = 255;
/** Cells of a column's range that tell where to begin looking for a bin. */
const CELLS = 1024;

/** A column of the data as a grower sees it. */
export type BinRule = NumericBins | LevelBins;

/** Numbers: bin b holds what is at most `edges[b]`, and above the edge before; the last bin what is above all. */
export interface NumericBins {
  readonly kind: 'numeric';
  readonly edges: Float64Array;
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

/** At most `most` bins of numbers; NaN is missing. Throws for more than a byte can tell apart. */
export function numericBins(values: Float64Array, most = MAX_BINS): NumericBins {
  if (!(most >= 1 && most <= MAX_BINS))
    throw new Error(`numbers have 1 to ${MAX_BINS} bins, not ${most}`);
  return { kind: 'numeric', edges: numericEdges(values, most) };
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

/** A value that lies in this bin of a column. */
export function valueOfBin(rule: BinRule, bin: number): number {
  if (bin === MISSING_BIN) return rule.kind === 'numeric' ? Number.NaN : -1;
  if (rule.kind === 'numeric') return rule.edges[bin] ?? Number.POSITIVE_INFINITY;
  return bin === 0 ? Number.POSITIVE_INFINITY : (rule.codes[bin - 1] as number);
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

/** Each cell of the range knows between which bins its values lie; the bin is then found by halving. */
function binNumbers(edges: Float64Array, values: ArrayLike<number>, to: Uint8Array): void {
  const low = edges[0] ?? 0;
  const scale = CELLS / ((edges.at(-1) ?? 0) - low);
  const width = scale > 0 && scale < Number.POSITIVE_INFINITY ? 1 / scale : 0;
  const binAt = (cell: number) => lowerBound(edges, low + cell * width);
  const firsts = Uint8Array.from({ length: CELLS + 1 }, (_, cell) =>
    width > 0 ? binAt(cell - 1) : 0,
  );
  const lasts = Uint8Array.from({ length: CELLS + 1 }, (_, cell) =>
    width > 0 && cell < CELLS ? binAt(cell + 2) : edges.length,
  );
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    if (Number.isNaN(value)) {
      to[row] = MISSING_BIN;
      continue;
    }
    const cell = width > 0 ? Math.max(0, Math.min(CELLS, (value - low) * scale)) | 0 : 0;
    let bin = firsts[cell] as number;
    let last = lasts[cell] as number;
    while (bin < last) {
      const middle = (bin + last) >> 1;
      if ((edges[middle] as number) < value) bin = middle + 1;
      else last = middle;
    }
    to[row] = bin;
  }
}
