import { compiledSimd } from '../engine/kernels/simd/compile-simd.js';
import { instantiate } from '../engine/kernels/simd/simd-kernels.js';
import type { BinnedMatrix } from './bins.js';
import { simdRows } from './simd-rows.js';
import {
  addGains,
  type CreateTreeArena,
  createReferenceArena,
  HISTOGRAM_BINS,
  scanBins,
  type TreeArena,
} from './tree-arena.js';

/** The fastest arena that runs here. */
export const createTreeArena: CreateTreeArena = (x, histograms) =>
  createSimdArena(x, histograms) ?? createReferenceArena(x, histograms);

/** An arena in WebAssembly, with a memory of its own; undefined where there is no SIMD. */
export function createSimdArena(x: BinnedMatrix, histograms: number): TreeArena | undefined {
  const compiled = compiledSimd();
  if (!compiled) return undefined;
  const wasm = instantiate(compiled.module);
  const { arena, numbers, found, room, columnAt, histogramAt } = simdRows(wasm, x, histograms, 2);
  const { orderAt, numbersAt, gatheredAt, foundAt, gainsAt } = room;
  const gainsOf = (at: number) => new Float64Array(wasm.memory.buffer, at, HISTOGRAM_BINS);
  const withoutAt = gainsAt + 8 * HISTOGRAM_BINS;
  const gains = { withMissing: gainsOf(gainsAt), without: gainsOf(withoutAt) };
  return {
    ...arena,
    pairs: numbers,
    gains,
    build(histogram, start, count, columns) {
      const own = orderAt + 4 * start;
      wasm.gatherPairs(numbersAt, own, count, gatheredAt);
      for (let i = 0; i < columns.length; i++) {
        const column = columns[i] as number;
        const first = column * COLUMN;
        arena.sums(histogram).fill(0, first, first + COLUMN);
        const to = histogramAt(histogram) + 8 * first;
        wasm.buildHistogram(columnAt(column), own, count, gatheredAt, to);
      }
    },
    moments(start, count) {
      wasm.sumProducts(numbersAt, orderAt + 4 * start, count, foundAt);
      const [g = 0, h = 0, gg = 0, hh = 0, gh = 0] = found;
      return { g, h, gg, gh, hh };
    },
    scan(histogram, column, scan, to) {
      // Few nodes are bound so, and small ones.
      if (scan.bound) return scanBins(arena.sums(histogram), column * COLUMN, scan, to);
      const { bins, from, total, lambda, minChildWeight } = scan;
      found[0] = to.gain;
      const own = histogramAt(histogram) + 8 * column * COLUMN;
      const { g, h } = total;
      const rest = [g, h, lambda, minChildWeight, foundAt] as const;
      const bin = wasm.scanBins(own, bins, from.g, from.h, ...rest);
      if (bin < 0) return bin;
      to.gain = found[0];
      to.leftG = found[1] as number;
      to.leftH = found[2] as number;
      return bin;
    },
    addGains(histogram, column, scan, to) {
      // Few nodes are bound so, and small ones.
      if (scan.bound) return addGains(arena.sums(histogram), column * COLUMN, scan, gains[to]);
      const { bins, from, total, lambda, minChildWeight } = scan;
      const own = histogramAt(histogram) + 8 * column * COLUMN;
      const { g, h } = total;
      const at = to === 'without' ? withoutAt : gainsAt;
      wasm.addGains(own, bins, from.g, from.h, g, h, lambda, minChildWeight, at);
    },
  };
}

/** Doubles of a column in a histogram. */
const COLUMN = 2 * HISTOGRAM_BINS;
