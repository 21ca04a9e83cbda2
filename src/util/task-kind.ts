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
}

/** May have two classes as well, of which none is the positive one. */
export interface MulticlassTask {
  readonly kind: 'multiclass';
  readonly classes: number;
}

export interface RegressionTask {
  readonly kind: 'regression';
  /** 0. */
  readonly classes: number;
}

/** The task, decided at this threshold where it is binary; other tasks have none. */
export function withThreshold(task: TaskShape, threshold: number): TaskShape {
  return task.kind === 'binary' ? { ...task, threshold } : task;
}
