import { expect, test } from 'vitest';
import { embedding } from '../../src/engine/embedding-layer.js';
import {
  activation,
  batchEnsemble,
  batchNorm,
  blendedActivation,
  dense,
  dropout,
  heads,
  type Layer,
  type Network,
  residual,
  scale,
  sequential,
  shift,
} from '../../src/engine/network.js';
import { predictNetwork } from '../../src/engine/predict-network.js';
import { type TrainOptions, trainNetwork } from '../../src/engine/train-network.js';
import { randomStream } from '../../src/util/random.js';

const ROWS = 70;
const draw = randomStream('tabular points');
const data = Float32Array.from({ length: 3 * ROWS }, (_, i) =>
  i % 3 === 2 ? draw.integer(4) : draw.normal(),
);
const x = { rows: ROWS, dense: { rows: ROWS, columns: 3, data }, sparse: undefined };
const y = Float32Array.from({ length: ROWS }, (_, row) => {
  const [a = 0, b = 0, level = 0] = data.subarray(3 * row);
  return Math.abs(a) + b * (level > 1 ? 1 : -1);
});
const edges = [
  [-2, -1, -0.5, 0, 0.5, 1, 2],
  [-1, 0, 1],
];
const levels = { cardinalities: [4], width: 4, sigma: 1 };
const ensemble = sequential([
  embedding({ kind: 'piecewise-linear', edges, width: 8 }, levels),
  scale(4, 'normal'),
  dense(16, 'relu'),
  dropout(0.2),
  heads(4, 1),
]);
const tangent = { parametrization: 'neural-tangent' } as const;
const waves = { kind: 'periodic', columns: 2, frequencies: 8, width: 4, sigma: 0.3 } as const;
const periodic = sequential([
  embedding(waves, levels),
  scale(),
  dense(16, 'linear', tangent),
  blendedActivation('mish'),
  dropout(0.2),
  dense(1, 'linear', tangent),
]);

function train(network: Network, options: Partial<TrainOptions> = {}) {
  return trainNetwork(network, x, y, {
    random: randomStream('tabular'),
    epochs: 12,
    batchSize: 16,
    learningRate: 0.01,
    ...options,
  });
}

test.each([
  ['piecewise-linear embeddings in an ensemble', ensemble],
  ['periodic embeddings', periodic],
])('%s learn what a line cannot', (_name, network) => {
  const { costs } = train(network, { epochs: 150, schedule: { kind: 'cosine' } });
  const line = train(sequential([dense(1)]), { epochs: 150, learningRate: 0.05 });
  expect(costs.at(-1)).toBeLessThan(0.3 * (line.costs.at(-1) ?? 0));
});

test.each([
  ['an ensemble', ensemble],
  ['periodic embeddings', periodic],
  ['batch norm', sequential([dense(6), batchNorm(), dense(1)])],
])('a training of %s that was paused ends as one that was not', (_name, network) => {
  const options = {
    epochs: 9,
    initialisation: 'data-driven',
    schedule: { kind: 'coslog4' },
    dropoutSchedule: { kind: 'flat-cosine' },
    weightDecaySchedule: { kind: 'flat-cosine' },
    weightDecay: 0.05,
    validation: { x, score: (predictions: Float32Array) => -errorOf(predictions) },
  } as const;
  const whole = train(network, options);
  expect(whole.checkpoint).toBeUndefined();
  const first = train(network, { ...options, pauseAfter: 2 });
  expect(first).toMatchObject({ epochs: 2, checkpoint: { coolDownAfter: null } });
  const data = structuredClone(first.checkpoint);
  const second = train(network, { ...options, pauseAfter: 5, from: data });
  const other = randomStream('another one: the checkpoint has its own');
  const third = train(network, { ...options, from: second.checkpoint, random: other });
  expect(third).toEqual(whole);
});

function errorOf(predictions: Float32Array): number {
  return predictions.reduce((sum, value, row) => sum + (value - (y[row] ?? 0)) ** 2, 0);
}

test('a checkpoint of another network is refused', () => {
  const { checkpoint } = train(periodic, { pauseAfter: 1 });
  expect(() => train(ensemble, { from: checkpoint })).toThrow('of another network');
});

