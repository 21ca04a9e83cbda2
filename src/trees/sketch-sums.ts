import type { SketchArena } from './sketch-arena.js';

/** Of the rows of a node. */
export interface SketchSums {
  readonly h: number;
  /** Of each gradient, and behind them of the hessians. */
  readonly all: Float64Array;
  /** Of their squares, each through the hessian of its row; empty where no levels ask. */
  readonly squares: Float64Array;
}

/** Those of these rows. */
export function sumRows(
  { numbers, width }: SketchArena,
  rows: Int32Array,
  hasLevels: boolean,
): SketchSums {
  const all = new Float64Array(width);
  const squares = new Float64Array(hasLevels ? width : 0);
  for (let i = 0; i < rows.length; i++) {
    const first = (rows[i] as number) * width;
    const weight = numbers[first + width - 1] as number;
    for (let j = 0; j < width; j++) {
      const value = numbers[first + j] as number;
      all[j] = (all[j] as number) + value;
      if (hasLevels && weight > 0) squares[j] = (squares[j] as number) + (value * value) / weight;
    }
  }
  return { h: all[width - 1] as number, all, squares };
}
