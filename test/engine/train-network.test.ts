import { describe, expect, test } from 'vitest';
import { createKernels } from '../../src/engine/kernels/create-kernels.js';
import { createReferenceKernels } from '../../src/engine/kernels/reference.js';
import { parameterShapes, shapeLayers } from '../../src/engine/layer-shapes.js';
import { conv2d, globalAveragePool } from '../../src/engine/map-layers.js';
import {
  batchNorm,
  dense,
  dropout,
  heads,
  layerNorm,
  type Network,
  residual,
  scale,
  sequential,
} from '../../src/engine/network.js';
import type { NetworkInput } from '../../src/engine/network-input.js';
import { createOptimizer } from '../../src/engine/optimizers/optimizer.js';
import { predictNetwork } from '../../src/engine/predict-network.js';
import { summarizeNetwork } from '../../src/engine/summarize-network.js';
import { type TrainOptions, trainNetwork } from '../../src/engine/train-network.js';
import { AutofitError } from '../../src/util/errors.js';
import { randomStream } from '../../src/util/random.js';
import { problemGround } from '../fixtures/engine-problem.js';

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

test.each([undefined, null, '0.5', true])('a score of %o is no score', (given) => {
  const validation = { x, score: () => given as never };
  expect(() => train(sequential([dense(1)]), plane, { epochs: 2, validation })).toThrow(
    /`score` of `validation` gave .*, not a number/,
  );
});

test('methods of what judges or costs are called on what they belong to', () => {
  const validation = {
    x,
    score(predictions: Float32Array) {
      return predictions.length - this.x.rows;
    },
  };
  const cost = {
    kind: 'custom' as const,
    slope: 2,
    cost(_outputs: Float32Array, rows: Int32Array, gradient: Float32Array) {
      gradient.fill(this.slope);
      return this.slope * rows.length;
    },
  };
  const own = train(sequential([dense(1)]), plane, { epochs: 1, validation, cost });
  expect([own.bestScore, ...own.costs]).toEqual([0, 2]);
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
  // One question for each epoch and one for each of its batches: the eleventh is in the second epoch.
  expect({ asked, epochs }).toEqual({ asked: 11, epochs: 2 });
  expect(network.parameters.every(Number.isFinite)).toBe(true);
});

test('an epoch that is stopped before its first batch is none', () => {
  let asked = 0;
  const { epochs, costs, bestEpoch } = train(sequential([dense(1)]), plane, {
    batchSize: 30,
    shouldStop: () => ++asked > 4,
  });
  // Epoch 1 asks once and for its two batches; epoch 2 asks once and is stopped at its first batch.
  expect({ epochs, costs: costs.length, bestEpoch }).toEqual({ epochs: 1, costs: 1, bestEpoch: 1 });
});

test('the cost of an epoch is the mean over the rows that it trained on', () => {
  const still = { rows: 60, dense: { ...x.dense, data: new Float32Array(120) }, sparse: undefined };
  let asked = 0;
  const { costs } = trainNetwork(
    sequential([dense(1)]),
    still,
    plane.map(() => 2),
    {
      random: randomStream('costs'),
      batchSize: 10,
      learningRate: 0,
      shouldStop: () => ++asked > 3,
    },
  );
  expect(costs).toEqual([4]);
});

test('the order of the rows is drawn, not that of the data', () => {
  const weights = (seed: string) => {
    // Starts from weights of 0, so that only the order can tell two runs apart.
    const random = { ...randomStream(seed), next: () => 0.5 };
    return train(sequential([dense(1)]), plane, { random, epochs: 1 }).network.parameters;
  };
  expect(weights('one')).not.toEqual(weights('two'));
});

test('an epoch over few rows passes over them until it has steps enough, in a new order each time', () => {
  let asked = 0;
  const counted = { shouldStop: () => ++asked < 0, batchSize: 25, epochs: 2 };
  const passes = (leastSteps: number) => {
    asked = 0;
    const { network } = train(sequential([dense(1)]), plane, { ...counted, leastSteps });
    // Once before each epoch, and before each of its steps.
    return { steps: asked - 2, parameters: network.parameters };
  };
  // Batches of 25, 25 and 10 rows are a pass.
  expect([1, 3, 4, 7].map((least) => passes(least).steps)).toEqual([6, 6, 12, 18]);
  const twice = train(sequential([dense(1)]), plane, { batchSize: 25, epochs: 4 }).network;
  expect(passes(4).parameters).toEqual(twice.parameters);
});

test('the schedule goes with the steps of the whole training', () => {
  const weights = (options: Partial<TrainOptions>) =>
    train(sequential([dense(3, 'tanh'), dense(1)]), plane, options).network.parameters;
  const halfWay = weights({ epochs: 2, schedule: { kind: 'step', gamma: 0, parts: 2 } });
  expect(halfWay).toEqual(weights({ epochs: 1 }));
  expect(halfWay).not.toEqual(weights({ epochs: 2 }));
});