test.each([
  ['parameters', 'parameters'],
  ['m', 'm'],
  ['v', 'v'],
  ['best', 'best parameters'],
] as const)('a checkpoint whose %s are cut short is refused', (name, said) => {
  const { checkpoint } = train(periodic, { pauseAfter: 1 });
  if (!checkpoint) throw new Error('the training did not pause');
  const { best } = checkpoint;
  const cut = checkpoint.m.slice(1);
  const odd = { ...checkpoint, [name]: name === 'best' ? { ...best, parameters: cut } : cut };
  expect(() => train(periodic, { from: odd })).toThrow(
    `it has ${cut.length} ${said}, not ${cut.length + 1}`,
  );
});

test.each<[string, unknown]>([
  ['steps', undefined],
  ['steps', 1.5],
  ['costs', undefined],
  ['costs', ['0.5']],
  ['random', undefined],
  ['random', []],
  ['best', undefined],
  ['best', { epoch: undefined, score: null, parameters: new Float32Array(1) }],
])('a checkpoint whose `%s` are %o is refused', (name, value) => {
  const { checkpoint } = train(periodic, { pauseAfter: 1 });
  const odd = { ...checkpoint, [name]: value } as unknown as typeof checkpoint;
  expect(() => train(periodic, { from: odd })).toThrow('`from` cannot be');
});

test('the latest of epochs with equal scores is kept when asked for', () => {
  const validation = { x, score: () => 1 };
  expect(train(periodic, { validation }).bestEpoch).toBe(1);
  expect(train(periodic, { validation, ties: 'latest' }).bestEpoch).toBe(12);
});

test('rows that do not fill a batch are left out when asked for', () => {
  const network = sequential([dense(1)]);
  const options = { epochs: 1, batchSize: 64, learningRate: 0 };
  // Adam moves every weight by the learning rate at its first step, whatever the gradient.
  const steps = (dropLast: boolean) => {
    let count = 0;
    train(network, { ...options, dropLast, shouldStop: () => ++count > 1000 });
    return count;
  };
  expect(steps(false) - steps(true)).toBe(1);
  expect(train(network, { ...options, batchSize: 500, dropLast: true }).epochs).toBe(1);
});

test('dropout and weight decay follow their schedules', () => {
  const network = sequential([dense(8, 'relu'), dropout(0.5), dense(1)]);
  const plain = sequential([dense(8, 'relu'), dense(1)]);
  // A step schedule with a factor of 0 after the first part: later epochs drop nothing.
  const first = { kind: 'step', gamma: 0, parts: 2 } as const;
  const none = { kind: 'step', gamma: 1, parts: 1 } as const;
  const trained = (own: Network, options: Partial<TrainOptions>) =>
    train(own, { epochs: 4, batchSize: ROWS, ...options }).network.parameters;
  const scheduled = trained(network, { dropoutSchedule: first });
  expect(scheduled).not.toEqual(trained(network, { dropoutSchedule: none }));
  expect(scheduled).not.toEqual(trained(plain, {}));
  const decayed = trained(plain, { weightDecay: 1, weightDecaySchedule: first });
  expect(decayed).not.toEqual(trained(plain, { weightDecay: 1 }));
  expect(decayed).not.toEqual(trained(plain, {}));
});

test('an ensemble predicts the mean of its members', () => {
  const members = 3;
  const parameters = Float32Array.of(1, 1, 1, 0.5, 2, 4, 10, 20, 60);
  const layers = [scale(members), heads(members, 1)];
  const trained = { kind: 'trained-network', network: sequential(layers), parameters } as const;
  const one = { rows: 2, columns: 1, data: Float32Array.of(2, 4) };
  const outputs = predictNetwork(
    { ...trained, inputs: 1, sparseInputs: 0 },
    { rows: 2, dense: one, sparse: undefined },
  );
  // (0.5 + 2 + 4) / 3 · x + 30
  expect([...outputs].map((value) => Number(value.toFixed(4)))).toEqual([34.3333, 38.6667]);
});

test('members inside residual blocks are those of the network: equal rows are answered alike', () => {
  const block = residual([residual([...batchEnsemble(4, 8, 'normal')]), activation('tanh')]);
  const { network } = train(sequential([dense(8), block, dense(1)]));
  const alike = { rows: 9, columns: 3, data: new Float32Array(27).fill(1) };
  const answers = predictNetwork(network, { rows: 9, dense: alike, sparse: undefined });
  expect(new Set(answers).size).toBe(1);
});

test('members see the rows in orders of their own, or in one when asked for', () => {
  const layers = [scale(2), dense(4, 'tanh'), heads(2, 1)];
  const cost = (sharedBatches: boolean) =>
    train(sequential(layers), { sharedBatches }).costs.at(-1);
  expect(cost(true)).not.toBe(cost(false));
});

