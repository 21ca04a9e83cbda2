import { type Random, shuffle } from '../util/random.js';
import type { TaskShape } from '../util/task-kind.js';

/** What the label says of the training rows. */
export interface TargetContext {
  readonly task: TaskShape;
  /** Class codes or numbers of the training rows. */
  readonly y: Float64Array;
  readonly weights: Float64Array | undefined;
  readonly random: Random;
  /** Asked before each column; true ends fitting with a FitStopped. @default never */
  readonly shouldStop?: (() => boolean) | undefined;
}

/** Thrown by a fit that was told to stop. */
export class FitStopped extends Error {}

export interface EncodeTargetOptions {
  /** How many rows the mean of all rows counts like. @default 10 */
  readonly smoothing: number;
  /** Parts of the training rows; each is encoded by the others. @default 5 */
  readonly folds: number;
}

export interface FittedEncodeTarget {
  readonly kind: 'encode-target';
  /** Of all training rows, one an output: the label, or the share of each class but the first. */
  readonly means: readonly number[];
  /** Codes ascending, and the smoothed means of each. */
  readonly codes: readonly number[];
  readonly codeMeans: readonly (readonly number[])[];
}

/**
 * The mean label of a level, drawn towards the mean of all rows: (Σ w·y + smoothing · mean) / (Σ w + smoothing)
 * (Micci-Barreca 2001). Training rows are encoded by the other parts of the training rows, so that no row sees its
 * own label; `transform` uses all of them. One array an output: the label, or the share of each class but the first.
 */
export const encodeTarget = {
  kind: 'encode-target',
  defaults: { smoothing: 10, folds: 5 } satisfies EncodeTargetOptions,
  fit(
    options: EncodeTargetOptions,
    x: Int32Array,
    target: TargetContext,
  ): { readonly fitted: FittedEncodeTarget; readonly transformed: readonly Float64Array[] } {
    const all = Int32Array.from(x, (_, row) => row);
    const fitted = fitMeans(options, x, target, all);
    const order = all.slice();
    shuffle(target.random, order);
    const transformed = fitted.means.map(() => new Float64Array(x.length));
    for (let part = 0; part < options.folds; part++) {
      const own = order.filter((_row, i) => i % options.folds === part);
      const others = order.filter((_row, i) => i % options.folds !== part);
      const encoded = this.transform(
        fitMeans(options, x, target, others),
        own.map((row) => x[row] ?? 0),
      );
      for (const [output, values] of encoded.entries()) {
        for (const [i, row] of own.entries()) {
          const column = transformed[output];
          if (column) column[row] = values[i] ?? 0;
        }
      }
    }
    return { fitted, transformed };
  },
  transform(fitted: FittedEncodeTarget, x: Int32Array): readonly Float64Array[] {
    const place = new Map(fitted.codes.map((code, i) => [code, i]));
    return fitted.means.map((mean, output) =>
      Float64Array.from(x, (code) => fitted.codeMeans[place.get(code) ?? -1]?.[output] ?? mean),
    );
  },
};

function fitMeans(
  { smoothing }: EncodeTargetOptions,
  x: Int32Array,
  { task, y, weights }: TargetContext,
  rows: Int32Array,
): FittedEncodeTarget {
  const outputs = task.kind === 'regression' ? 1 : Math.max(1, task.classes - 1);
  const outputOf = (row: number, output: number) =>
    task.kind === 'regression' ? (y[row] ?? 0) : Number(y[row] === output + 1);
  const sums = new Map<number, Float64Array>();
  const total = new Float64Array(outputs + 1);
  for (const row of rows) {
    const weight = weights?.[row] ?? 1;
    const sum = sums.get(x[row] ?? 0) ?? new Float64Array(outputs + 1);
    sums.set(x[row] ?? 0, sum);
    for (const own of [sum, total]) {
      for (let o = 0; o < outputs; o++) own[o] = (own[o] ?? 0) + weight * outputOf(row, o);
      own[outputs] = (own[outputs] ?? 0) + weight;
    }
  }
  const means = Array.from(
    { length: outputs },
    (_, o) => (total[o] ?? 0) / Math.max(total[outputs] ?? 0, 1e-300),
  );
  const codes = [...sums.keys()].sort((a, b) => a - b);
  const codeMeans = codes.map((code) => {
    const sum = sums.get(code) ?? total;
    return means.map((mean, o) => {
      return ((sum[o] ?? 0) + smoothing * mean) / ((sum[outputs] ?? 0) + smoothing);
    });
  });
  return { kind: 'encode-target', means, codes, codeMeans };
}