test.each([
  ['sgd', 0.9],
  ['adamw', 0.9],
  ['adam', 1],
] as const)('without a gradient %s leaves %d of a weight and all of a bias', (kind, share) => {
  const ground = problemGround(createReferenceKernels('float64'), {
    network: sequential([dense(1)]),
    x: { rows: 1, dense: { rows: 1, columns: 1, data: Float32Array.of(0) }, sparse: undefined },
    y: Float32Array.of(0.5),
    cost: 'mean-squared-error',
    parameters: [2, 0.5],
  });
  ground.step();
  createOptimizer({ kind }, ground.plan.kernels, ground.plan.blocks)(0.5, 0.2);
  expect(ground.parameters()).toEqual(Float64Array.of(2 * share, 0.5));
});

test('two dropout layers drop by themselves', () => {
  const columns = 5000;
  const { meanCost } = problemGround(createReferenceKernels('float64'), {
    network: sequential([dropout(0.5), dropout(0.5), dense(1)]),
    x: {
      rows: 1,
      dense: { rows: 1, columns, data: new Float32Array(columns).fill(1) },
      sparse: undefined,
    },
    y: Float32Array.of(0),
    cost: 'mean-squared-error',
    parameters: [...Array<number>(columns).fill(1 / columns), 0],
  }).step();
  // A quarter of the values is kept, four times as large; with one mask for both it were half of them.
  expect(Math.sqrt(meanCost)).toBeCloseTo(1, 0);
});

test('rows to validate may have more sparse entries than those to train on', () => {
  const rowsWith = (entries: number) => ({
    rows: 20,
    dense: undefined,
    sparse: {
      rows: 20,
      columns: 8,
      offsets: Int32Array.from({ length: 21 }, (_, row) => row * entries),
      indices: Int32Array.from({ length: 20 * entries }, (_, i) => i % 8),
      values: new Float32Array(20 * entries).fill(1),
    },
  });
  const later = rowsWith(8);
  let seen: Float32Array | undefined;
  const { network } = trainNetwork(
    sequential([dense(4, 'relu'), dense(1)]),
    rowsWith(1),
    plane.slice(0, 20),
    {
      random: randomStream('sparse'),
      kernels: createReferenceKernels(),
      epochs: 1,
      validation: {
        x: later,
        score(predictions) {
          seen = predictions;
          return 1;
        },
      },
    },
  );
  expect(predictNetwork(network, later, createReferenceKernels())).toEqual(seen);
});

test('training that diverges is an error, not a model', () => {
  const options = { optimizer: { kind: 'sgd' }, learningRate: 1e30, epochs: 20 } as const;
  expect(() => train(sequential([dense(1)]), plane, options)).toThrow(
    expect.objectContaining({ code: 'BAD_TRAINING', message: expect.stringContaining('diverged') }),
  );
  const validation = { x, score: () => Number.NaN };
  expect(() => train(sequential([dense(1)]), plane, { validation, epochs: 2 })).toThrow('diverged');
});

test.each(['simd', 'reference'] as const)(
  'an epoch without a finite cost is no model, with %s kernels: not by weights that happen to be finite',
  (kind) => {
    const network = sequential([dense(8, 'silu'), dense(8, 'silu'), dense(1)]);
    const options = { optimizer: { kind: 'adamw' }, learningRate: 1e20, epochs: 5 } as const;
    expect(() => train(network, plane, { ...options, kernels: createKernels(kind) })).toThrow(
      'diverged',
    );
  },
);

test.each(['sgd', 'rmsprop', 'adam', 'adamw'] as const)(
  'slopes that are no numbers are no step left out: %s diverges with simd and reference kernels',
  (kind) => {
    const cost = (_outputs: Float32Array, _rows: Int32Array, slopes: Float32Array) => {
      slopes.fill(Number.NaN);
      return 1;
    };
    for (const choice of ['simd', 'reference'] as const) {
      const options = { optimizer: { kind }, cost: { kind: 'custom', cost } } as const;
      const kernels = createKernels(choice);
      expect(() => train(sequential([dense(1)]), plane, { ...options, kernels })).toThrow(
        'diverged',
      );
    }
  },
);

test("a cost of one's own is clipped as the same one of the kernels is, a short last batch too", () => {
  const [rows, units] = [11, 12];
  const random = randomStream('clipped');
  const own = (columns: number, scale: number) =>
    Float32Array.from({ length: rows * columns }, () => scale * random.normal());
  const [inputs, targets] = [own(5, 1), own(units, 3)];
  const cost = (outputs: Float32Array, places: Int32Array, slopes: Float32Array) => {
    let sum = 0;
    for (const [i, output] of outputs.entries()) {
      const row = places[Math.floor(i / units)] ?? 0;
      const error = output - (targets[row * units + (i % units)] ?? 0);
      sum += error * error;
      slopes[i] = (2 * error) / places.length;
    }
    return sum;
  };
  const parameters = (kind: 'simd' | 'reference') =>
    trainNetwork(
      sequential([dense(units, 'linear')]),
      { rows, dense: { rows, columns: 5, data: inputs }, sparse: undefined },
      targets,
      {
        ...{
          random: randomStream(2),
          kernels: createKernels(kind),
          cost: { kind: 'custom', cost },
        },
        ...{ batchSize: 8, epochs: 3, optimizer: { kind: 'sgd', momentum: 0 }, learningRate: 0.1 },
        clipNorm: 1,
      },
    ).network.parameters;
  const [fast, plain] = [parameters('simd'), parameters('reference')];
  for (const [i, value] of fast.entries()) expect(value).toBeCloseTo(plain[i] ?? Number.NaN, 5);
});

