import { mixedBy } from '../ensemble/stacking.js';
import { calibrated } from '../metrics/calibration.js';
import { tempered } from '../metrics/tempered.js';
import { taskShape } from '../schema/schema.js';
import type { Table } from '../table/table.js';
import type { TaskShape } from '../util/task-kind.js';
import { answeredTask } from './answered-task.js';
import { answerCopies } from './copies.js';
import type { PredictorState } from './predictor-state.js';

/** What the members' predictions make together, whatever they know of copies: (rows, classes) probabilities, or one number a row. */
export function combined(
  { schema, members, stack, temperature, calibration }: PredictorState,
  perMember: readonly Float64Array[],
): Float64Array {
  const task = taskShape(schema.task);
  const mixed = mixedBy(members, stack, perMember, task);
  if (calibration) return calibrated(mixed, task, calibration);
  return tempered(mixed, task.classes, temperature);
}

/** The same of the rows of a table, where rows that are copies of training rows are answered by their labels as well. */
export function answered(
  state: PredictorState,
  perMember: readonly Float64Array[],
  table: Table,
): Float64Array {
  const predictions = combined(state, perMember);
  return state.copies ? answerCopies(state.copies, table, predictions) : predictions;
}

/** The task, with what the predictor decides by. */
export function judgedTask(state: PredictorState): TaskShape {
  return answeredTask(state);
}
