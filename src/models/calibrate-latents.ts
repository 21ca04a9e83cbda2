import { softmax } from './elastic-net-solver.js';
import { rprop } from './rprop.js';

const STEPS = 100;
const FIRST_SCALE = 4;
/** How much intercepts far from 0 cost. */
const PENALTY = 0.1;

/** How latent values become log-odds: a factor that all share, then an intercept for each class. */
export type Calibration = Float64Array;

/** The calibration under which the classes are likeliest; latents are (rows, classes). */
export function calibrateLatents(
  latents: Float64Array,
  codes: ArrayLike<number>,
  weights: Float64Array,
  classes: number,
  shouldStop: () => boolean,
): Calibration {
  const start = new Float64Array(1 + classes);
  start[0] = FIRST_SCALE;
  const costAt = (point: Float64Array) => {
    const chances = latents.slice();
    calibrate(point, chances, classes);
    const gradient = point.map((value, i) => (i > 0 ? PENALTY * value : 0));
    let cost = gradient.reduce((sum, value, i) => sum + (value * (point[i] ?? 0)) / 2, 0);
    for (const [row, weight] of weights.entries()) {
      const code = codes[row] ?? 0;
      cost -= weight * Math.log(Math.max(chances[row * classes + code] ?? 0, 1e-15));
      for (let c = 0; c < classes; c++) {
        const at = row * classes + c;
        const d = weight * ((chances[at] ?? 0) - (c === code ? 1 : 0));
        gradient[0] = (gradient[0] ?? 0) + d * (latents[at] ?? 0);
        gradient[1 + c] = (gradient[1 + c] ?? 0) + d;
      }
    }
    return { cost, gradient };
  };
  return rprop(start, costAt, STEPS, shouldStop);
}

/** Latents (rows, classes) become chances, in place. */
export function calibrate(calibration: Calibration, latents: Float64Array, classes: number): void {
  const [factor = 1] = calibration;
  for (let start = 0; start < latents.length; start += classes) {
    const own = latents.subarray(start, start + classes);
    own.set(softmax(own.map((latent, c) => factor * latent + (calibration[1 + c] ?? 0))));
  }
}
