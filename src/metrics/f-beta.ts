import { AVERAGES, type Average, type ClassRatio, ratioMetric } from './class-ratio.js';
import type { Metric } from './metric.js';
import { numberInName } from './number-in-name.js';

/**
 * The weighted harmonic mean of precision and recall (van Rijsbergen 1979), recall counting β times as much:
 * (1 + β²) P R / (β² P + R). Predicting a class for a row of an unknown one is a false alarm.
 */
function fBeta(beta: number): ClassRatio {
  const square = beta * beta;
  return ({ actual, predicted, right }) => {
    const both = square * actual + predicted;
    return actual + predicted === 0 ? undefined : ((1 + square) * right) / both;
  };
}

/** For β = 1, by its positive class, or the mean of classes. */
export const f1: Metric = ratioMetric('f1', fBeta(1), 'chosen', { thresholdErrors: 0 });

/** The metric of such a name: `f2`, `f0.5`, `f1_macro`. */
export function fBetaNamed(name: string): Metric | undefined {
  const [, written = '', average = 'chosen'] = NAME.exec(name) ?? [];
  const beta = numberInName(written);
  if (!beta) return undefined;
  if (beta === 1 && average === 'chosen') return f1;
  const more = average === 'chosen' ? { thresholdErrors: 0 } : {};
  return ratioMetric(`f${beta}`, fBeta(beta), average as Average, more);
}

const NAME = new RegExp(`^f_?(\\d*\\.?\\d+)(?:_(${AVERAGES.join('|')}))?$`);
