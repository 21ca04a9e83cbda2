import { compiledSimd } from '../engine/kernels/simd/compile-simd.js';
import { instantiate } from '../engine/kernels/simd/simd-kernels.js';
import type { TreeExports } from '../engine/kernels/simd/tree-exports.js';
import type { BinnedMatrix } from './bins.js';
import {
  type CreateTreeArena,
  createReferenceArena,
  HISTOGRAM_BINS,
  scanBins,
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
  const columnAt = (column: number) => columnsAt + column * rows;
  const { table, pairs, order, found, pool } = viewsOf(wasm, room, rows, histograms, bytes / 8);
  return {
    x,
    pairs,
    order,
    sums: (histogram) => pool[histogram] ?? new Float64Array(bytes / 8),
    build(histogram, start, count, columns) {
      const own = orderAt + 4 * start;
      wasm.gatherPairs(pairsAt, own, count, gatheredAt);
      for (let i = 0; i < columns.length; i++) {
        const column = columns[i] as number;
        const first = column * COLUMN;
        pool[histogram]?.fill(0, first, first + COLUMN);
        const to = histogramAt(histogram) + 8 * first;
        wasm.buildHistogram(columnAt(column), own, count, gatheredAt, to);
      }
    },
    subtract(whole, part, out) {
      wasm.subtractHistogram(histogramAt(whole), histogramAt(part), histogramAt(out), bytes);
    },
    moments(start, count) {
      wasm.sumProducts(pairsAt, orderAt + 4 * start, count, foundAt);
      const [g = 0, h = 0, gg = 0, hh = 0, gh = 0] = found;
      return { g, h, gg, gh, hh };
    },
    scan(histogram, column, scan, to) {
      // Few nodes are bound so, and small ones.
      if (scan.bound) return scanBins(this.sums(histogram), column * COLUMN, scan, to);
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
    foundAt: place(40),
    poolAt: place(8 * rules.length * COLUMN * histograms),
  };
  const missing = place(0) - wasm.memory.buffer.byteLength;
  if (missing > 0) wasm.memory.grow(Math.ceil(missing / PAGE));
  new Uint8Array(wasm.memory.buffer).set(data, room.columnsAt);
  return room;
}

function viewsOf(
  { memory: { buffer } }: TreeExports,
  { tableAt, pairsAt, orderAt, foundAt, poolAt }: Room,
  rows: number,
  histograms: number,
  size: number,
) {
  return {
    table: new Uint8Array(buffer, tableAt, HISTOGRAM_BINS),
    pairs: new Float32Array(buffer, pairsAt, 2 * rows),
    order: new Int32Array(buffer, orderAt, rows),
    found: new Float64Array(buffer, foundAt, 5),
    pool: Array.from(
      { length: histograms },
      (_, i) => new Float64Array(buffer, poolAt + 8 * size * i, size),
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
