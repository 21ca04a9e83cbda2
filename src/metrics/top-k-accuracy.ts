import { type Metric, totalWeight } from './metric.js';
import { numberInName } from './number-in-name.js';

/** The metric of such a name: `top_3_accuracy`. */
export function topKNamed(name: string): Metric | undefined {
  const [, written = ''] = /^top_?(\d+)(?:_accuracy)?$/.exec(name) ?? [];
  const most = numberInName(written);
  return most ? topKAccuracy(most) : undefined;
}

/** The share of rows whose class is among the `most` most probable ones, of equal ones the first. */
function topKAccuracy(most: number): Metric {
  return {
    name: `top_${most}_accuracy`,
    direction: 'maximize',
    tasks: ['multiclass'],
    judges: 'classes',
    sureFrom: most,
    score(truth, predictions, { classes }, weights) {
      let right = 0;
      for (let row = 0; row < truth.length; row++) {
        const weight = weights?.[row] ?? 1;
        if (weight === 0) continue;
        const place = placeOf(truth[row] as number, predictions, row * classes, classes);
        if (Number.isNaN(place)) return Number.NaN;
        if (place < most) right += weight;
      }
      return right / totalWeight(truth.length, weights);
    },
  };
}

/** How many classes come before this one; all of them before one that is not known. */
function placeOf(code: number, predictions: Float64Array, start: number, classes: number): number {
  const own = code < 0 ? Number.NEGATIVE_INFINITY : (predictions[start + code] ?? Number.NaN);
  let before = Number.isNaN(own) ? Number.NaN : 0;
  for (let c = 0; c < classes; c++) {
    const chance = predictions[start + c] ?? Number.NaN;
    if (Number.isNaN(chance)) return Number.NaN;
    if (chance > own || (chance === own && c < code)) before++;
  }
  return code < 0 ? Number.POSITIVE_INFINITY : before;
}
