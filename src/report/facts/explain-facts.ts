import type { ScaleKind } from '../../schema/scale-kind.js';

/** What the answers rest on. */
export interface ExplainFacts {
  readonly importance: ImportanceFacts;
  readonly dependence: readonly DependenceFacts[];
  readonly worst: readonly RowFacts[];
}

/** By how much the score gets worse where a column's values are those of other rows. */
export interface ImportanceFacts {
  readonly metric: string;
  /** Rows that it was worked out on, those that they were drawn of, and shufflings of each column. */
  readonly rows: number;
  readonly ofRows: number;
  readonly repeats: number;
  /** Whether models judged rows that they had not been fitted to. */
  readonly outOfFold: boolean;
  /** The most telling first. */
  readonly columns: readonly ColumnImportance[];
}

export interface ColumnImportance {
  readonly columns: readonly string[];
  readonly importance: number;
  readonly interval: readonly [low: number, high: number];
  /** One-sided; absent where it cannot be said. */
  readonly pValue?: number;
}

/** What is answered on average where a column has a value, the others staying as they are. */
export interface DependenceFacts {
  readonly column: string;
  readonly kind: ScaleKind | 'levels';
  /** What the answer is: the label, or the chance of a class. */
  readonly answer: string;
  readonly points: readonly DependencePoint[];
  /** Of single rows, point by point; of numbers and dates. */
  readonly curves: readonly (readonly number[])[];
}

export interface DependencePoint {
  readonly label: string;
  /** Absent of levels. */
  readonly at?: number;
  readonly mean: number;
}

/** A row with what was true, what was said, and why. */
export interface RowFacts {
  /** Where it stood in the data, from 1; null in a validation file. */
  readonly row: number | null;
  readonly truth: string;
  readonly predicted: string;
  /** How wrong: the distance of a number, −log of the true class's chance. */
  readonly loss: number;
  readonly cells: readonly (readonly [column: string, cell: string])[];
  /** What each column has of the difference between the row's answer and the mean one; the largest first. */
  readonly contributions?: ContributionFacts;
}

export interface ContributionFacts {
  /** What adds up: the number, or the log-odds of a class. */
  readonly scale: string;
  readonly base: number;
  readonly answer: number;
  readonly columns: readonly {
    readonly column: string;
    readonly cell: string;
    readonly contribution: number;
    readonly standardError: number;
  }[];
}
