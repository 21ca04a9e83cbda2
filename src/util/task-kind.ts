/** What is predicted: one of two classes, one of several, or a number. */
export type TaskKind = 'binary' | 'multiclass' | 'regression';

/** The task as the numeric parts see it: its kind and how many classes (0 for regression). */
export interface TaskShape {
  readonly kind: TaskKind;
  readonly classes: number;
  /** The index of the positive class of a binary task. */
  readonly positive: number;
  /** The probability from which a row of a binary task counts as positive. @default the more probable class */
  readonly threshold?: number | undefined;
}
