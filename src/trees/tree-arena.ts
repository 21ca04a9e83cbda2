import type { BinnedMatrix } from './bins.js';
import { momentsOf, type NodeMoments, type NodeSums } from './node-moments.js';

/** Bins of a column in a histogram, that of missing values included. */
export const HISTOGRAM_BINS = 256;

/** What every grower works on: a binned matrix, an order of rows that leaves part between them, and a pool of histograms. */
export interface RowArena {
  readonly x: BinnedMatrix;
  /** Row numbers; a leaf's lie side by side. */
  readonly order: Int32Array;
  /** Sums by bin of the numbers of the rows at these places of the order; other columns are left alone. */
  build(histogram: number, start: number, count: number, columns: ArrayLike<number>): void;
  /** out = whole − part, in all columns; out may be one of them. */
  subtract(whole: number, part: number, out: number): void;
  /** (columns, 256, numbers of a row). */
  sums(histogram: number): Float64Array;
  /** Puts the rows whose bin in the column `goesLeft` marks with 1 first, each side in its order; how many those are. */
  partition(start: number, count: number, column: number, goesLeft: Uint8Array): number;
}

/** An arena of two numbers for each row: its gradient and its hessian. */
export interface TreeArena extends RowArena {
  /** (rows, 2): g and h of each row. */
  readonly pairs: Float32Array;
  /** Of the rows at these places of the order. */
  moments(start: number, count: number): NodeMoments;
  /**
   * The bin behind which a column of a histogram is best parted, or −1, where the left side starts with `from`. Only what
   * beats `to.gain` counts; what is found is left in `to`.
   */
  scan(histogram: number, column: number, scan: Scan, to: Found): number;
  /** By bin: what parting many nodes there wins together, with missing values on the left and on the right. */
  readonly gains: Readonly<Record<MissingSide, Float64Array>>;
  /** Adds what parting a node behind each bin of a column wins; a side with too little wins nothing. */
  addGains(histogram: number, column: number, scan: Scan, to: MissingSide): void;
}

/** Whether the left side starts with the missing values. */
export type MissingSide = 'withMissing' | 'without';

/** How a histogram is parted. */
export interface Scan {
  /** Bins from the first on. */
  readonly bins: number;
  /** Sums of what goes left besides. */
  readonly from: NodeSums;
  /** Sums of the whole node. */
  readonly total: NodeSums;
  readonly lambda: number;
  readonly minChildWeight: number;
  /** Where sides are bound by rows too. */
  readonly bound?: RowBound | undefined;
}

/** The fewest rows on a side of a column. */
export interface RowBound {
  /** Rows by bin. */
  readonly counts: Int32Array;
  /** Rows that go left besides, and those of the whole node. */
  readonly from: number;
  readonly total: number;
  readonly least: number;
}

/** The best parting so far; changed in place, as many are tried. */
export interface Found {
  gain: number;
  leftG: number;
  leftH: number;
}

/** G² / (H + λ), twice what a leaf of these sums takes off the second-order loss (Chen and Guestrin 2016). */
export function leafScore(g: number, h: number, lambda: number): number {
  return h + lambda > 0 ? (g * g) / (h + lambda) : 0;
}

/** Makes an arena for a matrix with so many histograms. */
export type CreateTreeArena = (x: BinnedMatrix, histograms: number) => TreeArena;

/** Written to be read: the other arenas must agree with it. */
export const createReferenceArena: CreateTreeArena = (x, histograms) => {
  const pairs = new Float32Array(2 * x.rows);
  const arena = referenceRows(x, histograms, pairs, 2);
  const gains = {
    withMissing: new Float64Array(HISTOGRAM_BINS),
    without: new Float64Array(HISTOGRAM_BINS),
  };
  return {
    ...arena,
    pairs,
    moments: (start, count) => momentsOf(pairs, arena.order.subarray(start, start + count)),
    scan: (histogram, column, scan, to) =>
      scanBins(arena.sums(histogram), 2 * column * HISTOGRAM_BINS, scan, to),
    gains,
    addGains: (histogram, column, scan, to) =>
      addGains(arena.sums(histogram), 2 * column * HISTOGRAM_BINS, scan, gains[to]),
  };
};

