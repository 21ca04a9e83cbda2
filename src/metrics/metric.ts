import type { TaskKind, TaskShape } from '../util/task-kind.js';

/** Labels of the rows: numbers, or codes of classes; each class that the model does not know has a negative one. */
export type Truth = Float64Array | Int32Array;

/** The labels at these places. */
export function truthAt(truth: Truth, places: Int32Array): Truth {
  return truth instanceof Int32Array ? codesAt(truth, places) : valuesAt(truth, places);
}

function codesAt(codes: Int32Array, places: Int32Array): Int32Array {
  return places.map((place) => codes[place] ?? -1);
}

/** The numbers at these places. */
export function valuesAt(values: Float64Array, places: Int32Array): Float64Array {
  const own = new Float64Array(places.length);
  for (let i = 0; i < places.length; i++) own[i] = values[places[i] ?? 0] ?? Number.NaN;
  return own;
}

/** Which scores are better. */
export type Direction = 'maximize' | 'minimize';

/** An evaluation function; its score keeps its natural sign. */
export interface Metric {
  readonly name: string;
  readonly direction: Direction;
  readonly tasks: readonly TaskKind[];
  /** What of predictions it sees: the class that is chosen, which ties for whole trainings, or what stands behind it. */
  readonly judges: 'classes' | 'probabilities' | 'numbers';
  /**
   * `predictions` are (rows, classes) probabilities, or one number a row for regression. A row of weight 0 is as if it were
   * not there; NaN where another one has a prediction that is not a number, or where no row counts.
   */
  readonly score: (
    truth: Truth,
    predictions: Float64Array,
    task: TaskShape,
    weights?: RowWeights,
  ) => number;
  /** The least score that can be and the most. @default from 0 on where less is better, else from 0 to 1 */
  readonly range?: readonly [least: number, most: number];
  /** Of metrics of classes whose threshold is fitted: the score of a binary task by its counts. */
  readonly ofCounts?: (counts: BinaryCounts) => number;
  /**
   * Standard errors by which fitted thresholds must do better than a half. More where a half is the best for probabilities that
   * are right, as the best of many thresholds looks better on any rows; none where a half suits by chance alone. @default 1
   */
  readonly thresholdErrors?: number;
  /** Whether rare classes matter more to it than their rows do. */
  readonly favoursRareClasses?: boolean;
  /** Whether of two classes it judges the positive one alone. */
  readonly ofPositive?: boolean;
  /** Labels that it can judge; it is not a number where another one counts. */
  readonly labels?: LabelNeed;
  /** Of so many classes, or fewer, it is always 1. */
  readonly sureFrom?: number;
  /** Whether the order of classes counts. */
  readonly ordersClasses?: boolean;
  /** Whether it is one of the user's own, which no file keeps. */
  readonly isCustom?: boolean;
  /** Why no model is chosen by it. */
  readonly choosesNothing?: string;
  /** What is to be told before a model is chosen by it. */
  readonly warning?: (task: TaskKind) => string | undefined;
  /** What stands for it on the few rows of a fold, where it may not be defined or ties. */
  readonly inFold?: Metric;
  /** Whether the median of what may be is best by it, and not the mean. */
  readonly asksForMedian?: boolean;
}

/** Numbers that can be judged. */
export interface LabelNeed {
  readonly isFit: (label: number) => boolean;
  /** In words: "labels that are not 0". */
  readonly words: string;
}

/** Weighted rows of a binary task by what they are taken for and whether that is right. */
export interface BinaryCounts {
  readonly truePositive: number;
  readonly falsePositive: number;
  readonly trueNegative: number;
  readonly falseNegative: number;
  /** Rows of a class that the model does not know, taken for the positive one. */
  readonly unknownPositive: number;
}

/** How much each row counts; undefined where all count alike. */
export type RowWeights = Float64Array | undefined;

/** The sum of all weights: of `rows` rows that count alike, their number. */
export function totalWeight(rows: number, weights: RowWeights): number {
  return weights ? weights.reduce((sum, weight) => sum + weight, 0) : rows;
}

/** How many rows have weight 0: no score sees them. */
export function weightlessRows(weights: RowWeights): number {
  return weights ? weights.reduce((count, weight) => count + Number(weight === 0), 0) : 0;
}

/** The score with a sign such that higher is better. */
export function oriented(metric: Pick<Metric, 'direction'>, score: number): number {
  return metric.direction === 'maximize' ? score : -score;
}

/** What scores lie within; of a metric of the user's own nobody knows. */
export function rangeOf({ range, direction, isCustom }: Metric): readonly [number, number] {
  if (isCustom) return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  return range ?? [0, direction === 'maximize' ? 1 : Number.POSITIVE_INFINITY];
}

/** The arrow of the good direction, for people. */
export function arrow(metric: Pick<Metric, 'direction'>): '↑' | '↓' {
  return metric.direction === 'maximize' ? '↑' : '↓';
}
