import { predictedClass } from '../metrics/predicted-class.js';
import type { Table } from '../table/table.js';
import { countOf } from '../util/count-of.js';
import { classChances, type ProbabilityMatrix } from './class-chances.js';
import { combined, judgedTask } from './combined.js';
import type { PredictorState } from './predictor-state.js';

/** Predictions with what the reader of the data noticed. */
export interface Predictions {
  /** One a row: numbers, or class names; NaN or an empty text where a model's answer is not a number. */
  readonly values: readonly (number | string)[];
  /** One a row and class for classes, else undefined; entries are in the order of `info.classes`. */
  readonly probabilities: readonly Readonly<Record<string, number>>[] | undefined;
  /** The same as numbers alone. */
  readonly matrix: ProbabilityMatrix | undefined;
  readonly notes: readonly string[];
}

/** What the members' predictions of a table make together, with a note on rows that have no answer. */
export function predictionsOf(
  state: PredictorState,
  table: Table,
  perMember: readonly Float64Array[],
  notes: readonly string[],
): Predictions {
  const answered = answers(state, table, perMember);
  return { ...answered, notes: [...notes, ...unpredicted(answered.values)] };
}

function answers(
  state: PredictorState,
  table: Table,
  perMember: readonly Float64Array[],
): Omit<Predictions, 'notes'> {
  const { classes } = state.schema.task;
  const predicted = combined(state, perMember);
  if (classes.length === 0) {
    return { values: [...predicted], probabilities: undefined, matrix: undefined };
  }
  const task = judgedTask(state);
  const rows = Array.from({ length: table.rows }, (_, row) => row);
  const values = rows.map((row) => {
    const code = predictedClass(predicted, row, task);
    return code === undefined ? '' : (classes[code] ?? '');
  });
  const matrix = { classes, values: predicted };
  return { values, probabilities: classChances(matrix), matrix };
}

/** A note on rows whose answer is not a number, and so no class either. */
function unpredicted(values: readonly (number | string)[]): string[] {
  const count = values.filter((value) => value === '' || Number.isNaN(value)).length;
  return count > 0
    ? [`no prediction for ${countOf(count, 'row')}: the answer is not a number`]
    : [];
}
