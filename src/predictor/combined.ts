import { mixedBy } from '../ensemble/stacking.js';
import { tempered } from '../metrics/tempered.js';
import { taskShape } from '../schema/schema.js';
import { type TaskShape, withThreshold } from '../util/task-kind.js';
import type { PredictorState } from './predictor-state.js';

/** What the members' predictions make together: (rows, classes) probabilities, or one number a row. */
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
