import type { NodeMoments } from './node-moments.js';
import type { SketchArena } from './sketch-arena.js';

/** Of the rows of a node. */
export interface SketchSums {
  readonly h: number;
  /** Of each gradient, and behind them of the hessians. */
  readonly all: Float64Array;
  /** Of each gradient and of the hessian: its squares, each through the weight of its row; empty where no levels ask. */
  readonly squares: Float64Array;
  /** As squares, of its products with the hessian. */
  readonly products: Float64Array;
}

/** Those of these rows; without weights all are 1. */
export function sumRows(
  { numbers, width }: SketchArena,
  rows: Int32Array,
  hasLevels: boolean,
  weights: Float64Array | undefined,
): SketchSums {
  const all = new Float64Array(width);
  const squares = new Float64Array(hasLevels ? width : 0);
  const products = new Float64Array(hasLevels ? width : 0);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    const first = row * width;
    const ownH = numbers[first + width - 1] as number;
    const weight = weights ? (weights[row] as number) : 1;
    const share = weight > 0 ? 1 / weight : 0;
    for (let j = 0; j < width; j++) {
      const value = numbers[first + j] as number;
      all[j] = (all[j] as number) + value;
      if (!hasLevels) continue;
      squares[j] = (squares[j] as number) + value * value * share;
      products[j] = (products[j] as number) + value * ownH * share;
    }
  }
  return { h: all[width - 1] as number, all, squares, products };
}

/** Those of the other rows. */
export function withoutRows(whole: SketchSums, part: SketchSums): SketchSums {
  const minus = (a: Float64Array, b: Float64Array) => a.map((value, j) => value - (b[j] as number));
  return {
    h: whole.h - part.h,
    all: minus(whole.all, part.all),
    squares: minus(whole.squares, part.squares),
    products: minus(whole.products, part.products),
  };
}

/** What noise is told of one gradient. */
export function momentsOfGradient(
  { h, all, squares, products }: SketchSums,
  gradient: number,
): NodeMoments {
  return {
    g: all[gradient] as number,
    h,
    gg: squares[gradient] as number,
    gh: products[gradient] as number,
    hh: squares.at(-1) as number,
  };
}
