import type { TaskShape } from '../util/task-kind.js';
import { scaleStandard } from './scale-standard.js';

/** How the label becomes what models are trained on: classes stay codes, numbers are standardised. */
export interface FittedTarget {
  readonly kind: 'target';
  readonly mean: number;
  readonly deviation: number;
}

/** Fitted on the training rows' labels: mean 0 and deviation 1 for regression, unchanged codes for classes. */
export function fitTarget(
  task: TaskShape,
  y: Float64Array,
): { fitted: FittedTarget; transformed: Float32Array } {
  const isNumber = task.kind === 'regression';
  const scale = isNumber ? scaleStandard.fit({}, y).fitted : { mean: 0, deviation: 1 };
  const fitted: FittedTarget = { kind: 'target', mean: scale.mean, deviation: scale.deviation };
  const transformed = Float32Array.from(y, (value) => (value - fitted.mean) / fitted.deviation);
  return { fitted, transformed };
}

/** Predictions in the label's own units; probabilities pass unchanged. */
export function restoreTarget(fitted: FittedTarget, predictions: Float32Array): Float32Array {
  return predictions.map((value) => value * fitted.deviation + fitted.mean);
}
