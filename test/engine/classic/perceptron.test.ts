import { expect, test } from 'vitest';
import {
  mistakeBound,
  predictPerceptron,
  trainPerceptron,
} from '../../../src/engine/classic/perceptron.js';

const square = { rows: 4, columns: 2, data: Float32Array.of(0, 0, 0, 1, 1, 0, 1, 1) };
const and = Float32Array.of(-1, -1, -1, 1);
const xor = Float32Array.of(-1, 1, 1, -1);

test('a mistake moves the weights by y·x and the bias by y', () => {
  const x = { rows: 1, columns: 2, data: Float32Array.of(2, -3) };
  const { perceptron, mistakes } = trainPerceptron(x, Float32Array.of(1), { epochs: 1 });
  expect([...perceptron.weights, perceptron.bias, mistakes]).toEqual([2, -3, 1, 1]);
});

test('it learns AND, and within the bound of the plane x₁ + x₂ = 1.5', () => {
  const { perceptron, converged, mistakes } = trainPerceptron(square, and);
  expect(converged).toBe(true);
  expect([...predictPerceptron(perceptron, square)]).toEqual([...and]);
  const plane = { kind: 'perceptron', weights: Float64Array.of(1, 1), bias: -1.5 } as const;
  expect(mistakeBound(square, and, plane)).toBeCloseTo(3 / (0.25 / (1 + 1 + 2.25)), 9);
  expect(mistakes).toBeLessThanOrEqual(mistakeBound(square, and, plane));
});

test('it says so when no plane separates the rows, as for XOR', () => {
  const { converged, epochs } = trainPerceptron(square, xor, { epochs: 50 });
  expect(converged).toBe(false);
  expect(epochs).toBe(50);
});
