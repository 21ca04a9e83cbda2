import type { Metric, RowWeights, Truth } from './metric.js';
import { type Area, areaUnder, mean, ofSeveral } from './roc-auc.js';
import { chancesOf, tiedCounts } from './tied-counts.js';

/**
 * The area under the ROC curve of each pair of classes among their own rows, the mean of both directions (Hand and Till
 * 2001): averaged over pairs that occur, or by how many rows they have. Rows of unknown classes are of no pair.
 */
export const rocAucOfPairs: readonly Metric[] = [
  ofSeveral('roc_auc_ovo', (truth, predictions, classes, weights) =>
    mean(areasOfPairs(truth, predictions, classes, weights), () => 1),
  ),
  ofSeveral('roc_auc_ovo_weighted', (truth, predictions, classes, weights) =>
    mean(areasOfPairs(truth, predictions, classes, weights), ({ rows }) => rows),
  ),
];

function areasOfPairs(
  truth: Truth,
  predictions: Float64Array,
  classes: number,
  weights: RowWeights,
): readonly Area[] {
  const isCounting = (row: number) => weights?.[row] !== 0;
  const hasNumbers = (row: number) =>
    predictions
      .subarray(row * classes, (row + 1) * classes)
      .every((chance) => !Number.isNaN(chance)) && predictions.length >= (row + 1) * classes;
  const rows = Int32Array.from(truth, (_, row) => row).filter(isCounting);
  if (!rows.every(hasNumbers)) return [];
  const scores = Array.from({ length: classes }, (_, c) =>
    chancesOf(predictions, truth.length, classes, c),
  );
  const own = scores.map((_, c) => rows.filter((row) => truth[row] === c));
  return own.flatMap((ofA, a) =>
    own.slice(a + 1).flatMap((ofB, i) => {
      const b = a + 1 + i;
      const both = Int32Array.from([...ofA, ...ofB]);
      const areaOf = (c: number) =>
        areaUnder(
          tiedCounts(both, (row) => truth[row] === c, scores[c] ?? new Float64Array(), weights),
        );
      const [first, second] = [areaOf(a), areaOf(b)];
      if (!first || !second) return [];
      return [{ area: (first.area + second.area) / 2, rows: first.rows + second.rows }];
    }),
  );
}
