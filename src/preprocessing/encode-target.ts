import { type Random, shuffle } from '../util/random.js';
import { Stopped } from '../util/stopped.js';
import { isOfNumbers, type TaskShape } from '../util/task-kind.js';
import { countCodes } from './count-codes.js';
import { gatherCodes } from './gather-rows.js';
import { replaceCodes } from './replace-codes.js';

/** What the label says of the training rows. */
export interface TargetContext {
  readonly task: TaskShape;
  /** Class codes or numbers of the training rows. */
  readonly y: Float64Array;
  /** With a mean of 1, so that smoothing counts rows. */
  readonly weights: Float64Array | undefined;
  readonly random: Random;
  /** Asked before each column, and within long ones; true ends fitting with Stopped. @default never */
  readonly shouldStop?: (() => boolean) | undefined;
}

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
  /** Codes ascending, and for each output their smoothed means: few long arrays, as there may be very many codes. */
  readonly codes: readonly number[];
  readonly meansOfCodes: readonly (readonly number[])[];
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
    const order = x.map((_, row) => row);
    const fitted = fitMeans(options, x, target, order);
    shuffle(target.random, order);
    const transformed = fitted.means.map(() => new Float64Array(x.length));
    for (let part = 0; part < options.folds; part++) {
      if (target.shouldStop?.()) throw new Stopped();
      const { own, others } = dealt(order, options.folds, part);
      const encoded = this.transform(fitMeans(options, x, target, others), gatherCodes(x, own));
      for (const [output, column] of transformed.entries()) {
        const values = encoded[output];
        for (let i = 0; i < own.length; i++) column[own[i] ?? 0] = values?.[i] ?? 0;
      }
    }
    return { fitted, transformed };
  },
  transform(
    { means, codes, meansOfCodes }: FittedEncodeTarget,
    x: Int32Array,
  ): readonly Float64Array[] {
    const places = placesOf(x, codes);
    return means.map((mean, output) => {
      const encoded = new Float64Array(x.length);
      const own = meansOfCodes[output] ?? [];
      for (let row = 0; row < x.length; row++) {
        const place = places[row] ?? NOWHERE;
        encoded[row] = place === NOWHERE ? mean : (own[place] ?? mean);
      }
      return encoded;
    });
  },
};

const NOWHERE = -1;

/** The place of each code among these, or NOWHERE. */
function placesOf(x: Int32Array, codes: readonly number[]): Int32Array {
  const pairs = codes.map((code, place): [number, number] => [code, place]);
  return replaceCodes(x, pairs, NOWHERE, new Int32Array(x.length));
}

/** Deals the rows into parts, one after the other: this part, and the others. */
function dealt(
  order: Int32Array,
  parts: number,
  part: number,
): { readonly own: Int32Array; readonly others: Int32Array } {
  const own = new Int32Array(order.length);
  const others = new Int32Array(order.length);
  let count = 0;
  for (let i = 0; i < order.length; i++) {
    const row = order[i] ?? 0;
    if (i % parts === part) own[count++] = row;
    else others[i - count] = row;
  }
  return { own: own.subarray(0, count), others: others.subarray(0, order.length - count) };
}

function fitMeans(
  { smoothing }: EncodeTargetOptions,
  x: Int32Array,
  target: TargetContext,
  rows: Int32Array,
): FittedEncodeTarget {
  const { task } = target;
  const outputs = isOfNumbers(task) ? 1 : Math.max(1, task.classes - 1);
  const own = gatherCodes(x, rows);
  const codes = countCodes(own).map(([code]) => code);
  const places = placesOf(own, codes);
  // Sums of what labels are above the first one keep their digits, wherever they lie.
  const from = isOfNumbers(task) ? (target.y[rows[0] ?? 0] ?? 0) : 0;
  const sums = weightedSums(target, from, rows, places, codes.length, outputs);
  const total = sums.subarray(codes.length * (outputs + 1));
  const means = Array.from(
    total.subarray(0, outputs),
    (sum) => sum / Math.max(total[outputs] ?? 0, 1e-300),
  );
  const meansOfCodes = means.map((mean, o) =>
    codes.map((_, place) => {
      const at = place * (outputs + 1);
      return (
        from + ((sums[at + o] ?? 0) + smoothing * mean) / ((sums[at + outputs] ?? 0) + smoothing)
      );
    }),
  );
  return { kind: 'encode-target', means: means.map((mean) => from + mean), codes, meansOfCodes };
}

/** Σ w·(y − from) of each output, then Σ w, of the rows at each of the places; last those of all rows. */
function weightedSums(
  { task, y, weights }: TargetContext,
  from: number,
  rows: Int32Array,
  places: Int32Array,
  count: number,
  outputs: number,
): Float64Array {
  const sums = new Float64Array((count + 1) * (outputs + 1));
  const total = count * (outputs + 1);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] ?? 0;
    const label = y[row] ?? 0;
    const weight = weights?.[row] ?? 1;
    const own = (places[i] ?? 0) * (outputs + 1);
    for (let o = 0; o < outputs; o++) {
      const value = weight * (isOfNumbers(task) ? label - from : Number(label === o + 1));
      sums[own + o] = (sums[own + o] ?? 0) + value;
      sums[total + o] = (sums[total + o] ?? 0) + value;
    }
    sums[own + outputs] = (sums[own + outputs] ?? 0) + weight;
    sums[total + outputs] = (sums[total + outputs] ?? 0) + weight;
  }
  return sums;
}
