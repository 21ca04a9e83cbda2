import { meanLoss } from './mean-loss.js';
import type { Metric } from './metric.js';
import { numberInName } from './number-in-name.js';

/** The metric of such a name: `pinball` is half of the mean absolute error, `pinball_0.9` asks for what nine of ten labels lie below. */
export function pinballNamed(name: string): Metric | undefined {
  const [found, written] = /^pinball(?:_(0?\.\d+))?$/.exec(name) ?? [];
  if (found === undefined) return undefined;
  const level = numberInName(written ?? '0.5');
  if (!level || level >= 1) return undefined;
  return pinball(written === undefined ? 'pinball' : `pinball_${level}`, level);
}

/** The mean of level · (y − ŷ) where the label is above, else (1 − level) · (ŷ − y) (Koenker and Bassett 1978). */
function pinball(name: string, level: number): Metric {
  return meanLoss(name, {
    asksForMedian: true,
    loss: (label, predicted) => {
      const above = label - predicted;
      return above >= 0 ? level * above : (level - 1) * above;
    },
  });
}
