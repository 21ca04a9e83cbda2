/** What is predicted: one of two classes, one of several, a number, or quantiles of it. */
export type TaskKind = 'binary' | 'multiclass' | 'regression' | 'quantile';

/** The task as the numeric parts see it: its kind and how many classes (0 for regression). */
export type TaskShape = BinaryTask | MulticlassTask | RegressionTask | QuantileTask;

export interface BinaryTask {
  readonly kind: 'binary';
  readonly classes: number;
  /** The index of the positive class. */
  readonly positive: number;
  /** The probability from which a row counts as positive. @default the more probable class */
  readonly threshold?: number | undefined;
  /** By which the threshold is told. @default it is the metric's affair */
  readonly costs?: MistakeCosts | undefined;
}

/** May have two classes as well, of which none is the positive one. */
export interface MulticlassTask {
  readonly kind: 'multiclass';
  readonly classes: number;
  /** By which the answer is the class of least expected cost. @default the most probable class */
  readonly costs?: MistakeCosts | undefined;
}

/** What answers cost: a row for each true class, in it a number for each predicted one. */
export type MistakeCosts = readonly (readonly number[])[];

export interface RegressionTask {
  readonly kind: 'regression';
  /** 0. */
  readonly classes: number;
  readonly costs?: undefined;
  /** What training minimises, as told. @default squares, where a family does not choose by itself */
  readonly loss?: RegressionLoss | undefined;
}

export interface QuantileTask {
  readonly kind: 'quantile';
  /** 0. */
  readonly classes: number;
  readonly costs?: undefined;
  /** In (0, 1), ascending: a row has an answer for each, which ascend too. */
  readonly quantiles: readonly number[];
}

/** Whether labels are numbers. */
export function isOfNumbers({ kind }: { readonly kind: TaskKind }): boolean {
  return kind === 'regression' || kind === 'quantile';
}

/** How many numbers answer a row: a probability for each class, one for each quantile, or one. */
export function answersPerRow(task: TaskShape): number {
  return task.kind === 'quantile' ? task.quantiles.length : Math.max(1, task.classes);
}

/** What training on numbers can be told to minimise. */
export const REGRESSION_LOSSES = ['squared', 'absolute', 'huber', 'poisson', 'gamma'] as const;
export type RegressionLoss = (typeof REGRESSION_LOSSES)[number];

/** What training on numbers is told to minimise; undefined where it is told nothing, and for classes. */
export function toldLoss(task: TaskShape): RegressionLoss | undefined {
  return task.kind === 'regression' ? task.loss : undefined;
}

/** Whether models answer the logarithm of the mean (the link of Poisson's and the gamma loss). */
export function hasLogLink(task: TaskShape): boolean {
  const loss = toldLoss(task);
  return loss === 'poisson' || loss === 'gamma';
}

/** The task, decided at this threshold where it is binary; other tasks have none. */
export function withThreshold(task: TaskShape, threshold: number): TaskShape {
  return task.kind === 'binary' ? { ...task, threshold } : task;
}
