import type { NodeSums, TreeArena } from './tree-arena.js';

/** Of the rows of a node, also the sums of the products g², gh and h², each through its weight: as of rows of weight 1. */
export interface NodeMoments extends NodeSums {
  readonly gg: number;
  readonly gh: number;
  readonly hh: number;
}

export const NO_MOMENTS: NodeMoments = { g: 0, h: 0, rows: 0, gg: 0, gh: 0, hh: 0 };

/** Those of the rows at these places of the order. */
export function momentsOf(
  { order, pairs }: TreeArena,
  start: number,
  count: number,
  weights: Float64Array | undefined,
): NodeMoments {
  let [g, h, gg, gh, hh] = [0, 0, 0, 0, 0];
  for (let place = start; place < start + count; place++) {
    const row = order[place] as number;
    const weight = weights ? (weights[row] as number) : 1;
    if (weight === 0) continue;
    const ownG = pairs[2 * row] as number;
    const ownH = pairs[2 * row + 1] as number;
    g += ownG;
    h += ownH;
    gg += (ownG * ownG) / weight;
    gh += (ownG * ownH) / weight;
    hh += (ownH * ownH) / weight;
  }
  return { g, h, rows: count, gg, gh, hh };
}

/** Those of the other rows. */
export function withoutPart(whole: NodeMoments, part: NodeMoments): NodeMoments {
  return {
    g: whole.g - part.g,
    h: whole.h - part.h,
    rows: whole.rows - part.rows,
    gg: whole.gg - part.gg,
    gh: whole.gh - part.gh,
    hh: whole.hh - part.hh,
  };
}