/** The rows of a reference arena; `numbers` is (rows, width). */
export function referenceRows(
  x: BinnedMatrix,
  histograms: number,
  numbers: Float32Array,
  width: number,
): RowArena {
  const { rows, rules, data } = x;
  const order = new Int32Array(rows);
  const size = rules.length * HISTOGRAM_BINS * width;
  const pool = Array.from({ length: histograms }, () => new Float64Array(size));
  const sums = (histogram: number) => pool[histogram] ?? new Float64Array(size);
  const binAt = (row: number, column: number) => data[column * rows + row] as number;
  return {
    x,
    order,
    sums,
    build(histogram, start, count, columns) {
      const to = sums(histogram);
      for (let i = 0; i < columns.length; i++) {
        const column = columns[i] as number;
        const first = width * column * HISTOGRAM_BINS;
        to.fill(0, first, first + width * HISTOGRAM_BINS);
        for (let place = start; place < start + count; place++) {
          const row = order[place] as number;
          const bin = first + width * binAt(row, column);
          for (let j = 0; j < width; j++) {
            to[bin + j] = (to[bin + j] as number) + (numbers[width * row + j] as number);
          }
        }
      }
    },
    subtract(whole, part, out) {
      const [a, b, to] = [sums(whole), sums(part), sums(out)];
      for (let i = 0; i < size; i++) to[i] = (a[i] as number) - (b[i] as number);
    },
    partition(start, count, column, goesLeft) {
      const own = [...order.subarray(start, start + count)];
      const isLeft = (row: number) => goesLeft[binAt(row, column)] === 1;
      const left = own.filter(isLeft);
      order.set([...left, ...own.filter((row) => !isLeft(row))], start);
      return left.length;
    },
  };
}

/** The scan of an arena, on the sums from `first` on. */
export function scanBins(
  sums: Float64Array,
  first: number,
  { bins, from, total, lambda, minChildWeight, bound }: Scan,
  to: Found,
): number {
  const whole = leafScore(total.g, total.h, lambda);
  let { g, h } = from;
  let rows = bound?.from ?? 0;
  let found = -1;
  for (let bin = 0; bin < bins; bin++) {
    g += sums[first + 2 * bin] as number;
    h += sums[first + 2 * bin + 1] as number;
    rows += bound?.counts[bin] ?? 0;
    if (h < minChildWeight || total.h - h < minChildWeight) continue;
    if (bound && Math.min(rows, bound.total - rows) < bound.least) continue;
    const gain = leafScore(g, h, lambda) + leafScore(total.g - g, total.h - h, lambda) - whole;
    if (!(gain > to.gain)) continue;
    found = bin;
    to.gain = gain;
    to.leftG = g;
    to.leftH = h;
  }
  return found;
}

/** Adds what parting a node behind each bin wins, on the sums from `first` on. */
export function addGains(
  sums: Float64Array,
  first: number,
  { bins, from, total, lambda, minChildWeight, bound }: Scan,
  gains: Float64Array,
): void {
  const whole = leafScore(total.g, total.h, lambda);
  let { g, h } = from;
  let rows = bound?.from ?? 0;
  for (let bin = 0; bin < bins; bin++) {
    g += sums[first + 2 * bin] as number;
    h += sums[first + 2 * bin + 1] as number;
    rows += bound?.counts[bin] ?? 0;
    const restH = total.h - h;
    if (h < minChildWeight || restH < minChildWeight) continue;
    if (bound && Math.min(rows, bound.total - rows) < bound.least) continue;
    const parts = leafScore(g, h, lambda) + leafScore(total.g - g, restH, lambda);
    gains[bin] = (gains[bin] as number) + parts - whole;
  }
}