test.each<[string, readonly Layer[], RegExp]>([
  [
    'heads in the middle',
    [heads(2, 3), dense(1)],
    /Layer 1 \(heads\): heads are for the last layer/,
  ],
  ['heads without members', [heads(0, 1)], /Layer 1 \(heads\): 0 members/],
  [
    'members that differ',
    [scale(2), heads(3, 1)],
    /Layer 1 \(scale\): 2 members in a network of 3/,
  ],
  [
    'members that differ inside a block',
    [dense(4), residual([dense(4), residual([scale(3, 'normal')])]), heads(4, 1)],
    /Layer 2.2.1 \(scale\): 3 members in a network of 4/,
  ],
  ['a shift of no member', [shift(0.5), dense(1)], /Layer 1 \(shift\): 0.5 members/],
  [
    'an embedding later on',
    [dense(4), embedding(waves), dense(1)],
    /Layer 2 \(embedding\): .* first/,
  ],
  ['an odd width', [embedding({ ...waves, width: 6 }), dense(1)], /width 6 is no multiple of 4/],
  ['odd waves', [embedding({ ...waves, frequencies: 4 }), dense(1)], /4 frequencies/],
  [
    'edges that fall together in float32',
    [
      embedding({
        kind: 'piecewise-linear',
        edges: [
          [0, 1],
          [1, 1 + 1e-9],
        ],
        width: 4,
      }),
      dense(1),
    ],
    /edges of column 2/,
  ],
  ...(
    [
      ['no edges', { kind: 'piecewise-linear', width: 4 }, null, /there are no `edges`/],
      [
        'edges of a column that are none',
        { kind: 'piecewise-linear', width: 4, edges: [[0, 1], null] },
        ...[null, /edges of column 2/],
      ],
      ['no columns', { ...waves, columns: undefined }, null, /undefined columns/],
      ['no width', { ...waves, width: undefined }, null, /width undefined is no/],
      ['no sigma', { ...waves, sigma: undefined }, null, /a sigma of undefined/],
      ['no list of levels', null, { width: 4, sigma: 1 }, /there are no `cardinalities`/],
      ['levels of no width', null, { ...levels, width: undefined }, /width undefined is no/],
      ['levels without sigma', null, { ...levels, sigma: undefined }, /a sigma of undefined/],
    ] as const
  ).map(([name, numbers, codes, message]): [string, Layer[], RegExp] => [
    name,
    [embedding(numbers as never, codes as never), dense(1)],
    message as RegExp,
  ]),
  [
    'no levels',
    [embedding(null, { ...levels, cardinalities: [0] }), dense(1)],
    /column 1 of codes/,
  ],
])('%s: the error says which layer and why', (_name, layers, message) => {
  expect(() => sequential(layers)).toThrow(message);
});

test('edges and counts of levels may be typed numbers', () => {
  const network = (typed: boolean) => {
    const own = typed ? edges.map((of) => Float64Array.from(of)) : edges;
    const counts = typed ? Int32Array.from(levels.cardinalities) : levels.cardinalities;
    const numbers = { kind: 'piecewise-linear', edges: own, width: 4 };
    const codes = { ...levels, cardinalities: counts };
    return sequential([embedding(numbers as never, codes as never), dense(1)]);
  };
  const costs = [true, false].map((typed) => {
    const options = { random: randomStream('typed edges'), epochs: 2 };
    return trainNetwork(network(typed), x, y, options).costs;
  });
  expect(costs[0]).toEqual(costs[1]);
});

test('an embedding of more columns than there are is refused', () => {
  const network = sequential([embedding({ ...waves, columns: 4 }), dense(1)]);
  expect(() => train(network)).toThrow('it embeds 4 columns of 3');
});

test('a code that is no level is refused, to train on and to predict', () => {
  const small = sequential([embedding(waves, { ...levels, cardinalities: [3] }), dense(1)]);
  expect(() => train(small)).toThrow(/The code 3 in column 3 is none of 3 levels/);
  const { network } = train(periodic, { epochs: 1 });
  const odd = { ...x, dense: { ...x.dense, data: data.map((value) => value + 0.5) } };
  expect(() => predictNetwork(network, odd)).toThrow(/is none of 4 levels/);
});

test('BatchEnsemble is a dense layer with vectors around it', () => {
  expect(batchEnsemble(3, 5, 'signs')).toEqual([
    scale(3, 'signs'),
    dense(5, 'linear', { bias: false }),
    scale(3),
    shift(3),
  ]);
});
