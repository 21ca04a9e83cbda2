import { expect, test } from 'vitest';
import { initialParameters } from '../../src/engine/initial-parameters.js';
import { conv2d, globalAveragePool } from '../../src/engine/map-layers.js';
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

test('convolutions fill the range that rectifiers need, by all that their window reads', () => {
  const map = { height: 4, width: 4 };
  const layers = [conv2d(40), conv2d(40, { depthwise: true }), globalAveragePool(), dense(1)];
  const widths = { inputs: 6, sparseInputs: 0, map };
  const all = initialParameters(sequential(layers), widths, randomStream('convolutions'));
  const most = (from: number, to: number) => Math.max(...all.subarray(from, to).map(Math.abs));
  const weights = 9 * 6 * 40;
  expect(most(0, weights)).toBeLessThanOrEqual(Math.fround(Math.sqrt(6 / 54)));
  expect(most(0, weights)).toBeGreaterThan(0.99 * Math.sqrt(6 / 54));
  expect(most(weights, weights + 40)).toBe(0);
  // Each channel by itself reads nine values.
  const own = most(weights + 40, weights + 40 + 9 * 40);
  expect(own).toBeLessThanOrEqual(Math.fround(Math.sqrt(6 / 9)));
  expect(own).toBeGreaterThan(0.97 * Math.sqrt(6 / 9));
});

test('norms start as nothing but standardising, biases at 0', () => {
  const network = sequential([batchNorm(), residual([layerNorm()]), dense(1)]);
  const [a, b, ...rest] = initialParameters(network, numbers(2), randomStream('norms'));
  expect([a, b]).toEqual([1, 1]);
  // Shifts, means and variances of the batch norm; scales and shifts of the layer norm; two weights; the bias.
  expect(rest.slice(0, 10)).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 0, 0]);
  expect(rest.at(-1)).toBe(0);
});

test('by fan-in, weights and biases fill ±1 / √d', () => {
  const all = initialParameters(
    sequential([dense(100, 'relu'), dense(1)]),
    numbers(25),
    randomStream('fan-in'),
    'by-fan-in',
  );
  const first = all.subarray(0, 26 * 100);
  const most = first.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
  expect(most).toBeLessThanOrEqual(0.2);
  expect(most).toBeGreaterThan(0.198);
  // The biases follow the weights, and are not 0.
  expect(first.subarray(25 * 100).every((bias) => bias !== 0)).toBe(true);
});

test('normal weights have a deviation of 1 / √d, and the last layer starts at 0', () => {
  const all = initialParameters(
    sequential([dense(200), dense(3)]),
    numbers(25),
    randomStream('normal'),
    'normal',
  );
  const deviation = (values: Float32Array) =>
    Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
  expect(deviation(all.subarray(0, 25 * 200))).toBeCloseTo(0.2, 2);
  expect(deviation(all.subarray(25 * 200, 26 * 200))).toBeGreaterThan(0.85);
  const last = all.subarray(26 * 200);
  expect(last.subarray(0, 200 * 3).every((weight) => weight === 0)).toBe(true);
});
