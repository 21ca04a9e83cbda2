import type { Matrix, SparseMatrix } from '../../matrix/matrix.js';
import type { Arena, Batch, Floats, Offset } from './kernels.js';

/** What the arena is made of: 4-byte floats to train with, 8-byte ones to check gradients. */
export type Precision = 'float32' | 'float64';

/** The reference's arena: everything lies row after row, so that a place is read as it is written. */
export interface ReferenceArena extends Arena {
  floats(): Floats;
}

/** Floats of a new array of this precision. */
export function createReferenceArena(precision: Precision): ReferenceArena {
  return createRowMajorArena((floats) => create(precision, floats));
}

/** On the floats that `allocate` gives, as many as asked for or more; it may give the same ones again. */
export function createRowMajorArena(allocate: (floats: number) => Floats): ReferenceArena {
  let a: Floats = allocate(0);
  return {
    floats: () => a,
    floatsOf: (layout, rows, columns) => (layout === 'scratch' ? 0 : rows * columns),
    sparseFloats: (rows, entries) => rows + 1 + 2 * entries,
    reserve(floats, from = 0) {
      if (a.length < floats) {
        const kept = a.slice(0, from);
        a = allocate(floats);
        a.set(kept);
      }
      a.fill(0, from, floats);
    },
    write(_layout, to, { rows, columns }, from, at) {
      for (let i = 0; i < rows * columns; i++) a[to + i] = from[at + i] as number;
    },
    read(_layout, from, { rows, columns }, to, at) {
      for (let i = 0; i < rows * columns; i++) to[at + i] = a[from + i] as number;
    },
    gather: (x, batch, to) => gather(a, x, batch, to),
    gatherSparse: (x, batch, to) => gatherSparse(a, x, batch, to),
  };
}

function create(precision: Precision, floats: number): Floats {
  return precision === 'float32' ? new Float32Array(floats) : new Float64Array(floats);
}

function gather(a: Floats, { columns, data }: Matrix, batch: Batch, to: Offset): void {
  const { order, start, rows } = batch;
  for (let r = 0; r < rows; r++) {
    const from = (order[start + r] as number) * columns;
    for (let j = 0; j < columns; j++) a[to + r * columns + j] = data[from + j] as number;
  }
}

/** First where each row's entries start, then (column, value) of each entry. */
function gatherSparse(a: Floats, x: SparseMatrix, batch: Batch, to: Offset): void {
  const { order, start, rows } = batch;
  let count = 0;
  for (let r = 0; r < rows; r++) {
    a[to + r] = count;
    const row = order[start + r] as number;
    const end = x.offsets[row + 1] as number;
    for (let entry = x.offsets[row] as number; entry < end; entry++) {
      const place = to + rows + 1 + 2 * count++;
      a[place] = x.indices[entry] as number;
      a[place + 1] = x.values[entry] as number;
    }
  }
  a[to + rows] = count;
}
