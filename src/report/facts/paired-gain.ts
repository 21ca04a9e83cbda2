import { pairedGain } from '../../ensemble/bootstrap.js';
import type { JudgedRows } from './judged-rows.js';

/** By how much some predictions are better than others, above 0, and the 95 % interval of that over resampled rows. */
export interface PairedGain {
  readonly gain: number;
  readonly interval: readonly [low: number, high: number];
}

/** Row by row, of metrics of classes each at thresholds that were fitted to other rows. */
export function gainOver(
  judged: JudgedRows,
  better: Float64Array,
  than: Float64Array,
  seed: number,
): PairedGain {
  const { gain, standardError } = pairedGain(judged, better, than, seed);
  const reach = 1.96 * standardError;
  return { gain, interval: [gain - reach, gain + reach] };
}
