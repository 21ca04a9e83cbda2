import type { TaskShape } from '../util/task-kind.js';
import type { Metric, RowWeights, Truth } from './metric.js';
import { type Area, mean } from './roc-auc.js';
import { chancesOf, type TiedCounts, tiedCounts } from './tied-counts.js';

type Averaged = (
  truth: Truth,
  predictions: Float64Array,
  task: TaskShape,
  weights: RowWeights,
) => number;

/**
 * The mean precision at each row of a class that is found, the most probable rows first, equal ones together: Σ (R − R before) P.
 * Of the positive class of a binary task, else the mean over the classes that occur; NaN where none does. Rows of unknown
 * classes are of none.
 */
export const averagePrecisions: readonly Metric[] = [
  {
    ...ofRanking('average_precision', (truth, predictions, task, weights) => {
      const one = task.kind === 'binary' ? task.positive : undefined;
      return mean(precisionsOf(truth, predictions, task, weights, one), () => 1);
    }),
    ofPositive: true,
  },
  ofRanking('average_precision_macro', (...rows) => mean(precisionsOf(...rows), () => 1)),
  ofRanking('average_precision_micro', ofAllCells),
  ofRanking('average_precision_weighted', (...rows) =>
    mean(precisionsOf(...rows), ({ rows: own }) => own),
  ),
];

function ofRanking(name: string, score: Averaged): Metric {
  return {
    name,
    direction: 'maximize',
    tasks: ['binary', 'multiclass'],
    judges: 'probabilities',
    score,
  };
}

/** Of each class that occurs, or of one. */
function precisionsOf(
  truth: Truth,
  predictions: Float64Array,
  { classes }: TaskShape,
  weights: RowWeights,
  one?: number,
): readonly Area[] {
  const rows = Int32Array.from(truth, (_, row) => row);
  return Array.from({ length: classes }, (_, c) => c)
    .filter((c) => one === undefined || c === one)
    .flatMap((c) => {
      const scores = chancesOf(predictions, truth.length, classes, c);
      return precisionUnder(tiedCounts(rows, (row) => truth[row] === c, scores, weights)) ?? [];
    });
}

/** Every row and class is a cell that is found or not. */
function ofAllCells(
  truth: Truth,
  predictions: Float64Array,
  { classes }: TaskShape,
  weights: RowWeights,
): number {
  const cells = Int32Array.from({ length: truth.length * classes }, (_, cell) => cell);
  const rowOf = (cell: number) => Math.floor(cell / classes);
  const own = weights && Float64Array.from(cells, (cell) => weights[rowOf(cell)] ?? 1);
  const isRight = (cell: number) => truth[rowOf(cell)] === cell % classes;
  return precisionUnder(tiedCounts(cells, isRight, predictions, own))?.area ?? Number.NaN;
}

function precisionUnder(counts: readonly TiedCounts[] | undefined): Area | undefined {
  if (!counts) return { area: Number.NaN, rows: 1 };
  let [found, taken, sum] = [0, 0, 0];
  for (const { positives, negatives } of counts.toReversed()) {
    found += positives;
    taken += positives + negatives;
    sum += positives * (found / taken);
  }
  return found === 0 ? undefined : { area: sum / found, rows: found };
}
