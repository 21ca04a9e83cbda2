import type { Matrix } from '../matrix/matrix.js';
import { AutofitError } from '../util/errors.js';
import { sumToRows } from '../util/mean-one.js';
import type { CostKernel } from './kernels/kernels.js';

/** How much rows and classes count; undefined where all count alike. */
export interface Weighting {
  /** One weight a row. */
  readonly sampleWeights: ArrayLike<number> | undefined;
  /** One weight a class, by its code. */
  readonly classWeights: ArrayLike<number> | undefined;
}

/**
 * Each row's weight times its class's, scaled to a mean of 1 so that they do not change the step size;
 * undefined when all count alike. Throws an AutofitError for weights that are not finite, below 0, all 0 or
 * too few, and for class weights without classes.
 */
export function rowWeights(
  y: Float32Array,
  rows: number,
  kind: CostKernel,
  { sampleWeights, classWeights }: Weighting,
): Matrix | undefined {
  if (!sampleWeights && !classWeights) return undefined;
  if (sampleWeights && sampleWeights.length !== rows) {
    reject(`There are ${sampleWeights.length} sample weights for ${rows} rows.`);
  }
  const isCode = y.length === rows && kind.endsWith('cross-entropy');
  if (classWeights && !isCode) reject('Class weights need one class code a row.');
  const data = Float64Array.from({ length: rows }, (_, row) => {
    const own = sampleWeights ? sampleWeights[row] : 1;
    const ofClass = classWeights ? classWeights[y[row] as number] : 1;
    return (own ?? Number.NaN) * (ofClass ?? Number.NaN);
  });
  if (!data.every((weight) => weight >= 0 && weight < Infinity)) {
    reject('Some weight is missing, below 0 or not finite.');
  }
  if (!data.some((weight) => weight > 0)) reject('All weights are 0.');
  return { rows, columns: 1, data: Float32Array.from(sumToRows(data)) };
}

function reject(message: string): never {
  throw new AutofitError('BAD_WEIGHTS', message);
}
