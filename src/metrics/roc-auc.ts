import type { Metric, RowWeights, Truth } from './metric.js';
import { chancesOf, type TiedCounts, tiedCounts } from './tied-counts.js';

/**
 * The area under the ROC curve: how often a row of the class is ranked above another row, ties counting
 * half (Mann and Whitney). Several classes: each against the rest, averaged over those that occur. Rows of unknown
 * classes are of the rest for every class. NaN when only one class occurs.
 */
export const rocAuc: Metric = {
  name: 'roc_auc',
  direction: 'maximize',
  tasks: ['binary', 'multiclass'],
  judges: 'probabilities',
  score(truth, predictions, task, weights) {
    const one = task.kind === 'binary' ? task.positive : undefined;
    const areas = areasOverRest(truth, predictions, task.classes, weights, one);
    return areas.reduce((sum, { area }) => sum + area, 0) / areas.length;
  },
};

/** Several classes, each against the rest: the mean, as `roc_auc` has it, and that by how often they occur. */
export const rocAucOfRest: readonly Metric[] = [
  ofSeveral('roc_auc_ovr', (truth, predictions, classes, weights) =>
    mean(areasOverRest(truth, predictions, classes, weights), () => 1),
  ),
  ofSeveral('roc_auc_ovr_weighted', (truth, predictions, classes, weights) =>
    mean(areasOverRest(truth, predictions, classes, weights), ({ rows }) => rows),
  ),
];

/** An area, and how many (weighted) rows it is about. */
export interface Area {
  readonly area: number;
  readonly rows: number;
}

/** Metrics of several classes by their probabilities. */
export function ofSeveral(
  name: string,
  score: (truth: Truth, predictions: Float64Array, classes: number, weights: RowWeights) => number,
): Metric {
  return {
    name,
    direction: 'maximize',
    tasks: ['multiclass'],
    judges: 'probabilities',
    score: (truth, predictions, { classes }, weights) =>
      score(truth, predictions, classes, weights),
  };
}

/** The mean of areas that count so much; NaN of none. */
export function mean(areas: readonly Area[], weightOf: (area: Area) => number): number {
  const total = areas.reduce((sum, own) => sum + weightOf(own), 0);
  return areas.reduce((sum, own) => sum + weightOf(own) * own.area, 0) / total;
}

/** Of each class (or of one) for which there are rows of it and others. */
function areasOverRest(
  truth: Truth,
  predictions: Float64Array,
  classes: number,
  weights: RowWeights,
  one?: number,
): readonly Area[] {
  const rows = Int32Array.from(truth, (_, row) => row);
  return Array.from({ length: classes }, (_, c) => c)
    .filter((c) => one === undefined || c === one)
    .flatMap((c) => {
      const scores = chancesOf(predictions, truth.length, classes, c);
      return areaUnder(tiedCounts(rows, (row) => truth[row] === c, scores, weights)) ?? [];
    });
}

/** The share of pairs of a row of the class and another row that the scores rank rightly; undefined without pairs. */
export function areaUnder(counts: readonly TiedCounts[] | undefined): Area | undefined {
  if (!counts) return { area: Number.NaN, rows: 1 };
  let positives = 0;
  let negatives = 0;
  let ranked = 0;
  for (const tied of counts) {
    ranked += tied.positives * (negatives + tied.negatives / 2);
    positives += tied.positives;
    negatives += tied.negatives;
  }
  const pairs = positives * negatives;
  return pairs === 0 ? undefined : { area: ranked / pairs, rows: positives };
}
