import { expect, test } from 'vitest';
import { embedding } from '../../src/engine/embedding-layer.js';
import { initialParameters } from '../../src/engine/initial-parameters.js';
import { ACTIVATIONS, BLENDED_ACTIVATIONS } from '../../src/engine/kernels/kernels.js';
import {
  activation,
  batchEnsemble,
  batchNorm,
  blendedActivation,
  dense,
  dropout,
  heads,
  type Layer,
  layerNorm,
  residual,
  scale,
  sequential,
  shift,
} from '../../src/engine/network.js';
import { inputWidths, type NetworkInput } from '../../src/engine/network-input.js';
import { randomStream } from '../../src/util/random.js';
import type { Problem } from '../fixtures/engine-problem.js';
import { gradientError } from '../fixtures/gradient-error.js';

const ROWS = 7;

function input(dense: number, sparse: number): NetworkInput {
  const random = randomStream('gradient inputs');
  const data = Float32Array.from({ length: ROWS * dense }, () => random.normal());
  const matrix = { rows: ROWS, columns: dense, data };
  return {
    rows: ROWS,
    dense: dense > 0 ? matrix : undefined,
    sparse: sparse > 0 ? twoEntriesEach(sparse) : undefined,
  };
}

function twoEntriesEach(columns: number): NetworkInput['sparse'] {
  const offsets = Int32Array.from({ length: ROWS + 1 }, (_, row) => 2 * row);
  const indices = Int32Array.from({ length: 2 * ROWS }, (_, i) => (3 * i + (i >> 2)) % columns);
  const values = Float32Array.from({ length: 2 * ROWS }, (_, i) => 0.5 + (i % 3));
  return { rows: ROWS, columns, offsets, indices, values };
}

function problem(
  layers: readonly Layer[],
  cost: Problem['cost'],
  x: NetworkInput = input(3, 0),
): Problem {
  const network = sequential(layers);
  const random = randomStream('gradient targets');
  const last = layers.at(-1);
  const outputs = last?.kind === 'dense' || last?.kind === 'heads' ? last.units : 1;
  const y =
    cost === 'softmax-cross-entropy'
      ? Float32Array.from({ length: ROWS }, (_, row) => row % outputs)
      : Float32Array.from({ length: ROWS * outputs }, () =>
          cost === 'binary-cross-entropy' || cost === 'poisson'
            ? random.integer(2)
            : random.normal(),
        );
  const parameters = initialParameters(network, inputWidths(x), randomStream('gradient weights'));
  // Biases too: at 0 a wrong one would not show.
  const moved = parameters.map((value, i) => value + 0.05 * Math.sin(i));
  return { network, x, y, cost, parameters: moved };
}

// A step has no slope but 0: nothing to hold against differences.
const hidden = ACTIVATIONS.filter((kind) => kind !== 'step');

test.each(hidden)('the gradient through %s is that of central differences', (activation) => {
  const layers = [dense(5, activation), dense(4, activation), dense(2)];
  expect(gradientError(problem(layers, 'mean-squared-error'))).toBeLessThan(1e-6);
});

test.each<[string, Layer, Problem['cost']]>([
  ['one linear output with squared error', dense(1), 'mean-squared-error'],
  ['ReLU outputs with squared error', dense(3, 'relu'), 'mean-squared-error'],
  ['sigmoid outputs with squared error', dense(2, 'sigmoid'), 'mean-squared-error'],
  ['softmax outputs with squared error', dense(3, 'softmax'), 'mean-squared-error'],
  ['one sigmoid with cross-entropy', dense(1, 'sigmoid'), 'binary-cross-entropy'],
  ['three sigmoids with cross-entropy', dense(3, 'sigmoid'), 'binary-cross-entropy'],
  ['softmax with cross-entropy', dense(4, 'softmax'), 'softmax-cross-entropy'],
])('the gradient of %s is that of central differences', (_name, output, cost) => {
  expect(gradientError(problem([dense(5, 'tanh'), output], cost))).toBeLessThan(1e-6);
});

test.each<[string, readonly Layer[]]>([
  ['after a ReLU', [dense(6, 'relu'), dropout(0.3), dense(5, 'relu'), dense(1)]],
  ['after tanh, and twice', [dense(6, 'tanh'), dropout(0.3), dropout(0.2), dense(1)]],
  ['on the inputs', [dropout(0.2), dense(6, 'relu'), dense(1)]],
])('the gradient through dropout %s is that of central differences', (_name, layers) => {
  expect(gradientError(problem(layers, 'mean-squared-error'))).toBeLessThan(1e-6);
});

test.each<[string, NetworkInput]>([
  ['sparse inputs alone', input(0, 9)],
  ['dense and sparse inputs', input(3, 9)],
])('the gradient of %s is that of central differences', (_name, x) => {
  const layers = [dense(6, 'relu'), dense(1, 'sigmoid')];
  expect(gradientError(problem(layers, 'binary-cross-entropy', x))).toBeLessThan(1e-6);
});

