import { AVERAGES, type ClassRatio, ratioMetric } from './class-ratio.js';
import type { Metric } from './metric.js';

/** Of the rows taken for a class, how many are of it; 0 where none is. */
const precision: ClassRatio = ({ actual, predicted, right }) =>
  predicted > 0 ? right / predicted : actual > 0 ? 0 : undefined;

/** Of the rows of a class, how many are found; 0 where it does not occur and is predicted. */
const recall: ClassRatio = ({ actual, predicted, right }) =>
  actual > 0 ? right / actual : predicted > 0 ? 0 : undefined;

/**
 * Both, of the positive class and averaged. That of the positive class alone is best for a row that is surest, or for all
 * rows: the threshold stays a half.
 */
export const precisionAndRecall: readonly Metric[] = [
  ratioMetric('precision', precision, 'chosen', {
    fitsThreshold: false,
    warning: alone('precision', 'taking few rows, the surest ones, for the positive class', 'f0.5'),
  }),
  ratioMetric('recall', recall, 'chosen', {
    fitsThreshold: false,
    warning: alone('recall', 'taking every row for the positive class', 'f2'),
  }),
  ...AVERAGES.map((average) => ratioMetric('precision', precision, average)),
  ...AVERAGES.map((average) => ratioMetric('recall', recall, average)),
];

function alone(name: string, best: string, both: string): NonNullable<Metric['warning']> {
  return (task) =>
    task === 'binary'
      ? `by ${name} alone ${best} is best: no threshold is fitted to it; ${both} weighs precision and recall`
      : undefined;
}
