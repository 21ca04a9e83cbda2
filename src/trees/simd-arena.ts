import { compiledSimd } from '../engine/kernels/simd/compile-simd.js';
import { instantiate } from '../engine/kernels/simd/simd-kernels.js';
import type { TreeExports } from '../engine/kernels/simd/tree-exports.js';
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
export function createSimdArena(x: BinnedMatrix, histograms: number): TreeArena | undefined {
  const compiled = compiledSimd();
  if (!compiled) return undefined;
  const wasm = instantiate(compiled.module);
  const { rows, rules } = x;
  const room = layOut(wasm, x, histograms);
  const { columnsAt, orderAt, pairsAt, gatheredAt, foundAt, tableAt, scratchAt } = room;
  const bytes = 8 * rules.length * COLUMN;
  const histogramAt = (histogram: number) => room.poolAt + bytes * histogram;
  const countsAt = (histogram: number) => room.countsAt + (bytes / 4) * histogram;
  const columnAt = (column: number) => columnsAt + column * rows;
  const { table, pairs, order, found, pool, counts } = viewsOf(
    wasm,
    room,
    rows,
    histograms,
    bytes / 8,
  );
  return {
    pairs,
    order,
    sums: (histogram) => pool[histogram] ?? new Float64Array(bytes / 8),
    counts: (histogram) => counts[histogram] ?? new Int32Array(bytes / 16),
    build(histogram, start, count, columns) {
      const own = orderAt + 4 * start;
      wasm.gatherPairs(pairsAt, own, count, gatheredAt);
      for (let i = 0; i < columns.length; i++) {
        const column = columns[i] as number;
        const first = column * COLUMN;
        pool[histogram]?.fill(0, first, first + COLUMN);
        counts[histogram]?.fill(0, first / 2, (first + COLUMN) / 2);
        const to = [histogramAt(histogram) + 8 * first, countsAt(histogram) + 2 * first] as const;
        wasm.buildHistogram(columnAt(column), own, count, gatheredAt, ...to);
      }
    },
    subtract(whole, part, out) {
      wasm.subtractHistogram(histogramAt(whole), histogramAt(part), histogramAt(out), bytes);
      wasm.subtractCounts(countsAt(whole), countsAt(part), countsAt(out), bytes / 4);
    },
    scan(histogram, column, { bins, from, total, lambda, minChildWeight, minChildRows }, to) {
      found[0] = to.gain;
      const own = histogramAt(histogram) + 8 * column * COLUMN;
      const ownCounts = countsAt(histogram) + 2 * column * COLUMN;
      const sums = [from.g, from.h, from.rows, total.g, total.h, total.rows] as const;
      const least = [lambda, minChildWeight, minChildRows] as const;
      const bin = wasm.scanBins(own, ownCounts, bins, ...sums, ...least, foundAt);
      if (bin < 0) return bin;
      to.gain = found[0];
      to.leftG = found[1] as number;
      to.leftH = found[2] as number;
      return bin;
    },
    partition(start, count, column, goesLeft) {
      table.set(goesLeft);
      return wasm.partitionRows(orderAt + 4 * start, count, columnAt(column), tableAt, scratchAt);
    },
  };
}

/** Doubles of a column in a histogram. */
const COLUMN = 2 * HISTOGRAM_BINS;

/** Where everything lies, in bytes. */
type Room = ReturnType<typeof layOut>;

/** Makes room in the memory and copies the bins into it. */
function layOut(wasm: TreeExports, { rows, rules, data }: BinnedMatrix, histograms: number) {
  const place = allocator();
  const room = {
    columnsAt: place(data.length),
    pairsAt: place(8 * rows),
    orderAt: place(4 * rows),
    gatheredAt: place(8 * rows),
    // Partitioning writes one row further than it keeps.
    scratchAt: place(4 * rows + 4),
    tableAt: place(HISTOGRAM_BINS),
    foundAt: place(24),
    poolAt: place(8 * rules.length * COLUMN * histograms),
    countsAt: place(2 * rules.length * COLUMN * histograms),
  };
  const missing = place(0) - wasm.memory.buffer.byteLength;
  if (missing > 0) wasm.memory.grow(Math.ceil(missing / PAGE));
  new Uint8Array(wasm.memory.buffer).set(data, room.columnsAt);
  return room;
}

function viewsOf(
  { memory: { buffer } }: TreeExports,
  { tableAt, pairsAt, orderAt, foundAt, poolAt, countsAt }: Room,
  rows: number,
  histograms: number,
  size: number,
) {
  return {
    table: new Uint8Array(buffer, tableAt, HISTOGRAM_BINS),
    pairs: new Float32Array(buffer, pairsAt, 2 * rows),
    order: new Int32Array(buffer, orderAt, rows),
    found: new Float64Array(buffer, foundAt, 3),
    pool: Array.from(
      { length: histograms },
      (_, i) => new Float64Array(buffer, poolAt + 8 * size * i, size),
    ),
    counts: Array.from(
      { length: histograms },
      (_, i) => new Int32Array(buffer, countsAt + 2 * size * i, size / 2),
    ),
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
