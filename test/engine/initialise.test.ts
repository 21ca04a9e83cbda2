import { expect, test } from 'vitest';
import type { CustomCost } from '../../src/engine/cost.js';
import { dense, sequential } from '../../src/engine/network.js';
import { trainNetwork } from '../../src/engine/train-network.js';
import { randomStream } from '../../src/util/random.js';

const ROWS = 200;
const draw = randomStream('levels alone');
const indices = Int32Array.from({ length: ROWS }, () => draw.integer(8));
const sparse = {
  rows: ROWS,
  columns: 8,
  offsets: Int32Array.from({ length: ROWS + 1 }, (_, row) => row),
  indices,
  values: new Float32Array(ROWS).fill(1),
};
const x = { rows: ROWS, dense: undefined, sparse };

function train(layer: ReturnType<typeof dense>, y: Float32Array, cost?: CustomCost) {
  const random = randomStream('no hidden layer');
  const own = { random, epochs: 100, batchSize: 20, learningRate: 0.05, ...(cost && { cost }) };
  return trainNetwork(sequential([layer]), x, y, own);
}

test.each(['relu', 'relu6'] as const)('one layer with %s learns what levels alone tell', (name) => {
  const y = Float32Array.from(indices, (level) => 1 + (level % 3));
  const ofNothing = y.reduce((sum, value) => sum + value * value, 0) / ROWS;
  // Levels whose sums start below 0 may stay there.
  expect(train(dense(1, name), y).costs.at(-1)).toBeLessThan(ofNothing - 0.5);
});

test('outputs of one layer part where a cost of the caller takes the nearer one', () => {
  const y = Float32Array.from(
    indices,
    (level, row) => (row % 2 === 0 ? 2 : -2) * (1 + (level % 3)),
  );
  const cost = (outputs: Float32Array, rows: Int32Array, gradient: Float32Array) => {
    gradient.fill(0);
    return rows.reduce((sum, row, i) => {
      const [a = 0, b = 0] = [0, 1].map((k) => (outputs[2 * i + k] ?? 0) - (y[row] ?? 0));
      const nearer = Math.min(Math.abs(a), Math.abs(b));
      const share = 1 / (1 + Math.exp(Math.abs(b) - Math.abs(a)));
      gradient[2 * i] = ((1 - share) * a) / rows.length;
      gradient[2 * i + 1] = (share * b) / rows.length;
      return sum + nearer;
    }, 0);
  };
  expect(train(dense(2), y, { kind: 'custom', cost }).costs.at(-1)).toBeLessThan(1);
});
