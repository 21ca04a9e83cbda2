/** What is predicted: one of two classes, one of several, or a number. */
export type TaskKind = 'binary' | 'multiclass' | 'regression';

/** The task as the numeric parts see it: its kind and how many classes (0 for regression). */
export type TaskShape = BinaryTask | MulticlassTask | RegressionTask;

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
}

/** The task, decided at this threshold where it is binary; other tasks have none. */
export function withThreshold(task: TaskShape, threshold: number): TaskShape {
  return task.kind === 'binary' ? { ...task, threshold } : task;
}
