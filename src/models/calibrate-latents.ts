import { exp } from '../util/elementary/exp.js';
import { log } from '../util/elementary/log.js';
import { square } from '../util/elementary/square.js';
import { softmax } from './elastic-net-solver.js';
import { rprop } from './rprop.js';

const STEPS = 100;
const FIRST_FACTOR = 2;
/** How sure the first factor is: the precision of a normal distribution of its logarithm. */
const SURE_OF_FACTOR = 1 / 4;
/** How much intercepts far from 0 cost. */
const PENALTY = 0.1;

/** How latent values become log-odds: a factor above 0 that all share, then an intercept for each class. */
export type Calibration = Float64Array;

/**
 * The calibration under which the classes are likeliest; latents are (rows, classes). The factor is learnt as its logarithm:
 * below 0 it would turn round what little rows that are left out say of themselves where nothing explains the classes, and
 * without a guess it would grow without end where each latent is right.
 */
export function calibrateLatents(
  latents: Float64Array,
  codes: ArrayLike<number>,
  weights: Float64Array,
  classes: number,
  shouldStop: () => boolean,
): Calibration {
  const start = new Float64Array(1 + classes);
  start[0] = log(FIRST_FACTOR);
  const sure = start.map((_, i) => (i === 0 ? SURE_OF_FACTOR : PENALTY));
  const costAt = (point: Float64Array) => {
    const own = calibrationAt(point);
    const { loss, slopes } = lossOf(own, latents, codes, weights, classes);
    const away = point.map((value, i) => value - (start[i] ?? 0));
    const cost = away.reduce((sum, value, i) => sum + ((sure[i] ?? 0) * square(value)) / 2, loss);
    slopes[0] = (slopes[0] ?? 0) * (own[0] ?? 0);
    return { cost, gradient: slopes.map((slope, i) => slope + (sure[i] ?? 0) * (away[i] ?? 0)) };
  };
  return calibrationAt(rprop(start, costAt, STEPS, shouldStop));
}

function calibrationAt(point: Float64Array): Calibration {
  return point.map((value, i) => (i === 0 ? exp(value) : value));
}

/** The cross-entropy, summed over rows, and its derivatives by the calibration. */
function lossOf(
  calibration: Calibration,
  latents: Float64Array,
  codes: ArrayLike<number>,
  weights: Float64Array,
  classes: number,
): { readonly loss: number; readonly slopes: Float64Array } {
  const chances = latents.slice();
  calibrate(calibration, chances, classes);
  const slopes = new Float64Array(1 + classes);
  let loss = 0;
  for (const [row, weight] of weights.entries()) {
    const code = codes[row] ?? 0;
    loss -= weight * log(Math.max(chances[row * classes + code] ?? 0, 1e-15));
    for (let c = 0; c < classes; c++) {
      const at = row * classes + c;
      const d = weight * ((chances[at] ?? 0) - (c === code ? 1 : 0));
      slopes[0] = (slopes[0] ?? 0) + d * (latents[at] ?? 0);
      slopes[1 + c] = (slopes[1 + c] ?? 0) + d;
    }
  }
  return { loss, slopes };
}

/** Latents (rows, classes) become chances, in place. */
export function calibrate(calibration: Calibration, latents: Float64Array, classes: number): void {
  const [factor = 1] = calibration;
  for (let start = 0; start < latents.length; start += classes) {
    const own = latents.subarray(start, start + classes);
    own.set(softmax(own.map((latent, c) => factor * latent + (calibration[1 + c] ?? 0))));
  }
}
