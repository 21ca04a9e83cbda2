import type { KernelRows } from '../../models/kernel-rows.js';
import type { Params, SearchSpace } from '../../space/search-space.js';
import { shareAt } from '../../space/unit-cube.js';

/** Parameters as columns that a kernel sees: shares for numbers, a column an option for choices. */
export interface Encoder {
  readonly columns: number;
  /** Which parameter each column is of, by its place in the space. */
  readonly scaleOf: Int32Array;
  rows(all: readonly Params[]): KernelRows;
}

/** How far two options of a choice lie apart, in shares of a number's range. */
const APART = 1;

/** A parameter that is not there lies in the middle of its range, at no option. */
export function createEncoder(space: SearchSpace): Encoder {
  const parts = Object.entries(space).map(([name, distribution]) => ({
    name,
    distribution,
    width: distribution.kind === 'choice' ? distribution.options.length : 1,
  }));
  const columns = parts.reduce((sum, { width }) => sum + width, 0);
  const scaleOf = Int32Array.from(
    parts.flatMap(({ width }, place) => new Array<number>(width).fill(place)),
  );
  const write = (params: Params, data: Float64Array, start: number) => {
    let at = start;
    for (const { name, distribution, width } of parts) {
      const value = params[name];
      if (value !== undefined) {
        if (distribution.kind === 'choice') {
          data[at + distribution.options.indexOf(value)] = APART / Math.SQRT2;
        } else data[at] = (shareAt(distribution, value) ?? 0.5) - 0.5;
      }
      at += width;
    }
  };
  return {
    columns,
    scaleOf,
    rows(all) {
      const data = new Float64Array(all.length * columns);
      for (const [row, params] of all.entries()) write(params, data, row * columns);
      return { rows: all.length, columns, numbers: columns, data };
    },
  };
}
