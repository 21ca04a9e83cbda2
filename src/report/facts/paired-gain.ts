import { pairedGain } from '../../ensemble/bootstrap.js';
import { formatNumber } from '../../util/format-number.js';
import type { JudgedRows } from './judged-rows.js';

/** By how much some predictions are better than others, above 0, and the 95 % interval of that over resampled rows. */
export interface PairedGain {
  readonly gain: number;
  readonly interval: readonly [low: number, high: number];
  /** Sure where the interval is on one side of 0. */
  readonly verdict: 'better' | 'worse' | 'no sure difference';
  /** All of it in words. */
  readonly text: string;
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
  return judgedGain(gain, gain - reach, gain + reach);
}

/** What is worse is told by how much, without a sign. */
function judgedGain(gain: number, low: number, high: number): PairedGain {
  const numbers = (...[mean = 0, from = 0, to = 0]: readonly number[]) =>
    `${formatNumber(mean)} (${formatNumber(from)} to ${formatNumber(to)})`;
  const rest = { gain, interval: [low, high] } as const;
  if (low > 0) return { ...rest, verdict: 'better', text: `better by ${numbers(gain, low, high)}` };
  if (high < 0) {
    return { ...rest, verdict: 'worse', text: `worse by ${numbers(-gain, -high, -low)}` };
  }
  const verdict = 'no sure difference';
  return { ...rest, verdict, text: `${verdict}: ${numbers(gain, low, high)}` };
}
