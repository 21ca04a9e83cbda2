import { compiledSimd } from '../engine/kernels/simd/compile-simd.js';
import { instantiate } from '../engine/kernels/simd/simd-kernels.js';
import type { BinnedMatrix } from './bins.js';
import {
  type CreateTreeArena,
  createReferenceArena,
  HISTOGRAM_BINS,
  type TreeArena,
} from './tree-arena.js';

const PAGE = 65_536;

/** The fastest arena that runs here. */
export const createTreeArena: CreateTreeArena = (x, histograms) =>
  createSimdArena(x, histograms) ?? createReferenceArena(x, histograms);

/** An arena in WebAssembly, with a memory of its own; undefined where there is no SIMD. */
export function createSimdArena(
  { rows, rules, data }: BinnedMatrix,
  histograms: number,
): TreeArena | undefined {
  const compiled = compiledSimd();
  if (!compiled) return undefined;
  const wasm = instantiate(compiled.module);
  const place = allocator();
  const size = rules.length * HISTOGRAM_BINS * 2;
  const columnsAt = place(data.length);
  const pairsAt = place(8 * rows);
  const orderAt = place(4 * rows);
  const gatheredAt = place(8 * rows);
  const scratchAt = place(4 * rows + 4);
  const tableAt = place(HISTOGRAM_BINS);
  const poolAt = place(8 * size * histograms);
  const missing = place(0) - wasm.memory.buffer.byteLength;
  if (missing > 0) wasm.memory.grow(Math.ceil(missing / PAGE));
  const { buffer } = wasm.memory;
  new Uint8Array(buffer).set(data, columnsAt);
  const table = new Uint8Array(buffer, tableAt, HISTOGRAM_BINS);
  const pairs = new Float32Array(buffer, pairsAt, 2 * rows);
  const order = new Int32Array(buffer, orderAt, rows);
  const histogramAt = (histogram: number) => poolAt + 8 * size * histogram;
  const pool = Array.from(
    { length: histograms },
    (_, i) => new Float64Array(buffer, histogramAt(i), size),
  );
  return {
    pairs,
    order,
    sums: (histogram) => pool[histogram] ?? new Float64Array(size),
    build(histogram, start, count, columns) {
      const own = orderAt + 4 * start;
      wasm.gatherPairs(pairsAt, own, count, gatheredAt);
      for (let i = 0; i < columns.length; i++) {
        const column = columns[i] as number;
        const first = 2 * column * HISTOGRAM_BINS;
        pool[histogram]?.fill(0, first, first + 2 * HISTOGRAM_BINS);
        const to = histogramAt(histogram) + 8 * first;
        wasm.buildHistogram(columnsAt + column * rows, own, count, gatheredAt, to);
      }
    },
    subtract(whole, part, out) {
      const [a, b, to] = [whole, part, out].map(histogramAt) as [number, number, number];
      wasm.subtractHistogram(a, b, to, 8 * size);
    },
    partition(start, count, column, goesLeft) {
      table.set(goesLeft);
      const own = orderAt + 4 * start;
      return wasm.partitionRows(own, count, columnsAt + column * rows, tableAt, scratchAt);
    },
  };
}

/** Gives consecutive places, each on a multiple of 16 bytes; asked for 0 it tells how many were given. */
function allocator(): (bytes: number) => number {
  let next = 0;
  return (bytes) => {
    const place = next;
    next += Math.ceil(bytes / 16) * 16;
    return place;
  };
}
