import { compiledSimd } from '../engine/kernels/simd/compile-simd.js';
import { instantiate } from '../engine/kernels/simd/simd-kernels.js';
import { square } from '../util/elementary/square.js';
import { type BinnedMatrix, MISSING_BIN } from './bins.js';
import { simdRows } from './simd-rows.js';
import {
  type Found,
  HISTOGRAM_BINS,
  type RowArena,
  type RowBound,
  referenceRows,
} from './tree-arena.js';

/** An arena of several gradients for each row, and its hessian behind them: an even number of numbers in all. */
export interface SketchArena extends RowArena {
  readonly width: number;
  /** (rows, width). */
  readonly numbers: Float32Array;
  /** As that of a TreeArena; a gain is the sum of those of all gradients. */
  scan(histogram: number, column: number, scan: SketchScan, to: Found): number;
}

/** How a histogram of several gradients is parted. */
export interface SketchScan {
  /** Bins from the first on. */
  readonly bins: number;
  /** Whether missing values go left, or right. */
  readonly isMissingLeft: boolean;
  /** Sums of the whole node. */
  readonly total: Float64Array;
  readonly lambda: number;
  readonly minChildWeight: number;
  /** Where sides are bound by rows too. */
  readonly bound?: RowBound | undefined;
}

/** Makes an arena of rows with so many numbers. */
export type CreateSketchArena = (x: BinnedMatrix, histograms: number, width: number) => SketchArena;

/** Written to be read. */
export const createReferenceSketchArena: CreateSketchArena = (x, histograms, width) => {
  const numbers = new Float32Array(width * x.rows);
  const arena = referenceRows(x, histograms, numbers, width);
  return {
    ...arena,
    width,
    numbers,
    scan: (histogram, column, scan, to) =>
      scanSketch(arena.sums(histogram), width, column, scan, to),
  };
};

/** The fastest arena that runs here. */
export const createSketchArena: CreateSketchArena = (x, histograms, width) => {
  const compiled = compiledSimd();
  if (!compiled) return createReferenceSketchArena(x, histograms, width);
  const wasm = instantiate(compiled.module);
  const { arena, numbers, found, room, columnAt, histogramAt } = simdRows(
    wasm,
    x,
    histograms,
    width,
  );
  const { orderAt, numbersAt, gatheredAt, foundAt, leftAt, totalAt } = room;
  const { buffer } = wasm.memory;
  const left = new Float64Array(buffer, leftAt, width);
  const whole = new Float64Array(buffer, totalAt, width);
  const size = width * HISTOGRAM_BINS;
  return {
    ...arena,
    width,
    numbers,
    build(histogram, start, count, columns) {
      const own = orderAt + 4 * start;
      wasm.gatherRows(numbersAt, own, count, width / 2, gatheredAt);
      for (let i = 0; i < columns.length; i++) {
        const column = columns[i] as number;
        arena.sums(histogram).fill(0, column * size, (column + 1) * size);
        const to = histogramAt(histogram) + 8 * column * size;
        wasm.buildWideHistogram(columnAt(column), own, count, gatheredAt, width / 2, to);
      }
    },
    scan(histogram, column, scan, to) {
      const sums = arena.sums(histogram);
      // Few nodes are bound so, and small ones.
      if (scan.bound) return scanSketch(sums, width, column, scan, to);
      const { bins, isMissingLeft, total, lambda, minChildWeight } = scan;
      const missing = column * size + width * MISSING_BIN;
      if (isMissingLeft) left.set(sums.subarray(missing, missing + width));
      else left.fill(0);
      whole.set(total);
      found[0] = to.gain;
      const own = histogramAt(histogram) + 8 * column * size;
      const rest = [sketchScore(total, lambda), lambda, minChildWeight, foundAt] as const;
      const bin = wasm.scanWideBins(own, bins, width / 2, leftAt, totalAt, ...rest);
      if (bin < 0) return bin;
      to.gain = found[0];
      to.leftH = found[1] as number;
      return bin;
    },
  };
};

/** ‖G‖² / (H + λ): the sum of what leaves of these sums take off the losses of all gradients. */
export function sketchScore(sums: Float64Array, lambda: number): number {
  return squaresOf(sums) / ((sums.at(-1) as number) + lambda);
}

/** Of the gradients: two lanes, then the odd one before the hessian, as vectors of two sum them. */
export function squaresOf(sums: Float64Array): number {
  const last = sums.length - 2;
  let [even, odd] = [0, 0];
  for (let j = 0; j < last; j += 2) {
    even += square(sums[j] as number);
    odd += square(sums[j + 1] as number);
  }
  return even + odd + square(sums[last] as number);
}

/** The scan of an arena. */
function scanSketch(
  sums: Float64Array,
  width: number,
  column: number,
  { bins, isMissingLeft, total, lambda, minChildWeight, bound }: SketchScan,
  to: Found,
): number {
  const first = column * width * HISTOGRAM_BINS;
  const left = new Float64Array(width);
  const right = new Float64Array(width);
  const whole = sketchScore(total, lambda);
  const add = (bin: number) => {
    const place = first + bin * width;
    for (let j = 0; j < width; j++) left[j] = (left[j] as number) + (sums[place + j] as number);
  };
  if (isMissingLeft) add(MISSING_BIN);
  let rows = bound?.from ?? 0;
  let found = -1;
  for (let bin = 0; bin < bins; bin++) {
    add(bin);
    rows += bound?.counts[bin] ?? 0;
    for (let j = 0; j < width; j++) right[j] = (total[j] as number) - (left[j] as number);
    const leftH = left[width - 1] as number;
    if (leftH < minChildWeight || (right[width - 1] as number) < minChildWeight) continue;
    if (bound && Math.min(rows, bound.total - rows) < bound.least) continue;
    const gain = sketchScore(left, lambda) + sketchScore(right, lambda) - whole;
    if (!(gain > to.gain)) continue;
    found = bin;
    to.gain = gain;
    to.leftH = leftH;
  }
  return found;
}
