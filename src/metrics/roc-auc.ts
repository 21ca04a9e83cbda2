import type { Metric, RowWeights, Truth } from './metric.js';

/**
 * The area under the ROC curve: how often a row of the class is ranked above another row, ties counting
 * half (Mann and Whitney). Several classes: each against the rest, averaged over those that occur. Rows of unknown
 * classes are of the rest for every class. NaN when only one class occurs.
 */
export const rocAuc: Metric = {
  name: 'roc_auc',
  direction: 'maximize',
  tasks: ['binary', 'multiclass'],
  score(truth, predictions, task, weights) {
    const { classes } = task;
    const areaOf = (c: number) => {
      const scores = Float64Array.from(
        truth,
        (_, row) => predictions[row * classes + c] ?? Number.NaN,
      );
      return areaUnder(truth, c, scores, weights);
    };
    if (task.kind === 'binary') return areaOf(task.positive) ?? Number.NaN;
    const areas = Array.from({ length: classes }, (_, c) => areaOf(c));
    const defined = areas.filter((area) => area !== undefined);
    return defined.reduce((sum, area) => sum + area, 0) / defined.length;
  },
};

/** The share of pairs of a row of the class and another row that the scores rank rightly; undefined without pairs. */
function areaUnder(
  truth: Truth,
  positive: number,
  scores: Float64Array,
  weights: RowWeights,
): number | undefined {
  const order = Int32Array.from(truth, (_, row) => row).filter((row) => weights?.[row] !== 0);
  if (order.some((row) => Number.isNaN(scores[row]))) return Number.NaN;
  order.sort((a, b) => (scores[a] ?? 0) - (scores[b] ?? 0));
  let positives = 0;
  let negatives = 0;
  let ranked = 0;
  for (let start = 0; start < order.length; ) {
    let end = start;
    const tied = { positives: 0, negatives: 0 };
    const score = scores[order[start] ?? 0];
    for (; end < order.length && scores[order[end] ?? 0] === score; end++) {
      const row = order[end] ?? 0;
      tied[truth[row] === positive ? 'positives' : 'negatives'] += weights?.[row] ?? 1;
    }
    ranked += tied.positives * (negatives + tied.negatives / 2);
    positives += tied.positives;
    negatives += tied.negatives;
    start = end;
  }
  const pairs = positives * negatives;
  return pairs === 0 ? undefined : ranked / pairs;
}