test('predictions do not depend on where batches end', () => {
  const many = points(700);
  const { network } = train(
    sequential([dense(7, 'relu'), dense(2)]),
    new Float32Array(120).fill(1),
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

test.each([{ kind: 'sgd', nesterov: true }, { kind: 'rmsprop' }] as const)(
  '$kind $nesterov lowers the cost',
  (optimizer) => {
    const network = sequential([dense(6, 'relu'), dense(1)]);
    const { costs } = train(network, plane, { optimizer, learningRate: 0.01, epochs: 20 });
    expect(costs.at(-1)).toBeLessThan((costs[0] ?? 0) / 2);
  },
);

test('each cost finds what it is least at: mean, median, quantile and rate', () => {
  const few = Float32Array.from({ length: 60 }, (_, row) => (row < 6 ? 100 : row % 10));
  const sorted = few.toSorted();
  const alone = (cost: TrainOptions['cost'], output: 'linear' | 'exponential' = 'linear') => {
    const network = sequential([dense(1, output)]);
    const bare = { rows: 60, dense: { rows: 60, columns: 1, data: new Float32Array(60) } };
    const options = { ...(cost && { cost }), learningRate: 0.3, epochs: 2000, batchSize: 60 };
    const random = randomStream('cost');
    const schedule = { kind: 'cosine' } as const;
    const input = { ...bare, sparse: undefined };
    const trained = trainNetwork(network, input, few, { ...options, random, schedule }).network;
    return predictNetwork(trained, input)[0] ?? Number.NaN;
  };
  const mean = few.reduce((sum, value) => sum + value, 0) / 60;
  expect(alone('mean-squared-error')).toBeCloseTo(mean, 2);
  expect(alone('poisson', 'exponential')).toBeCloseTo(mean, 2);
  expect(alone('mean-absolute-error')).toBeGreaterThan((sorted[29] ?? NaN) - 0.1);
  expect(alone('mean-absolute-error')).toBeLessThan((sorted[30] ?? NaN) + 0.1);
  expect(alone({ kind: 'pinball', quantile: 0.75 })).toBeCloseTo(sorted[44] ?? NaN, 1);
  expect(alone({ kind: 'huber', delta: 0.5 })).toBeLessThan(mean / 2);
});

test('a row that counts twice is as good as two rows', () => {
  const network = sequential([dense(1)]);
  const weights = plane.map((_, row) => 1 + (row % 2));
  const twice = [...plane.keys()].flatMap((row) => (row % 2 === 1 ? [row, row] : [row]));
  const repeated = Float32Array.from(
    twice.flatMap((row) => [...x.dense.data.subarray(2 * row, 2 * row + 2)]),
  );
  const all = {
    rows: twice.length,
    dense: { rows: twice.length, columns: 2, data: repeated },
    sparse: undefined,
  };
  // Squares of noise, so that the fit is a compromise that weights move.
  const noisy = plane.map((value, row) => value + 5 * Math.sin(7 * row));
  const options = { epochs: 400, learningRate: 0.05, batchSize: 90 };
  const weighted = train(network, noisy, { ...options, sampleWeights: weights }).network.parameters;
  const doubled = trainNetwork(
    network,
    all,
    Float32Array.from(twice, (row) => noisy[row] ?? NaN),
    { ...options, random: randomStream('train') },
  ).network.parameters;
  const plain = train(network, noisy, options).network.parameters;
  for (const [i, value] of doubled.entries()) expect(weighted[i]).toBeCloseTo(value, 4);
  expect(Math.abs((plain[0] ?? NaN) - (doubled[0] ?? NaN))).toBeGreaterThan(0.01);
});

test('class weights act as sample weights do, and their scale does not matter', () => {
  const network = sequential([dense(1, 'sigmoid')]);
  const byClass = train(network, above, { epochs: 20, classWeights: [1, 4] }).network;
  const byRow = train(network, above, { epochs: 20, sampleWeights: above.map((y) => 3 + 9 * y) });
  expect(byClass.parameters).toEqual(byRow.network.parameters);
  const plain = train(network, above, { epochs: 20 }).network;
  const mean = (trained: typeof plain) =>
    predictNetwork(trained, x).reduce((sum, chance) => sum + chance, 0);
  expect(mean(byClass)).toBeGreaterThan(mean(plain));
});

test.each<[string, Partial<TrainOptions>, RegExp]>([
  ['too few sample weights', { sampleWeights: [1] }, /1 sample weights for 60 rows/],
  ['a weight below 0', { sampleWeights: plane.map(() => -1) }, /below 0/],
  ['weights that are all 0', { sampleWeights: plane.map(() => 0) }, /All weights are 0/],
  ['a class without a weight', { classWeights: [1] }, /missing/],
  ['label smoothing of 1', { labelSmoothing: 1 }, /not in \[0, 1\)/],
  ['a group that no layer is in', { groups: [{ layer: '9' }] }, /No parameters fit/],
])('%s is an error', (_name, options, message) => {
  expect(() => train(sequential([dense(1, 'sigmoid')]), above, options)).toThrow(message);
});

test.each<[string, Partial<TrainOptions>, RegExp]>([
  ['class weights without classes', { classWeights: [1, 2] }, /need one class code a row/],
  ['smoothed labels without classes', { labelSmoothing: 0.1 }, /for cross-entropies/],
  [
    'smoothed labels beside a cost with a number',
    { cost: { kind: 'huber', delta: 1 }, labelSmoothing: 0.1 },
    /for cross-entropies, not for huber/,
  ],
  [
    'a label smoothing of 7 beside one',
    { cost: { kind: 'pinball', quantile: 0.5 }, labelSmoothing: 7 },
    /smoothing of 7 is not in/,
  ],
  [
    'a cost of another name with a number',
    { cost: { kind: 'hubr' as 'huber', delta: 1 } },
    /no cost {"kind":"hubr"/,
  ],
  [
    'a record of a cost without a number',
    { cost: { kind: 'mean-squared-error' } as never },
    /no cost {"kind":"mean-squared-error"}/,
  ],
  ['a quantile of 1', { cost: { kind: 'pinball', quantile: 1 } }, /quantile 1 is not/],
  ['a δ of 0', { cost: { kind: 'huber', delta: 0 } }, /δ is 0/],
  ['Poisson without a rate', { cost: 'poisson' }, /needs the output activation exponential/],
])('%s are an error in regression', (_name, options, message) => {
  expect(() => train(sequential([dense(1)]), plane, options)).toThrow(message);
});

test('smoothed labels keep a sure answer from becoming certain', () => {
  const network = sequential([dense(1, 'sigmoid')]);
  const surest = (labelSmoothing: number) => {
    const { network: trained } = train(network, above, {
      labelSmoothing,
      learningRate: 0.1,
      epochs: 200,
    });
    return Math.max(...predictNetwork(trained, x));
  };
  expect(surest(0)).toBeGreaterThan(0.99);
  // Along a line not all points can be at 0.9 or 0.1; far out they go beyond, but not so far.
  expect(surest(0.2)).toBeLessThan(surest(0));
});

test('a clipped gradient moves no weights further than its norm allows', () => {
  const network = sequential([dense(1)]);
  const options = {
    optimizer: { kind: 'sgd', momentum: 0 },
    learningRate: 1,
    epochs: 1,
    batchSize: 60,
  } as const;
  const moved = (clipNorm: number) => {
    const before = train(network, plane, { ...options, epochs: 0 }).network.parameters;
    const after = train(network, plane, { ...options, clipNorm }).network.parameters;
    return Math.hypot(...after.map((value, i) => value - (before[i] ?? NaN)));
  };
  expect(moved(0.01)).toBeCloseTo(0.01, 5);
  expect(moved(1e9)).toBeGreaterThan(1);
});

test('a group of parameters learns at its own pace', () => {
  const network = sequential([dense(3, 'relu'), residual([dense(3, 'tanh')]), dense(1)]);
  const start = train(network, plane, { epochs: 0 }).network.parameters;
  const still = train(network, plane, {
    epochs: 3,
    groups: [{ learningRate: 0 }, { layer: '2.1', role: 'biases', learningRate: 1 }],
  }).network.parameters;
  const changed = [...still.keys()].filter((i) => still[i] !== start[i]);
  expect(changed).toEqual([18, 19, 20]);
});

test('batch norm predicts by the moments of all batches, not of the rows at hand', () => {
  const network = sequential([batchNorm(), dense(1)]);
  const { network: trained } = train(network, plane, { epochs: 50, learningRate: 0.05 });
  const all = predictNetwork(trained, x);
  const first = { rows: 1, columns: 2, data: x.dense.data.slice(0, 2) };
  const [alone] = predictNetwork(trained, { rows: 1, dense: first, sparse: undefined });
  expect(alone).toBeCloseTo(all[0] ?? NaN, 5);
  const [mean0, mean1, variance0, variance1] = trained.parameters.subarray(4, 8);
  const column = (j: number) => [...plane.keys()].map((row) => x.dense.data[2 * row + j] ?? NaN);
  const meanOf = (values: number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  for (const [j, mean, variance] of [
    [0, mean0, variance0],
    [1, mean1, variance1],
  ] as const) {
    const own = meanOf(column(j));
    expect(mean).toBeCloseTo(own, 0);
    expect(variance).toBeCloseTo(meanOf(column(j).map((value) => (value - own) ** 2)), 0);
  }
});

test.each<[string, Partial<TrainOptions>, RegExp]>([
  [
    'a learning rate that is no number',
    { learningRate: Number.NaN },
    /learning rate cannot be NaN/,
  ],
  ['a weight decay below 0', { weightDecay: -1 }, /weight decay cannot be -1/],
  ['a batch without rows', { batchSize: 0 }, /batch cannot have 0 rows/],
  ['epochs below 0', { epochs: -1 }, /cannot be -1 epochs/],
  ['half an epoch', { epochs: 2.5 }, /cannot be 2.5 epochs/],
  ['a pause within an epoch', { pauseAfter: 1.5 }, /no epoch 1.5 to pause after/],
  [
    'a start that there is not',
    { initialisation: 'he' as 'normal' },
    /`initialisation` is one of .* not "he"/,
  ],
  [
    'ties that there are not',
    { ties: 'last' as 'latest' },
    /`ties` is one of earliest, latest, not "last"/,
  ],
  [
    'a cool-down without patience',
    { coolDown: { patience: Number.NaN } },
    /a patience above 0 epochs, not NaN/,
  ],
  ['pictures changed by a number', { augment: 1 as never }, /`augment` cannot be 1/],
  [
    'an ε below 0',
    { optimizer: { kind: 'adam', epsilon: -1 } },
    /`epsilon` is a number from 0 on, not -1/,
  ],
  [
    'an ε below 0 of RMSprop',
    { optimizer: { kind: 'rmsprop', epsilon: -1 } },
    /`epsilon` .* not -1/,
  ],
  [
    'a group that climbs',
    { groups: [{ learningRate: -1 }] },
    /`learningRate` of a group .* not -1/,
  ],
  ['a group that grows', { groups: [{ weightDecay: -1 }] }, /`weightDecay` of a group .* not -1/],
  ['patience without scores', { patience: 3 }, /need a `validation`/],
  ['a cool-down without scores', { coolDown: { patience: 3 } }, /need a `validation`/],
  ['no patience', { patience: 0 }, /patience must be above 0/],
  ['a gradient clipped to nothing', { clipNorm: 0 }, /cannot be clipped to 0/],
  ['an unknown cost', { cost: 'mse' as 'poisson' }, /no cost "mse"/],
  ['a cost without its number', { cost: 'huber' as 'poisson' }, /records with their number/],
  ['an unknown optimizer', { optimizer: { kind: 'lion' as 'sgd' } }, /no optimizer .*lion/],
  ['a β of 1', { optimizer: { kind: 'adam', beta2: 1 } }, /`beta2` is from 0 to below 1, not 1/],
  ['a decay of 1', { optimizer: { kind: 'rmsprop', decay: 1 } }, /`decay` is from 0 to below 1/],
  ['momentum above 1', { optimizer: { kind: 'sgd', momentum: 2 } }, /`momentum` .* not 2/],
  [
    'a schedule without parts',
    { schedule: { kind: 'step', gamma: 0.1, parts: 0 } },
    /`parts`, not 0/,
  ],
  [
    'a schedule that rises for ever',
    { schedule: { kind: 'warm-up', share: 2, after: { kind: 'cosine' } } },
    /`share` from 0 to 1, not 2/,
  ],
  [
    'dropout that rises',
    { dropoutSchedule: { kind: 'step', gamma: 1.5, parts: 3 } },
    /dropout has a `gamma` of at most 1, not 1.5/,
  ],
  [
    'dropout that rises after a warm-up',
    {
      dropoutSchedule: {
        ...{ kind: 'warm-up', share: 0.5 },
        after: { kind: 'step', gamma: 2, parts: 2 },
      },
    },
    /dropout has a `gamma` of at most 1, not 2/,
  ],
  ['an unknown schedule', { schedule: { kind: 'rex' as 'cosine' } }, /no schedule .*rex/],
])('%s is an error that says so', (_name, options, message) => {
  expect(() => train(sequential([dense(1)]), plane, options)).toThrow(message);
});

test('a learning rate and a weight decay may rise by steps, and dropout may fall', () => {
  const rises = { kind: 'step', gamma: 1.5, parts: 2 } as const;
  const falls = { kind: 'step', gamma: 0.5, parts: 2 } as const;
  const network = sequential([dense(3), dropout(0.6), dense(1)]);
  for (const options of [
    { schedule: rises },
    { weightDecaySchedule: rises },
    { dropoutSchedule: falls },
  ])
    expect(() => train(network, plane, { ...options, epochs: 3 })).not.toThrow();
});

test('nothing, where a network or rows should be, is an error that says so', () => {
  const nothing = undefined as never;
  const network = sequential([dense(1)]);
  const { network: trained } = train(network, plane, { epochs: 0 });
  for (const call of [
    () => sequential(nothing),
    () => sequential([nothing]),
    () => summarizeNetwork(nothing, 2),
    () => predictNetwork(nothing, x),
    () => predictNetwork(network as never, x),
    () => predictNetwork(trained, nothing),
    () => trainNetwork(nothing, x, plane, { random: randomStream(0) }),
    () => trainNetwork(network, nothing, plane, { random: randomStream(0) }),
  ]) {
    expect(call).toThrow(AutofitError);
  }
});

test('targets must be as many as the rows need, and class codes those of the output', () => {
  expect(() => train(sequential([dense(2)]), plane)).toThrow('60 targets where 60 rows need 120');
  const classes = sequential([dense(2, 'softmax')]);
  expect(() =>
    train(
      classes,
      above.map((code) => 3 * code),
    ),
  ).toThrow('target 3 is no code of 2');
});

test('targets must be such as the cost knows', () => {
  const on = (targets: Float32Array, options: Partial<TrainOptions>) => () =>
    train(sequential([dense(1, options.cost ? 'exponential' : 'sigmoid')]), targets, options);
  expect(
    on(
      above.map((code) => 2 * code - 1),
      {},
    ),
  ).toThrow('knows no target -1');
  expect(
    on(
      above.map((code) => 0.9 * code),
      {},
    ),
  ).not.toThrow();
  expect(
    on(
      above.map((code) => code - 2),
      { cost: 'poisson' },
    ),
  ).toThrow('knows no target -');
  expect(
    on(
      above.map((code, i) => (i === 3 ? Number.NaN : code)),
      {},
    ),
  ).toThrow('target NaN');
});

test('a last batch of one row leaves the moments of batch norm as they are', () => {
  const network = sequential([batchNorm(), dense(1)]);
  const batches = (batchSize: number, dropLast = false) =>
    train(network, plane, { epochs: 30, learningRate: 0, batchSize, dropLast }).network.parameters;
  // 60 rows: one is left behind one of 59.
  const [left, dropped] = [batches(59).subarray(6, 8), batches(59, true).subarray(6, 8)];
  for (const [i, variance] of left.entries())
    expect(variance / (dropped[i] ?? 0)).toBeCloseTo(1, 1);
});

test('so does one that all members of an ensemble share, and no other batch', () => {
  const network = sequential([batchNorm(), heads(4, 1)]);
  const kept = (options: Partial<TrainOptions>) =>
    train(network, plane, { epochs: 1, learningRate: 0, ...options }).network.parameters.slice(
      4,
      8,
    );
  const isLeft = (options: Partial<TrainOptions>) =>
    `${kept(options)}` === `${kept({ ...options, dropLast: true })}`;
  expect(isLeft({ batchSize: 59, sharedBatches: true })).toBe(true);
  expect(isLeft({ batchSize: 58, sharedBatches: true })).toBe(false);
  expect(isLeft({ batchSize: 59 })).toBe(false);
});

test('batch norm needs two rows in a batch that the members of an ensemble share', () => {
  const layers = [dense(4), batchNorm()];
  const fit = (before: Parameters<typeof sequential>[0], options: Partial<TrainOptions>) => () =>
    train(sequential([...before, heads(3, 1)]), plane, { epochs: 2, ...options });
  const alone = 'Layer 2 (batch-norm): one row a batch';
  expect(fit(layers, { batchSize: 1, sharedBatches: true })).toThrow(alone);
  expect(fit(layers, { batchSize: 2, sharedBatches: true })).not.toThrow();
  expect(fit(layers, { batchSize: 1 })).not.toThrow();
  const inner = [residual([scale(3), batchNorm()]), scale(3, 'normal')];
  expect(fit(inner, { batchSize: 1, sharedBatches: true })).toThrow('Layer 1.2 (batch-norm)');
  const apart = [residual([scale(3, 'normal'), dense(2)]), batchNorm()];
  const { network } = fit(apart, { batchSize: 1, sharedBatches: true, epochs: 9 })();
  const roles = parameterShapes(shapeLayers(network.network, network));
  const at = roles.find(({ role }) => role === 'variances')?.at ?? 0;
  for (const variance of network.parameters.subarray(at, at + 2)) expect(variance).not.toBe(1);
});

test('batch norm needs two rows in some batch, or maps of two places', () => {
  const behind = sequential([dense(2), residual([dense(2), batchNorm()]), dense(1)]);
  expect(() => train(behind, plane, { batchSize: 1 })).toThrow(
    expect.objectContaining({
      code: 'BAD_TRAINING',
      message: expect.stringContaining('Layer 2.2 (batch-norm): one row a batch'),
    }),
  );
  const row = points(1);
  const options = { random: randomStream('alone'), epochs: 2 };
  const fit = (network: Network, input: NetworkInput) => () =>
    trainNetwork(network, input, Float32Array.of(1), options);
  expect(fit(sequential([batchNorm(), dense(1)]), row)).toThrow('Layer 1 (batch-norm)');
  expect(fit(sequential([layerNorm(), dense(1)]), row)).not.toThrow();
  const ensemble = sequential([scale(3, 'normal'), batchNorm(), heads(3, 1)]);
  expect(fit(ensemble, row)).not.toThrow();
  expect(fit(sequential([dense(2), batchNorm(), heads(3, 1)]), row)).toThrow(
    'Layer 2 (batch-norm)',
  );
  const pictures = (side: number) => ({
    ...{ rows: 1, dense: undefined, sparse: undefined },
    pictures: {
      ...{ rows: 1, height: side, width: side, channels: 1 },
      ...{ data: new Uint8Array(side * side).fill(9), means: [0], deviations: [1] },
    },
  });
  const seen = sequential([conv2d(2), batchNorm(), globalAveragePool(), dense(1)]);
  expect(fit(seen, pictures(2))).not.toThrow();
  expect(fit(seen, pictures(1))).toThrow('Layer 2 (batch-norm)');
});

test('data to train on has rows, and data to predict the columns that were trained on', () => {
  const none = {
    rows: 0,
    dense: { rows: 0, columns: 2, data: new Float32Array() },
    sparse: undefined,
  };
  const options = { random: randomStream('none') };
  expect(() => trainNetwork(sequential([dense(1)]), none, new Float32Array(), options)).toThrow(
    'no rows',
  );
  const { network } = train(sequential([dense(1)]), plane, { epochs: 1 });
  const wide = {
    rows: 1,
    dense: { rows: 1, columns: 3, data: new Float32Array(3) },
    sparse: undefined,
  };
  expect(() => predictNetwork(network, wide)).toThrow('trained on 2 columns, not 3');
});

describe('data that are not what they say are refused', () => {
  const small = points(4);
  const y = Float32Array.of(1, 2, 3, 4);
  const network = sequential([dense(3, 'relu'), dense(1)]);
  const numbersOf = (data: Float32Array, rows = 4, columns = 2): NetworkInput => ({
    rows: 4,
    dense: { rows, columns, data },
    sparse: undefined,
  });
  const entriesOf = (offsets: number[], indices: number[]): NetworkInput => ({
    rows: 4,
    dense: undefined,
    sparse: {
      rows: 4,
      columns: 2,
      offsets: Int32Array.from(offsets),
      indices: Int32Array.from(indices),
      values: new Float32Array(indices.length).fill(1),
    },
  });
  const fit = (own: NetworkInput, options: Partial<TrainOptions> = {}) =>
    trainNetwork(network, own, y, { random: randomStream(1), epochs: 1, ...options });

  test.each<[string, NetworkInput, RegExp]>([
    ['a row too few', numbersOf(new Float32Array(6)), /6 numbers where 4 rows need 8/],
    ['a row too many', numbersOf(new Float32Array(10)), /10 numbers where 4 rows need 8/],
    ['other rows', numbersOf(new Float32Array(6), 3), /numbers of 3 rows for 4/],
    ['offsets that fall', entriesOf([0, 2, 1, 3, 4], [0, 1, 0, 1]), /offsets .* do not fit/],
    ['offsets of fewer rows', entriesOf([0, 1, 2], [0, 1]), /offsets .* do not fit/],
    ['offsets behind the entries', entriesOf([0, 1, 2, 3, 9], [0, 1, 0, 1]), /do not fit/],
    ['a column too far', entriesOf([0, 1, 2, 3, 4], [0, 1, 2, 1]), /column 2 is none of 2/],
    ['a column before all', entriesOf([0, 1, 2, 3, 4], [0, 1, -1, 1]), /column -1 is none of 2/],
  ])('%s', (_what, own, message) => {
    expect(() => fit(own)).toThrow(message);
    const width = own.sparse ? [0, 2] : [2, 0];
    const { network: trained } = fit(own.sparse ? entriesOf([0, 0, 0, 0, 0], []) : small);
    expect([trained.inputs, trained.sparseInputs]).toEqual(width);
    expect(() => predictNetwork(trained, own)).toThrow(message);
  });

  test.each<[string, object, RegExp]>([
    ['a matrix by itself', small.dense, /have no `columns`: they are `{ rows, dense: {/],
    ['columns under another name', { rows: 4, dens: small.dense }, /have no `dens`/],
    ['rows alone', { rows: 4 }, /rows without columns/],
    ['no numbers', { rows: 4, dense: { rows: 4, columns: 2 } }, /There are 0 numbers where/],
    ['no entries', { rows: 4, sparse: { rows: 4, columns: 2 } }, /Sparse rows are typed arrays/],
    ['no bytes', { rows: 4, pictures: { rows: 4, height: 1, width: 1, channels: 1 } }, /0 bytes/],
  ])('%s', (_what, own, message) => {
    expect(() => fit(own as NetworkInput)).toThrow(message);
    const { network: trained } = fit(small);
    expect(() => predictNetwork(trained, own as NetworkInput)).toThrow(message);
    const validation = { x: own as NetworkInput, score: () => 0 };
    expect(() => fit(small, { validation })).toThrow(message);
  });

  test('a table of no columns has a constant, which is learnt', () => {
    const { network: constant } = fit({ rows: 4, dense: undefined, sparse: undefined });
    expect(constant.inputs).toBe(0);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])('%s to learn from', (odd) => {
    const own = numbersOf(Float32Array.of(1, 2, odd, 4, 5, 6, 7, 8));
    expect(() => fit(own)).toThrow(`A network cannot learn from ${odd} among its numbers.`);
  });

  test('rows to validate of other columns', () => {
    const other = { rows: 1, dense: { rows: 1, columns: 3, data: new Float32Array(3) } };
    const validation = { x: { ...other, sparse: undefined }, score: () => 0 };
    expect(() => fit(small, { validation })).toThrow(/trained on 2 columns, not 3/);
  });

  test('parameters of another network', () => {
    const { network: trained } = fit(small);
    const cut = { ...trained, parameters: trained.parameters.slice(1) };
    expect(() => predictNetwork(cut, small)).toThrow('The network has 13 parameters, not 12.');
    const none = { ...trained, parameters: undefined as never };
    expect(() => predictNetwork(none, small)).toThrow('The network has 13 parameters, not 0.');
  });
});

test.each<[unknown, string]>([
  [undefined, 'Options must be an object, not undefined.'],
  [{ epochs: 3 }, '`random` cannot be undefined.'],
  [{ random: Math.random }, '`random` cannot be a function.'],
  [{ random: randomStream(0), epoch: 3 }, 'There is no option "epoch".'],
  [{ random: randomStream(0), epochs: '3' }, '`epochs` cannot be "3".'],
  [{ random: randomStream(0), dropLast: 'no' }, '`dropLast` cannot be "no".'],
  [{ random: randomStream(0), kernels: 'simd' }, '`kernels` cannot be "simd".'],
  [{ random: randomStream(0), cost: null }, '`cost` cannot be null.'],
  [{ random: randomStream(0), cost: { kind: 'custom' } }, '`cost` cannot be {"kind":"custom"}.'],
  [{ random: randomStream(0), optimizer: 'adam' }, '`optimizer` cannot be "adam".'],
  [{ random: randomStream(0), schedule: null }, '`schedule` cannot be null.'],
  [
    { random: randomStream(0), schedule: { kind: 'warm-up', share: 0.1 } },
    'There is no schedule undefined.',
  ],
  [{ random: randomStream(0), groups: { layer: '1' } }, '`groups` cannot be {"layer":"1"}.'],
  [{ random: randomStream(0), sampleWeights: 2 }, '`sampleWeights` cannot be 2.'],
  [{ random: randomStream(0), coolDown: 5 }, '`coolDown` cannot be 5.'],
  [{ random: randomStream(0), validation: { y: [1] } }, '`validation` cannot be {"y":[1]}.'],
  [{ from: {} }, '`from` cannot be {}.'],
  ...(
    [
      [{ optimizer: { kind: 'adam', learningRate: 99 } }, 'learningRate'],
      [{ optimizer: { kind: 'sgd', beta1: 0.9 } }, 'beta1'],
      [{ schedule: { kind: 'one-cycle', rize: 0.5 } }, 'rize'],
      [{ dropoutSchedule: { kind: 'cosine', gamma: 0.5 } }, 'gamma'],
      [{ groups: [{ layer: '1', rate: 0.1 }] }, 'rate'],
      [{ cost: { kind: 'huber', delta: 1, quantile: 0.5 } }, 'quantile'],
      [{ coolDown: { patience: 3, leastfall: 1 }, validation: { x, score: () => 1 } }, 'leastfall'],
      [{ validation: { x, score: () => 1, patience: 3 } }, 'patience'],
    ] as const
  ).map(([own, odd]): [unknown, string] => [
    { random: randomStream(0), ...own },
    `There is no option "${odd}".`,
  ]),
])('options %# are refused', (options, message) => {
  const given = options as TrainOptions;
  expect(() => trainNetwork(sequential([dense(1)]), x, plane, given)).toThrow(message);
});

test('options that are undefined are as if not given', () => {
  const network = sequential([dense(3, 'tanh'), dropout(0.1), dense(1)]);
  const none = Object.fromEntries(
    ['cost', 'optimizer', 'schedule', 'learningRate', 'patience', 'validation', 'from'].map(
      (name) => [name, undefined],
    ),
  );
  const { parameters } = train(network, plane, { epochs: 2 }).network;
  expect(train(network, plane, { ...none, epochs: 2 }).network.parameters).toEqual(parameters);
});

test.each([undefined, null, 7, '1'])('targets of %o are refused', (given) => {
  expect(() => train(sequential([dense(1)]), given as never)).toThrow('There are no targets in');
});

test('kernels by their name are refused for predictions too', () => {
  const { network } = train(sequential([dense(1)]), plane, { epochs: 1 });
  expect(() => predictNetwork(network, x, 'simd' as never)).toThrow('`kernels` cannot be "simd".');
});
