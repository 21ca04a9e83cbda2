import { exp } from '../util/elementary/exp.js';
import { log } from '../util/elementary/log.js';
import type { TaskShape } from '../util/task-kind.js';
import { type QuantileShifts, shifted } from './quantile-shifts.js';

/** Straight lines between points that rise: probabilities as they were mixed, and what they become. */
export interface IsotonicCurve {
  readonly kind: 'isotonic';
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/** Log-odds a · ln p − b · ln(1 − p) + c of a probability p. */
export interface BetaCurve {
  readonly kind: 'beta';
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

export type CalibrationCurve = IsotonicCurve | BetaCurve;

/** How probabilities are changed behind the mixture: of two classes by a curve of the positive one, of more by one each, made to sum to 1 again. */
export interface CurveCalibration {
  readonly kind: 'isotonic' | 'beta';
  readonly curves: readonly CalibrationCurve[];
}

/** How predictions are changed behind the mixture. */
export type Calibration = CurveCalibration | QuantileShifts;

/** Probabilities are kept this far from 0 and 1 before their logarithm. */
export const LEAST_CHANCE = 1e-6;

/** (rows, classes) probabilities, or (rows, quantiles), as a calibration has them. */
export function calibrated(
  probabilities: Float64Array,
  task: TaskShape,
  calibration: Calibration,
): Float64Array {
  if (calibration.kind === 'shifts') return shifted(probabilities, calibration);
  const { curves } = calibration;
  return task.kind === 'binary'
    ? ofTwo(probabilities, task.positive ?? 1, curves)
    : ofMany(probabilities, curves);
}

function ofTwo(
  probabilities: Float64Array,
  positive: number,
  [curve]: CurveCalibration['curves'],
): Float64Array {
  const changed = new Float64Array(probabilities.length);
  for (let start = 0; start < probabilities.length; start += 2) {
    const chance = curve ? curveAt(curve, probabilities[start + positive] ?? 0) : Number.NaN;
    changed[start + positive] = chance;
    changed[start + 1 - positive] = 1 - chance;
  }
  return changed;
}

function ofMany(probabilities: Float64Array, curves: CurveCalibration['curves']): Float64Array {
  const changed = new Float64Array(probabilities.length);
  for (let start = 0; start < probabilities.length; start += curves.length) {
    let total = 0;
    for (const [code, curve] of curves.entries()) {
      const chance = curveAt(curve, probabilities[start + code] ?? 0);
      changed[start + code] = chance;
      total += chance;
    }
    for (let place = start; place < start + curves.length; place++) {
      changed[place] = (changed[place] ?? 0) / total;
    }
  }
  return changed;
}

/** What a probability becomes; beyond the points of a curve as at its ends. */
export function curveAt(curve: CalibrationCurve, chance: number): number {
  if (Number.isNaN(chance)) return chance;
  if (curve.kind === 'isotonic') return onLines(curve, chance);
  const p = Math.min(1 - LEAST_CHANCE, Math.max(LEAST_CHANCE, chance));
  return 1 / (1 + exp(-(curve.a * log(p) - curve.b * log(1 - p) + curve.c)));
}

function onLines({ x, y }: IsotonicCurve, chance: number): number {
  let [low, high] = [0, x.length - 1];
  if (chance <= (x[low] ?? 0)) return y[low] ?? Number.NaN;
  if (chance >= (x[high] ?? 0)) return y[high] ?? Number.NaN;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((x[middle] ?? 0) <= chance) low = middle;
    else high = middle;
  }
  const [left = 0, right = 0] = [x[low], x[high]];
  const [from = 0, to = 0] = [y[low], y[high]];
  return ((to - from) / (right - left)) * (chance - left) + from;
}
