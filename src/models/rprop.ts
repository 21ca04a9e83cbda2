const FIRST_STEP = 0.2;
const LEAST_STEP = 1e-4;
const LARGEST_STEP = 1;
const GROWTH = 1.2;
const SHRINKAGE = 0.5;

/** A point's cost and the gradient there; undefined where there is none. */
export type CostAt = (
  point: Float64Array,
) => { readonly cost: number; readonly gradient: Float64Array } | undefined;

/**
 * The cheapest point that steps by the gradient's signs alone come by: each parameter's step grows while its sign stays (Rprop;
 * Riedmiller and Braun 1993; for Gaussian processes Blum and Riedmiller 2013).
 */
export function rprop(
  start: Float64Array,
  costAt: CostAt,
  most: number,
  shouldStop: () => boolean,
): Float64Array {
  const point = start.slice();
  const sizes = new Float64Array(point.length).fill(FIRST_STEP);
  const signs = new Float64Array(point.length);
  let best = { point: start, cost: Number.POSITIVE_INFINITY };
  for (let steps = 0; steps < most && !shouldStop(); steps++) {
    const found = costAt(point);
    if (!found) break;
    if (found.cost < best.cost) best = { point: point.slice(), cost: found.cost };
    for (let i = 0; i < point.length; i++) {
      const turned = Math.sign(found.gradient[i] ?? 0) * (signs[i] ?? 0);
      const factor = turned > 0 ? GROWTH : turned < 0 ? SHRINKAGE : 1;
      const size = Math.min(LARGEST_STEP, Math.max(LEAST_STEP, (sizes[i] ?? 0) * factor));
      sizes[i] = size;
      // Behind a turn the parameter stays where it is for a step.
      const sign = turned < 0 ? 0 : Math.sign(found.gradient[i] ?? 0);
      signs[i] = sign;
      point[i] = (point[i] ?? 0) - sign * size;
    }
    if (sizes.every((size) => size <= LEAST_STEP)) break;
  }
  return best.point;
}
