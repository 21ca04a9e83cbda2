import { expect, test } from 'vitest';
import { initialParameters } from '../../src/engine/initial-parameters.js';
import { batchNorm, dense, layerNorm, residual, sequential } from '../../src/engine/network.js';
import { randomStream } from '../../src/util/random.js';

const numbers = (inputs: number) => ({ inputs, sparseInputs: 0 });

test.each([
  ['relu', Math.sqrt(6 / 50)],
  ['mish', Math.sqrt(6 / 50)],
  ['selu', Math.sqrt(3 / 50)],
  ['tanh', Math.sqrt(6 / 250)],
  ['linear', Math.sqrt(6 / 250)],
] as const)('weights before %s fill the range that its paper gives', (activation, bound) => {
  const network = sequential([dense(200, activation), dense(1)]);
  const weights = initialParameters(network, numbers(50), randomStream('bounds')).subarray(
    0,
    50 * 200,
  );
  const most = weights.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
  expect(most).toBeLessThanOrEqual(Math.fround(bound));
  expect(most).toBeGreaterThan(0.99 * bound);
  const mean = weights.reduce((a, b) => a + b, 0) / weights.length;
  expect(Math.abs(mean)).toBeLessThan(0.05 * bound);
});

test('norms start as nothing but standardising, biases at 0', () => {
  const network = sequential([batchNorm(), residual([layerNorm()]), dense(1)]);
  const [a, b, ...rest] = initialParameters(network, numbers(2), randomStream('norms'));
  expect([a, b]).toEqual([1, 1]);
  // Shifts, means and variances of the batch norm; scales and shifts of the layer norm; two weights; the bias.
  expect(rest.slice(0, 10)).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 0, 0]);
  expect(rest.at(-1)).toBe(0);
});
