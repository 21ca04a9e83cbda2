import type { Metric, Truth } from './metric.js';

/**
 * The area under the ROC curve: how often a row of the class is ranked above another row, ties counting
 * half (Mann and Whitney). Several classes: each against the rest, averaged. NaN when only one class occurs
 * or a prediction is NaN.
 */
export const rocAuc: Metric = {
  name: 'roc_auc',
  direction: 'maximize',
  tasks: ['binary', 'multiclass'],
  score(truth, predictions, { kind, classes, positive }) {
    if (kind === 'binary') return areaOf(positive, truth, predictions, classes);
    const areas = Array.from({ length: classes }, (_, c) => areaOf(c, truth, predictions, classes));
    const defined = areas.filter((area) => !Number.isNaN(area));
    return defined.reduce((sum, area) => sum + area, 0) / defined.length;
  },
};

function areaOf(
  positive: number,
  truth: Truth,
  predictions: Float32Array,
  classes: number,
): number {
  const scoreOf = (row: number) => predictions[row * classes + positive] ?? 0;
  for (let row = 0; row < truth.length; row++) if (Number.isNaN(scoreOf(row))) return Number.NaN;
  const order = Int32Array.from(truth, (_, row) => row).sort((a, b) => scoreOf(a) - scoreOf(b));
  let positives = 0;
  let rankSum = 0;
  for (let start = 0; start < order.length; ) {
    let end = start;
    const score = scoreOf(order[start] ?? 0);
    while (end < order.length && scoreOf(order[end] ?? 0) === score) end++;
    const rank = (start + 1 + end) / 2;
    for (let i = start; i < end; i++) {
      if (truth[order[i] ?? 0] !== positive) continue;
      positives++;
      rankSum += rank;
    }
    start = end;
  }
  const negatives = truth.length - positives;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}
