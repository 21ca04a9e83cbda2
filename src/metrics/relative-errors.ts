import { meanLoss } from './mean-loss.js';
import type { Metric } from './metric.js';

/** The mean of |y − ŷ| / |y|: 0.1 is a tenth of the label. */
export const mape: Metric = meanLoss('mape', {
  labels: { isFit: (label) => label !== 0, words: 'labels that are not 0' },
  asksForMedian: true,
  loss: (label, predicted) => Math.abs((label - predicted) / label),
});

/** The mean of 2 |y − ŷ| / (|y| + |ŷ|), from 0 to 2; 0 where both are 0. */
export const smape: Metric = meanLoss('smape', {
  range: [0, 2],
  asksForMedian: true,
  loss: (label, predicted) => {
    const size = Math.abs(label) + Math.abs(predicted);
    return size === 0 ? 0 : (2 * Math.abs(label - predicted)) / size;
  },
});
