import { expect, test } from 'vitest';
import { createKernels } from '../../src/engine/kernels/create-kernels.js';
import { dense, dropout, type Network, sequential } from '../../src/engine/network.js';
import { predictNetwork } from '../../src/engine/predict-network.js';
import { type TrainOptions, trainNetwork } from '../../src/engine/train-network.js';
import { randomStream } from '../../src/util/random.js';

function points(rows: number) {
  const random = randomStream('points');
  const data = Float32Array.from({ length: 2 * rows }, () => random.normal());
  return { rows, dense: { rows, columns: 2, data }, sparse: undefined };
}

const x = points(60);
const plane = Float32Array.from(
  { length: 60 },
  (_, row) => 3 * (x.dense.data[2 * row] ?? 0) - 2 * (x.dense.data[2 * row + 1] ?? 0) + 1,
);
const above = plane.map((value) => Number(value > 1));

function train(network: Network, y: Float32Array, options: Partial<TrainOptions> = {}) {
  return trainNetwork(network, x, y, { random: randomStream('train'), ...options });
}

test('a network of depth 0 is linear regression: it finds the plane', () => {
  const { network } = train(sequential([dense(1)]), plane, {
    learningRate: 0.1,
    schedule: { kind: 'cosine' },
    epochs: 300,
  });
  const [w1 = 0, w2 = 0, b = 0] = network.parameters;
  expect(w1).toBeCloseTo(3, 3);
  expect(w2).toBeCloseTo(-2, 3);
  expect(b).toBeCloseTo(1, 3);
});

test('one sigmoid neuron is logistic regression: it divides the points', () => {
  const { network } = train(sequential([dense(1, 'sigmoid')]), above, { learningRate: 0.1 });
  const right = predictNetwork(network, x).filter(
    (chance, row) => Math.round(chance) === above[row],
  );
  expect(right.length).toBeGreaterThanOrEqual(58);
});

test('a hidden layer learns XOR', () => {
  const corners = { rows: 4, columns: 2, data: Float32Array.of(0, 0, 0, 1, 1, 0, 1, 1) };
  const square = { rows: 4, dense: corners, sparse: undefined };
  const network = sequential([dense(8, 'tanh'), dense(1, 'sigmoid')]);
  const options = { random: randomStream('xor'), epochs: 400, learningRate: 0.05, batchSize: 4 };
  const trained = trainNetwork(network, square, Float32Array.of(0, 1, 1, 0), options).network;
  expect([...predictNetwork(trained, square)].map(Math.round)).toEqual([0, 1, 1, 0]);
});

test.each(['sgd', 'adam', 'adamw'] as const)('%s lowers the cost', (kind) => {
  const { costs } = train(sequential([dense(6, 'relu'), dense(1)]), plane, {
    optimizer: { kind },
    learningRate: 0.01,
    epochs: 20,
  });
  expect(costs.at(-1)).toBeLessThan((costs[0] ?? 0) / 2);
});

test('the same seed gives the same bits, another seed others', () => {
  const network = sequential([dense(9, 'relu'), dropout(0.3), dense(1)]);
  const weights = (seed: string) =>
    train(network, plane, { random: randomStream(seed), epochs: 5 }).network.parameters;
  expect(weights('one')).toEqual(weights('one'));
  expect(weights('one')).not.toEqual(weights('two'));
});

test('the epoch with the best validation score is kept, the earliest of equal ones', () => {
  const scores = [1, 5, 2, 5, 3];
  const seen: Float32Array[] = [];
  const { network, bestEpoch, bestScore, epochs } = train(sequential([dense(1)]), plane, {
    epochs: 5,
    validation: {
      x,
      score(predictions) {
        seen.push(predictions);
        return scores[seen.length - 1] ?? 0;
      },
    },
  });
  expect({ bestEpoch, bestScore, epochs }).toEqual({ bestEpoch: 2, bestScore: 5, epochs: 5 });
  expect(predictNetwork(network, x)).toEqual(seen[1]);
  expect(seen[1]).not.toEqual(seen[4]);
});

test('without validation the last epoch is kept', () => {
  const network = sequential([dense(1)]);
  const { bestEpoch } = train(network, plane, { epochs: 4 });
  expect(bestEpoch).toBe(4);
});

test('training ends after so many epochs without a better score', () => {
  const validation = { x, score: () => 1 };
  const { epochs, bestEpoch } = train(sequential([dense(1)]), plane, {
    validation,
    patience: 3,
    epochs: 50,
  });
  expect({ epochs, bestEpoch }).toEqual({ epochs: 4, bestEpoch: 1 });
});

test('the stop signal is asked before every batch, and the best so far counts', () => {
  let asked = 0;
  const { epochs, network } = train(sequential([dense(1)]), plane, {
    batchSize: 10,
    shouldStop: () => ++asked > 10,
    validation: { x, score: () => 1 },
  });
  // One question for each epoch and one for each of its six batches: the eleventh is in the second epoch.
  expect({ asked, epochs }).toEqual({ asked: 12, epochs: 2 });
  expect(network.parameters.every(Number.isFinite)).toBe(true);
});

test('training that diverges is an error, not a model', () => {
  const options = { optimizer: { kind: 'sgd' }, learningRate: 1e30, epochs: 20 } as const;
  expect(() => train(sequential([dense(1)]), plane, options)).toThrow('diverged');
  const validation = { x, score: () => Number.NaN };
  expect(() => train(sequential([dense(1)]), plane, { validation, epochs: 2 })).toThrow('diverged');
});

test('predictions do not depend on where batches end', () => {
  const many = points(700);
  const { network } = train(
    sequential([dense(7, 'relu'), dense(2)]),
    plane.map(() => 1),
    {
      epochs: 0,
      cost: 'mean-squared-error',
    },
  );
  const all = predictNetwork(network, many);
  const one = { rows: 1, columns: 2, data: many.dense.data.slice(2 * 600, 2 * 601) };
  const alone = predictNetwork(network, { rows: 1, dense: one, sparse: undefined });
  expect([...alone]).toEqual([...all.subarray(1200, 1202)]);
});

test('dropout keeps the mean while training and does nothing when predicting', () => {
  const kernels = createKernels('simd');
  const [rows, columns] = [500, 8];
  const floats = kernels.floatsOf('signal', rows, columns);
  kernels.reserve(2 * floats);
  const values = new Float32Array(rows * columns).fill(1);
  kernels.write('signal', 0, { rows, columns }, values, 0);
  const dropped = new Float32Array(rows * columns);
  kernels.dropout(0, floats, rows, columns, { rate: 0.4, seed: 7 });
  kernels.read('signal', floats, { rows, columns }, dropped, 0);
  const zeros = dropped.filter((value) => value === 0).length / dropped.length;
  const mean = dropped.reduce((sum, value) => sum + value, 0) / dropped.length;
  expect(zeros).toBeCloseTo(0.4, 1);
  expect(mean).toBeCloseTo(1, 1);
  const { network } = train(sequential([dense(5, 'relu'), dropout(0.9), dense(1)]), plane, {
    epochs: 1,
  });
  expect(predictNetwork(network, x)).toEqual(predictNetwork(network, x));
  const plain = sequential([dense(5, 'relu'), dense(1)]);
  expect(predictNetwork({ ...network, network: plain }, x)).toEqual(predictNetwork(network, x));
});
