import type { NetworkInput } from '../engine/network-input.js';
import type { Matrix } from '../matrix/matrix.js';
import type { Random } from '../util/random.js';

/** Points of the square from −1 to 1, (count, 2). */
export function randomPoints(count: number, random: Random): Matrix {
  const data = Float32Array.from({ length: 2 * count }, () => 2 * random.next() - 1);
  return { rows: count, columns: 2, data };
}

/** Two clouds around (−d, −d) and (d, d), by turns. */
export function twoClouds(count: number, distance: number, random: Random): Matrix {
  const data = Float32Array.from({ length: 2 * count }, (_, i) => {
    const side = Math.floor(i / 2) % 2 === 0 ? -1 : 1;
    return side * distance + 0.25 * random.normal();
  });
  return { rows: count, columns: 2, data };
}

/** A function of each point. */
export function valuesOf(points: Matrix, f: (x: number, y: number) => number): Float32Array {
  return Float32Array.from({ length: points.rows }, (_, row) =>
    f(points.data[2 * row] as number, points.data[2 * row + 1] as number),
  );
}

/** A dense matrix as the only input of a network. */
export function denseInput(dense: Matrix): NetworkInput {
  return { rows: dense.rows, dense, sparse: undefined };
}
