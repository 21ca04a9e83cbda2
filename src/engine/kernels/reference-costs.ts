import type { Floats, Offset } from './kernels.js';
import { sigmoid } from './reference-values.js';

/** Σ (x − y)² over rows and columns; dx = 2 (x − y) / rows. */
export function meanSquaredError(
  a: Floats,
  x: Offset,
  y: Offset,
  dx: Offset,
  rows: number,
  columns: number,
): number {
  let cost = 0;
  for (let i = 0; i < rows * columns; i++) {
    const error = (a[x + i] as number) - (a[y + i] as number);
    cost += error * error;
    a[dx + i] = (2 * error) / rows;
  }
  return cost;
}

/** Σ log(1 + eˣ) − y·x of logits x; dx = (σ(x) − y) / rows. */
export function binaryCrossEntropy(
  a: Floats,
  x: Offset,
  y: Offset,
  dx: Offset,
  rows: number,
  columns: number,
): number {
  let cost = 0;
  for (let i = 0; i < rows * columns; i++) {
    const logit = a[x + i] as number;
    const target = a[y + i] as number;
    cost += Math.max(logit, 0) + Math.log1p(Math.exp(-Math.abs(logit))) - target * logit;
    a[dx + i] = (sigmoid(logit) - target) / rows;
  }
  return cost;
}

/** Σ logsumexp(x) − x[class] of logits x; dx = (softmax(x) − onehot(class)) / rows. */
export function softmaxCrossEntropy(
  a: Floats,
  x: Offset,
  y: Offset,
  dx: Offset,
  rows: number,
  columns: number,
): number {
  let cost = 0;
  for (let r = 0; r < rows; r++) {
    const row = x + r * columns;
    let max = -Infinity;
    for (let j = 0; j < columns; j++) max = Math.max(max, a[row + j] as number);
    let sum = 0;
    for (let j = 0; j < columns; j++) sum += Math.exp((a[row + j] as number) - max);
    const target = a[y + r] as number;
    cost += max + Math.log(sum) - (a[row + target] as number);
    for (let j = 0; j < columns; j++) {
      const probability = Math.exp((a[row + j] as number) - max) / sum;
      a[dx + r * columns + j] = (probability - (j === target ? 1 : 0)) / rows;
    }
  }
  return cost;
}
