import { mixedBy } from '../ensemble/stacking.js';
import type { DesignMatrix } from '../matrix/design-matrix.js';
import { tempered } from '../metrics/tempered.js';
import { familyNamed } from '../models/families.js';
import { transformTable } from '../preprocessing/preprocessor.js';
import { restoreTarget } from '../preprocessing/target.js';
import { taskShape } from '../schema/schema.js';
import type { Table } from '../table/table.js';
import { type TaskShape, withThreshold } from '../util/task-kind.js';
import type { Member, PredictorState } from './predictor-state.js';

/** Predictions of a typed table: (rows, classes) probabilities, or one number a row. */
export function predictTable(state: PredictorState, table: Table): Float64Array {
  return combined(state, predictMembers(state, table));
}

/** What the members' predictions make together. */
export function combined(
  { schema, members, stack, temperature }: PredictorState,
  perMember: readonly Float64Array[],
): Float64Array {
  const task = taskShape(schema.task);
  return tempered(mixedBy(members, stack, perMember, task), task.classes, temperature);
}

/** The task, with the threshold that the predictor decides by. */
export function judgedTask({ schema, threshold }: PredictorState): TaskShape {
  return withThreshold(taskShape(schema.task), threshold);
}

/** Each member's own predictions, in the order of the members. */
export function predictMembers(state: PredictorState, table: Table): readonly Float64Array[] {
  const rows = Int32Array.from({ length: table.rows }, (_, row) => row);
  const matrices = state.preprocessors.map((fitted) => transformTable(fitted, table, rows));
  return state.members.map((member) => predictMember(state, member, matrices));
}

function predictMember(
  state: PredictorState,
  member: Member,
  matrices: readonly DesignMatrix[],
): Float64Array {
  const task = taskShape(state.schema.task);
  const family = familyNamed(member.family);
  let sum = new Float64Array();
  for (const { model, preprocessor, target } of member.folds) {
    const x = matrices[preprocessor];
    if (!x) throw new Error(`the predictor has no preprocessor ${preprocessor}`);
    const predictions = restoreTarget(target, family.predict(family.load(model), x, task));
    if (sum.length === 0) sum = new Float64Array(predictions.length);
    addScaled(sum, predictions, 1 / member.folds.length);
  }
  return Float64Array.from(sum);
}

function addScaled(sum: Float64Array, values: Float64Array, factor: number): void {
  for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) + factor * (values[i] ?? 0);
}
