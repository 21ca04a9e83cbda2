import { log } from '../util/elementary/log.js';
import { square } from '../util/elementary/square.js';
import { meanLoss } from './mean-loss.js';
import type { Metric } from './metric.js';

/**
 * Predictions that the logarithm of a metric has no place for count as this part of the label, so that one of them does not make
 * the mean infinite.
 */
const LEAST = 1e-7;

/** The root of the mean of (log(1 + y) − log(1 + ŷ))². */
export const rmsle: Metric = meanLoss('rmsle', {
  labels: { isFit: (label) => label > -1, words: 'labels above −1' },
  asksForMedian: true,
  of: Math.sqrt,
  loss: (label, predicted) =>
    square(log((1 + label) / Math.max(1 + predicted, LEAST * (1 + label)))),
});

/** The mean of 2 (y log(y / ŷ) − y + ŷ): of counts, whose variance is as large as their mean. */
export const poissonDeviance: Metric = meanLoss('poisson_deviance', {
  labels: { isFit: (label) => label >= 0, words: 'labels that are not negative' },
  loss(label, predicted) {
    const mean = Math.max(predicted, LEAST * label);
    return label === 0 ? 2 * Math.max(0, mean) : 2 * (label * log(label / mean) - label + mean);
  },
});

/** The mean of 2 (log(ŷ / y) + y / ŷ − 1): of sizes, which stray in proportion to their mean. */
export const gammaDeviance: Metric = meanLoss('gamma_deviance', {
  labels: { isFit: (label) => label > 0, words: 'labels above 0' },
  loss(label, predicted) {
    const mean = Math.max(predicted, LEAST * label);
    return 2 * (log(mean / label) + label / mean - 1);
  },
});
