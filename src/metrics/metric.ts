import type { TaskKind, TaskShape } from '../util/task-kind.js';

/** Class codes or numbers of the rows; −1 is a class that the model does not know. */
export type Truth = Float64Array;

/** An evaluation function; its score keeps its natural sign. */
export interface Metric {
  readonly name: string;
  readonly direction: 'maximize' | 'minimize';
  readonly tasks: readonly TaskKind[];
  /** `predictions` are (rows, classes) probabilities, or one number a row for regression. */
  readonly score: (
    truth: Truth,
    predictions: Float32Array,
    task: TaskShape,
    weights?: RowWeights,
  ) => number;
}

/** How much each row counts; undefined where all count alike. */
export type RowWeights = Float64Array | undefined;

/** The sum of all weights: of `rows` rows that count alike, their number. */
export function totalWeight(rows: number, weights: RowWeights): number {
  return weights ? weights.reduce((sum, weight) => sum + weight, 0) : rows;
}

/** The score with a sign such that higher is better. */
export function oriented(metric: Metric, score: number): number {
  return metric.direction === 'maximize' ? score : -score;
}

/** The arrow of the good direction, for people. */
export function arrow(metric: Metric): '↑' | '↓' {
  return metric.direction === 'maximize' ? '↑' : '↓';
}
