import type { Metric, Truth } from '../metrics/metric.js';
import type { SearchSpace } from '../space/search-space.js';
import { isOfNumbers, type TaskShape } from '../util/task-kind.js';

/** How classes can count. */
export const CLASS_WEIGHTS = ['none', 'balanced'] as const;

/** What a user says of it: that all classes have the same sum, or how much the rows of each class count, by its code. */
export type ClassWeights = 'balanced' | readonly number[];

/** Whether rare classes count as much as common ones in training: a choice for metrics that ask for it. */
export const classWeightSpace: SearchSpace = {
  classWeights: { kind: 'choice', options: CLASS_WEIGHTS },
};
export const classWeightDefaults = { classWeights: 'none' } as const;

/** Whether class weights are worth a try. */
export function asksForClassWeights(
  { kind }: TaskShape,
  { favoursRareClasses = false }: Pick<Metric, 'favoursRareClasses'>,
): boolean {
  return !isOfNumbers({ kind }) && favoursRareClasses;
}

/** Row weights with those of their classes, as the user told, else as `params` ask; those of the rows otherwise. */
export function withClassWeights(
  params: Readonly<Record<string, unknown>>,
  { kind, classes }: TaskShape,
  y: Float32Array | Truth,
  weights: Float64Array | undefined,
  told?: ClassWeights | undefined,
): Float64Array | undefined {
  if (typeof told === 'object') {
    return Float64Array.from(y, (code, row) =>
      code < 0 ? 0 : (weights?.[row] ?? 1) * (told[code] ?? 1),
    );
  }
  const { classWeights = classWeightDefaults.classWeights } = told
    ? { classWeights: told }
    : params;
  if (!CLASS_WEIGHTS.some((choice) => choice === classWeights)) {
    throw new Error(`classWeights must be one of ${CLASS_WEIGHTS.join(', ')}`);
  }
  if (classWeights === 'none' || isOfNumbers({ kind })) return weights;
  const sums = new Float64Array(classes);
  for (const [row, code] of y.entries()) sums[code] = (sums[code] ?? 0) + (weights?.[row] ?? 1);
  // Rows of a class that training does not know have no class to be balanced with.
  return Float64Array.from(y, (code, row) =>
    code < 0 ? 0 : (weights?.[row] ?? 1) / (sums[code] || 1),
  );
}
