import type { Kernels, Layout, Offset } from '../../../src/engine/kernels/kernels.js';
import { type Random, randomStream } from '../../../src/util/random.js';

/** Numbers in plain order, and how they lie in an arena. */
export interface Values {
  /** A sparse batch is room for (rows, entries = columns), which the operation fills. */
  readonly layout: Layout | 'sparse';
  readonly rows: number;
  readonly columns: number;
  readonly data: Float32Array;
}

/** Acts on values by their places. */
export type Operation = (kernels: Kernels, ...places: Offset[]) => void;

/** Standard normal values from a seed. */
export function randomValues(
  layout: Layout,
  rows: number,
  columns: number,
  seed: string,
  draw: (random: Random) => number = (random) => random.normal(),
): Values {
  const random = randomStream(seed);
  const data = Float32Array.from({ length: rows * columns }, () => draw(random));
  return { layout, rows, columns, data };
}

/** Values that an operation fills; their contents must not matter. */
export function emptyValues(layout: Values['layout'], rows: number, columns: number): Values {
  return { layout, rows, columns, data: new Float32Array(rows * columns).fill(7) };
}

/** Runs an operation on values in an arena and returns what all of them hold afterwards, in plain order. */
export function runOn(
  kernels: Kernels,
  values: readonly Values[],
  operation: Operation,
): Float32Array[] {
  let next = 0;
  const places = values.map((value) => {
    const place = next;
    next += Math.ceil(floatsIn(kernels, value) / 16) * 16;
    return place;
  });
  kernels.reserve(next);
  for (const [i, value] of values.entries()) {
    if (hasOrder(value)) kernels.write(value.layout, places[i] ?? 0, value, value.data, 0);
  }
  operation(kernels, ...places);
  return values.map((value, i) => {
    const out = new Float32Array(value.data.length);
    if (hasOrder(value)) kernels.read(value.layout, places[i] ?? 0, value, out, 0);
    return out;
  });
}

function floatsIn(kernels: Kernels, { layout, rows, columns }: Values): number {
  if (layout === 'sparse') return kernels.sparseFloats(rows, columns);
  return kernels.floatsOf(layout, rows, columns);
}

/** Whether it can be written and read in plain order. */
function hasOrder(value: Values): value is Values & { readonly layout: Layout } {
  return value.layout !== 'scratch' && value.layout !== 'sparse';
}

/** The largest difference, as a share of 1 + the largest value. */
export function difference(a: Float32Array, b: Float32Array): number {
  let most = 0;
  let largest = 0;
  for (let i = 0; i < a.length; i++) {
    const gap = Math.abs((a[i] ?? NaN) - (b[i] ?? NaN));
    if (Number.isNaN(gap)) return Number.POSITIVE_INFINITY;
    most = Math.max(most, gap);
    largest = Math.max(largest, Math.abs(b[i] ?? 0));
  }
  return most / (1 + largest);
}
