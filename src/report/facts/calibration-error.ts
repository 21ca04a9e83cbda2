import { square } from '../../util/elementary/square.js';
import type { CalibrationBin } from './class-facts.js';

/** How far chances are off. */
export interface CalibrationError {
  /** The mean distance between what was said and what was, by weight (expected calibration error; Naeini et al. 2015). */
  readonly error: number;
  /** What it would be by chance where all that was said is right. */
  readonly byChance: number;
}

export function calibrationError(bins: readonly CalibrationBin[]): CalibrationError {
  const meanOf = (distance: (bin: CalibrationBin) => number) =>
    bins.reduce((sum, bin) => sum + bin.share * distance(bin), 0);
  return {
    error: meanOf(({ said, was }) => Math.abs(said - was)),
    // The mean distance of a share from its chance.
    byChance: meanOf(({ said, effective }) =>
      Math.sqrt((2 / Math.PI) * ((said * (1 - said)) / effective)),
    ),
  };
}

/** The 95 % interval of a share of so many rows (Wilson 1927). */
export function shareInterval(share: number, rows: number): readonly [low: number, high: number] {
  const z = 1.96;
  const size = 1 + square(z) / rows;
  const middle = (share + square(z) / (2 * rows)) / size;
  const reach =
    (z / size) * Math.sqrt((share * (1 - share)) / rows + square(z) / (4 * square(rows)));
  return [Math.max(0, middle - reach), Math.min(1, middle + reach)];
}