test.each<[string, Layer, Problem['cost']]>([
  ['absolute error', dense(2), 'mean-absolute-error'],
  ['Huber error', dense(2), { kind: 'huber', delta: 0.7 }],
  ['pinball error', dense(2), { kind: 'pinball', quantile: 0.2 }],
  ['Poisson cost of a rate', dense(2, 'exponential'), 'poisson'],
  ['squared error of a rate', dense(2, 'exponential'), 'mean-squared-error'],
])('the gradient of %s is that of central differences', (_name, output, cost) => {
  expect(gradientError(problem([dense(5, 'tanh'), output], cost))).toBeLessThan(1e-6);
});

test.each<[Problem['cost'], Layer]>([
  ['binary-cross-entropy', dense(1, 'sigmoid')],
  ['softmax-cross-entropy', dense(4, 'softmax')],
])(
  'the gradient of %s with smoothed labels and weighted rows is that of differences',
  (cost, output) => {
    const weights = Float32Array.from({ length: ROWS }, (_, row) => 0.5 + row);
    const given = { ...problem([dense(5, 'tanh'), output], cost), labelSmoothing: 0.2, weights };
    expect(gradientError(given)).toBeLessThan(1e-6);
  },
);

test.each<[string, readonly Layer[]]>([
  ['batch norm', [dense(6), batchNorm(), activation('tanh'), dense(2)]],
  ['layer norm', [dense(6), layerNorm(), activation('gelu'), dense(2)]],
  ['norms on the inputs', [batchNorm(), layerNorm(), dense(6, 'silu'), dense(2)]],
  [
    'shifts alone in blocks in blocks',
    [dense(4, 'tanh'), residual([residual([shift()]), residual([residual([shift()])])]), dense(2)],
  ],
  ['a residual block', [dense(4, 'relu'), residual([dense(5, 'relu'), dense(4)]), dense(2)]],
  [
    'blocks in blocks, with norms and dropout',
    [
      residual([layerNorm(), dense(5, 'relu'), dropout(0.2), dense(3)]),
      dense(4, 'tanh'),
      residual([residual([batchNorm(), dense(4, 'elu')]), dense(4, 'relu'), dropout(0.1)]),
      dense(2),
    ],
  ],
])('the gradient through %s is that of central differences', (_name, layers) => {
  expect(gradientError(problem(layers, 'mean-squared-error'))).toBeLessThan(1e-6);
});

// Codes in the third column; the first two are numbers.
const coded: NetworkInput = {
  ...input(4, 0),
  dense: {
    rows: ROWS,
    columns: 4,
    data: (input(4, 0).dense?.data ?? new Float32Array()).map((value, i) =>
      i % 4 === 2 ? (i >> 2) % 3 : value,
    ),
  },
};
const edges = [
  [-0.7, -0.1, 0.2, 0.9],
  [-1, 1],
];

test.each<[string, readonly Layer[], NetworkInput]>([
  [
    'piecewise-linear embeddings',
    [embedding({ kind: 'piecewise-linear', edges, width: 4 }), dense(5, 'tanh'), dense(2)],
    input(3, 0),
  ],
  [
    'periodic embeddings and levels',
    [
      embedding(
        { kind: 'periodic', columns: 2, frequencies: 8, width: 4, sigma: 0.3 },
        { cardinalities: [3], width: 8, sigma: 1 },
      ),
      scale(),
      dense(5, 'tanh'),
      dense(2),
    ],
    coded,
  ],
  [
    'levels alone',
    [embedding(null, { cardinalities: [3], width: 4, sigma: 1 }), dense(4, 'tanh'), dense(1)],
    {
      ...coded,
      dense: { rows: ROWS, columns: 1, data: Float32Array.from({ length: ROWS }, (_, i) => i % 3) },
    },
  ],
  ['scales and shifts', [scale(), dense(5, 'tanh'), shift(), dense(2)], input(3, 0)],
  [
    'dense layers without biases and of the neural tangent parametrization',
    [
      dense(5, 'tanh', { bias: false }),
      dense(4, 'relu', { parametrization: 'neural-tangent' }),
      dense(2),
    ],
    input(3, 0),
  ],
  [
    'an ensemble of three with an adapter and heads',
    [scale(3, 'normal'), dense(6, 'relu'), dropout(0.2), heads(3, 2)],
    input(3, 0),
  ],
  [
    'an ensemble of adapters in every layer',
    [
      embedding({ kind: 'piecewise-linear', edges, width: 4 }),
      ...batchEnsemble(3, 6, 'normal'),
      activation('tanh'),
      ...batchEnsemble(3, 5),
      activation('relu'),
      heads(3, 2),
    ],
    input(3, 0),
  ],
  ['sparse inputs beside scales', [scale(3, 'signs'), dense(6, 'tanh'), heads(3, 1)], input(3, 9)],
])('the gradient through %s is that of central differences', (_name, layers, x) => {
  expect(gradientError(problem(layers, 'mean-squared-error', x))).toBeLessThan(1e-6);
});

test.each(BLENDED_ACTIVATIONS)(
  'the gradient through a blended %s is that of central differences',
  (kind) => {
    const layers = [dense(5), blendedActivation(kind), dense(4), blendedActivation(kind), dense(2)];
    expect(gradientError(problem(layers, 'mean-squared-error'))).toBeLessThan(1e-6);
  },
);
