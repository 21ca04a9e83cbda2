import type { TaskShape } from '../util/task-kind.js';
import { type Stack, stackedPredictions } from './stacking.js';

/** What members' predictions make together: by the second layer, or as their mean by weight. */
export function mixedBy(
  members: readonly { readonly weight: number }[],
  stack: Stack | null,
  predictions: readonly Float32Array[],
  task: TaskShape,
): Float32Array {
  if (stack) return stackedPredictions(stack, predictions, task);
  const sum = new Float64Array(predictions[0]?.length ?? 0);
  for (const [i, own] of predictions.entries()) {
    const weight = members[i]?.weight ?? 0;
    for (let j = 0; j < sum.length; j++) sum[j] = (sum[j] ?? 0) + weight * (own[j] ?? 0);
  }
  return Float32Array.from(sum);
}
