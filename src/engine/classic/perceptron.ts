import type { Matrix } from '../../matrix/matrix.js';
import { hypot } from '../../util/elementary/hypot.js';
import { square } from '../../util/elementary/square.js';

export interface PerceptronOptions {
  /** η. @default 1 */
  readonly learningRate?: number;
  /** Passes over the rows before giving up. @default 100 */
  readonly epochs?: number;
}

/** A single neuron with a step activation: answers +1 where w · x + b > 0, else −1. */
export interface Perceptron {
  readonly kind: 'perceptron';
  readonly weights: Float64Array;
  readonly bias: number;
}

export interface PerceptronResult {
  readonly perceptron: Perceptron;
  /** Whether the last pass made no mistake; false says that no separating plane was found. */
  readonly converged: boolean;
  readonly epochs: number;
  /** Corrections in all; on separable rows at most `mistakeBound`. */
  readonly mistakes: number;
}

/**
 * Rosenblatt's perceptron (1958): for each row answered wrongly, w ← w + η y x and b ← b + η y, starting from
 * zero. `y` holds −1 and +1. On linearly separable rows it ends after finitely many mistakes (Novikoff 1962).
 */
export function trainPerceptron(
  x: Matrix,
  y: Float32Array,
  { learningRate = 1, epochs = 100 }: PerceptronOptions = {},
): PerceptronResult {
  const weights = new Float64Array(x.columns);
  let perceptron: Perceptron = { kind: 'perceptron', weights, bias: 0 };
  let mistakes = 0;
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const before = mistakes;
    for (let row = 0; row < x.rows; row++) {
      const target = y[row] as number;
      if (answer(perceptron, x, row) === target) continue;
      mistakes++;
      for (let j = 0; j < x.columns; j++) {
        const value = x.data[row * x.columns + j] as number;
        weights[j] = (weights[j] as number) + learningRate * target * value;
      }
      perceptron = { ...perceptron, bias: perceptron.bias + learningRate * target };
    }
    if (mistakes === before) return { perceptron, converged: true, epochs: epoch, mistakes };
  }
  return { perceptron, converged: false, epochs, mistakes };
}

/** +1 or −1 for each row. */
export function predictPerceptron(perceptron: Perceptron, x: Matrix): Float32Array {
  return Float32Array.from({ length: x.rows }, (_, row) => answer(perceptron, x, row));
}

/**
 * The most mistakes that training can make when a plane w · x + b = 0 separates the rows: (R / γ)², with rows
 * lengthened by a 1 for the bias, R the longest of them and γ the smallest distance to the plane (Novikoff 1962).
 */
export function mistakeBound(x: Matrix, y: Float32Array, separating: Perceptron): number {
  const size = hypot(...separating.weights, separating.bias);
  let longest = 0;
  let margin = Number.POSITIVE_INFINITY;
  for (let row = 0; row < x.rows; row++) {
    const values = x.data.subarray(row * x.columns, (row + 1) * x.columns);
    longest = Math.max(longest, hypot(...values, 1));
    margin = Math.min(margin, ((y[row] as number) * weightedSum(separating, x, row)) / size);
  }
  return square(longest / margin);
}

function answer(perceptron: Perceptron, x: Matrix, row: number): 1 | -1 {
  return weightedSum(perceptron, x, row) > 0 ? 1 : -1;
}

function weightedSum({ weights, bias }: Perceptron, x: Matrix, row: number): number {
  let sum = bias;
  for (let j = 0; j < x.columns; j++) {
    sum += (weights[j] as number) * (x.data[row * x.columns + j] as number);
  }
  return sum;
}
