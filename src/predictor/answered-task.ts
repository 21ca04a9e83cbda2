import { withCosts } from '../metrics/costs.js';
import { type Schema, taskShape } from '../schema/schema.js';
import { type MistakeCosts, type TaskShape, withThreshold } from '../util/task-kind.js';

/** What the task is answered by besides a threshold. */
export interface AnsweredTask {
  readonly schema: Pick<Schema, 'task'>;
  readonly costs?: MistakeCosts | undefined;
}

/** The task, with the costs and the threshold that the predictor decides by. */
export function answeredTask(answered: AnsweredTask & { readonly threshold: number }): TaskShape {
  return withThreshold(plainTask(answered), answered.threshold);
}

/** The task, decided by costs where there are any. */
export function plainTask({ schema, costs }: AnsweredTask): TaskShape {
  return withCosts(taskShape(schema.task), costs);
}
