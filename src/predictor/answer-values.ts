import { predictedClass } from '../metrics/predicted-class.js';
import { countOf } from '../util/count-of.js';
import type { TaskShape } from '../util/task-kind.js';
import { judgedTask } from './combined.js';
import type { PredictorState } from './predictor-state.js';
import { middleAnswers } from './quantile-answers.js';

/** The answer for each of so many rows of combined predictions: numbers, or class names; NaN or an empty text where it is not a number. */
export function answerValues(
  state: PredictorState,
  predicted: Float64Array,
  rows: number,
): readonly (number | string)[] {
  const { quantiles } = state.schema.task;
  if (quantiles) return [...middleAnswers(predicted, quantiles)].map(finiteOrNone);
  return answerNames(state.schema.task.classes, predicted, rows, judgedTask(state));
}

/** The same of any predictions, (rows, classes), for a task that decides. */
function answerNames(
  classes: readonly string[],
  predicted: Float64Array,
  rows: number,
  task: TaskShape,
): readonly (number | string)[] {
  if (classes.length === 0) return [...predicted].map(finiteOrNone);
  return Array.from({ length: rows }, (_, row) => {
    const code = predictedClass(predicted, row, task);
    return code === undefined ? '' : (classes[code] ?? '');
  });
}

/** Numbers of a model may be so large that their sum is none. */
function finiteOrNone(value: number): number {
  return Number.isFinite(value) ? value : Number.NaN;
}

export function countUnpredicted(values: readonly (number | string)[]): number {
  return values.filter((value) => value === '' || Number.isNaN(value)).length;
}

/** A note on rows whose answer is not a number, and so no class either. */
export function unpredictedNote(count: number): string[] {
  return count > 0
    ? [`no prediction for ${countOf(count, 'row')}: the answer is not a number`]
    : [];
}
