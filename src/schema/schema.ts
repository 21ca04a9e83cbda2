import type { TaskKind, TaskShape } from '../util/task-kind.js';

/** What a column is taken for. */
export type ColumnKind = 'numeric' | 'categorical' | 'boolean' | 'ignored';
export type ColumnRole = 'feature' | 'label';

/** How the cells of a numeric column are written; a plain number is read under any format. */
export interface NumericParser {
  readonly kind: 'numeric';
  /** The currency sign before the number, or ''. */
  readonly currency: string;
  /** Whether commas group the digits in threes. */
  readonly thousands: boolean;
  readonly percent: boolean;
}

/** Levels in order of code points; the code of a level is its place here. */
export interface CategoricalParser {
  readonly kind: 'categorical';
  readonly levels: readonly string[];
}

/** Texts (in lower case) for 1 and for 0. */
export interface BooleanParser {
  readonly kind: 'boolean';
  readonly yes: string;
  readonly no: string;
}

/** How to read the cells of a column, as data: found when fitting, obeyed when predicting. */
export type Parser = NumericParser | CategoricalParser | BooleanParser;

/** What the whole column showed. */
export interface Evidence {
  /** Why the column has its kind, for people. */
  readonly reason: string;
  readonly missing: number;
  readonly distinct: number;
}

export interface ColumnSchema {
  readonly name: string;
  readonly role: ColumnRole;
  readonly kind: ColumnKind;
  /** Absent for ignored columns. */
  readonly parser: Parser | null;
  readonly evidence: Evidence;
}

export interface Task {
  readonly kind: TaskKind;
  /** Why, and how to override it. */
  readonly reason: string;
  /** Class names; empty for regression. */
  readonly classes: readonly string[];
  /** The positive class of a binary task, else null. */
  readonly positive: string | null;
}

/** All that reading a file of this kind needs. */
export interface Schema {
  readonly label: string;
  readonly task: Task;
  readonly columns: readonly ColumnSchema[];
}

/** The columns that a model may use, in the order of the training file. */
export function featureColumns(schema: Schema): readonly ColumnSchema[] {
  return schema.columns.filter((column) => column.role === 'feature' && column.kind !== 'ignored');
}

/** The task as the numeric parts see it. */
export function taskShape(task: Task): TaskShape {
  const positive = task.positive === null ? -1 : task.classes.indexOf(task.positive);
  return { kind: task.kind, classes: task.classes.length, positive };
}
