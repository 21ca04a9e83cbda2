/** Of some rows: the sum of their gradients, and that of their hessians. */
export interface NodeSums {
  readonly g: number;
  readonly h: number;
}

/** Of the rows of a node also the sums of the products g², gh and h², each through its weight: as of rows of weight 1. */
export interface NodeMoments extends NodeSums {
  readonly gg: number;
  readonly gh: number;
  readonly hh: number;
}

export const NO_MOMENTS: NodeMoments = { g: 0, h: 0, gg: 0, gh: 0, hh: 0 };

/** Those of these rows, whose g and h lie side by side; without weights all are 1. */
export function momentsOf(
  pairs: Float32Array,
  rows: Int32Array,
  weights?: Float64Array,
): NodeMoments {
  let [g, h, gg, gh, hh] = [0, 0, 0, 0, 0];
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    const weight = weights ? (weights[row] as number) : 1;
    const share = weight > 0 ? 1 / weight : 0;
    const ownG = pairs[2 * row] as number;
    const ownH = pairs[2 * row + 1] as number;
    g += ownG;
    h += ownH;
    gg += ownG * ownG * share;
    gh += ownG * ownH * share;
    hh += ownH * ownH * share;
  }
  return { g, h, gg, gh, hh };
}

/** Those of the other rows. */
export function withoutPart(whole: NodeMoments, part: NodeMoments): NodeMoments {
  return {
    g: whole.g - part.g,
    h: whole.h - part.h,
    gg: whole.gg - part.gg,
    gh: whole.gh - part.gh,
    hh: whole.hh - part.hh,
  };
}
