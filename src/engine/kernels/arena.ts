import type { Matrix, SparseMatrix } from '../../matrix/matrix.js';

/** The place of a value in the arena: the index of its first float. */
export type Offset = number;

/** Floats outside the arena, in plain row-major order. */
export type Floats = Float32Array | Float64Array;

/**
 * What a place in the arena holds, by (rows, columns): a batch's values or their gradient, a dense layer's
 * weights (inputs, outputs), a table such as biases (1, outputs) or the weights of sparse inputs, or the
 * room that a dense layer's gradient of its inputs works in.
 */
export type Layout = 'signal' | 'weights' | 'table' | 'scratch';

/** Rows of the data that go through the network together: `order[start]` … `order[start + rows − 1]`. */
export interface Batch {
  readonly order: Int32Array;
  readonly start: number;
  readonly rows: number;
}

/** The room of the kernels and what goes in and out; how values lie there is the kernels' own affair. */
export interface Arena {
  /** How many floats a layout of (rows, columns) takes; no fewer for more rows. */
  floatsOf(layout: Layout, rows: number, columns: number): number;
  /** How many floats a gathered sparse batch takes that has so many rows and entries at most. */
  sparseFloats(rows: number, entries: number): number;
  /** Makes room for so many floats. What lies before `from` stays; the rest is 0, and what it held is lost. */
  reserve(floats: number, from?: number): void;
  /** Copies (rows, columns) from plain order, which starts at `from[at]`. */
  write(layout: Layout, to: Offset, shape: TableShape, from: Floats, at: number): void;
  /** Copies (rows, columns) to plain order, which starts at `to[at]`. */
  read(layout: Layout, from: Offset, shape: TableShape, to: Floats, at: number): void;
  /** The batch's rows of x as a signal. */
  gather(x: Matrix, batch: Batch, to: Offset): void;
  /** The batch's rows of x as a sparse batch. */
  gatherSparse(x: SparseMatrix, batch: Batch, to: Offset): void;
}

export interface TableShape {
  readonly rows: number;
  readonly columns: number;
}
