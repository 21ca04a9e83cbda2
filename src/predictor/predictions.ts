import type { Table } from '../table/table.js';
import { answerValues, countUnpredicted, unpredictedNote } from './answer-values.js';
import { classChances, type ProbabilityMatrix } from './class-chances.js';
import { answered } from './combined.js';
import type { PredictorState } from './predictor-state.js';
import { quantileRows } from './quantile-answers.js';

/** Predictions with what the reader of the data noticed. */
export interface Predictions {
  /** One a row: numbers, or class names; NaN or an empty text where a model's answer is not a number. */
  readonly values: readonly (number | string)[];
  /** One a row and class for classes, else undefined; entries are in the order of `info.classes`. */
  readonly probabilities: readonly Readonly<Record<string, number>>[] | undefined;
  /** The same as numbers alone. */
  readonly matrix: ProbabilityMatrix | undefined;
  /** Of a quantile task: (rows, quantiles), each row ascending. */
  readonly quantiles?: readonly (readonly number[])[];
  readonly notes: readonly string[];
}

/** What the members' predictions of a table make together, with a note on rows that have no answer. */
export function predictionsOf(
  state: PredictorState,
  table: Table,
  perMember: readonly Float64Array[],
  notes: readonly string[],
): Predictions {
  const { classes, quantiles: asked } = state.schema.task;
  const predicted = answered(state, perMember, table);
  const values = answerValues(state, predicted, table.rows);
  const matrix = classes.length > 0 ? { classes, values: predicted } : undefined;
  const probabilities = matrix && classChances(matrix);
  const unpredicted = unpredictedNote(countUnpredicted(values));
  const quantiles = asked && quantileRows(predicted, asked);
  return {
    values,
    probabilities,
    matrix,
    ...(quantiles && { quantiles }),
    notes: [...notes, ...unpredicted],
  };
}
