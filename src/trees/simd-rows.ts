import type { TreeExports } from '../engine/kernels/simd/tree-exports.js';
import { allocator } from '../util/allocator.js';
import { growMemory } from '../util/grow-memory.js';
import type { BinnedMatrix } from './bins.js';
import { HISTOGRAM_BINS, type RowArena } from './tree-arena.js';

/** What an arena in WebAssembly begins with: all but its histograms, and where things lie. */
export interface SimdRows {
  readonly arena: Omit<RowArena, 'build'>;
  /** (rows, width): the numbers of each row. */
  readonly numbers: Float32Array;
  /** What scans and sums are left in: 5 doubles, or so many as a row has numbers. */
  readonly found: Float64Array;
  /** Places of rows, in bytes. */
  readonly room: Room;
  columnAt(column: number): number;
  histogramAt(histogram: number): number;
}

/** Makes room in the memory for rows of so many numbers and their histograms, and copies the bins into it. */
export function simdRows(
  wasm: TreeExports,
  x: BinnedMatrix,
  histograms: number,
  width: number,
): SimdRows {
  const { rows, rules } = x;
  const room = layOut(wasm, x, histograms, width);
  const { columnsAt, orderAt, poolAt, tableAt, scratchAt } = room;
  const size = rules.length * width * HISTOGRAM_BINS;
  const histogramAt = (histogram: number) => poolAt + 8 * size * histogram;
  const columnAt = (column: number) => columnsAt + column * rows;
  const { buffer } = wasm.memory;
  const table = new Uint8Array(buffer, tableAt, HISTOGRAM_BINS);
  const pool = Array.from(
    { length: histograms },
    (_, i) => new Float64Array(buffer, histogramAt(i), size),
  );
  const arena = {
    x,
    order: new Int32Array(buffer, orderAt, rows),
    sums: (histogram: number) => pool[histogram] ?? new Float64Array(size),
    subtract(whole: number, part: number, out: number) {
      wasm.subtractHistogram(histogramAt(whole), histogramAt(part), histogramAt(out), 8 * size);
    },
    partition(start: number, count: number, column: number, goesLeft: Uint8Array) {
      table.set(goesLeft);
      return wasm.partitionRows(orderAt + 4 * start, count, columnAt(column), tableAt, scratchAt);
    },
  };
  const numbers = new Float32Array(buffer, room.numbersAt, width * rows);
  const found = new Float64Array(buffer, room.foundAt, Math.max(5, width));
  return { arena, numbers, found, room, columnAt, histogramAt };
}

/** Where everything lies, in bytes. */
type Room = ReturnType<typeof layOut>;

function layOut(
  wasm: TreeExports,
  { rows, rules, data }: BinnedMatrix,
  histograms: number,
  width: number,
) {
  const place = allocator();
  const room = {
    columnsAt: place(data.length),
    numbersAt: place(4 * width * rows),
    orderAt: place(4 * rows),
    gatheredAt: place(4 * width * rows),
    // Partitioning writes one row further than it keeps.
    scratchAt: place(4 * rows + 4),
    tableAt: place(HISTOGRAM_BINS),
    foundAt: place(8 * Math.max(5, width)),
    // Of parting nodes with missing values on the left, and on the right.
    gainsAt: place(2 * 8 * HISTOGRAM_BINS),
    leftAt: place(8 * width),
    totalAt: place(8 * width),
    poolAt: place(8 * rules.length * width * HISTOGRAM_BINS * histograms),
  };
  growMemory(wasm.memory, place(0));
  new Uint8Array(wasm.memory.buffer).set(data, room.columnsAt);
  return room;
}
