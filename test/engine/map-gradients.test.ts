import { expect, test } from 'vitest';
import {
  activation,
  averagePool2d,
  batchNorm,
  conv2d,
  dense,
  dropout,
  flatten,
  globalAveragePool,
  groupNorm,
  type Layer,
  layerNorm,
  maxPool2d,
  residual,
  scale,
  sequential,
  shift,
} from '../../src/engine/index.js';
import { initialParameters } from '../../src/engine/initial-parameters.js';
import { inputWidths } from '../../src/engine/network-input.js';
import type { SparseMatrix } from '../../src/matrix/matrix.js';
import { randomStream } from '../../src/util/random.js';
import type { Problem } from '../fixtures/engine-problem.js';
import { gradientError } from '../fixtures/gradient-error.js';
import { randomPictures } from '../fixtures/random-pictures.js';
import { sparseOf } from '../fixtures/sparse-rows.js';

const ROWS = 3;

/** Layers over maps of 5 × 4 places and two channels, down to a squared error of two outputs. */
function problem(layers: readonly Layer[], sparse?: SparseMatrix): Problem {
  const isRow = layers.some(({ kind }) => kind === 'flatten' || kind === 'global-average-pool');
  const network = sequential([...layers, ...(isRow ? [] : [globalAveragePool()]), dense(2)]);
  const x = { ...randomPictures(ROWS, 5, 4, 2), sparse };
  const random = randomStream('map gradients');
  const y = Float32Array.from({ length: ROWS * 2 }, () => random.normal());
  const parameters = initialParameters(network, inputWidths(x), randomStream('map weights'));
  const moved = parameters.map((value, i) => value + 0.05 * Math.sin(i));
  return { network, x, y, cost: 'mean-squared-error', parameters: moved };
}

const tanh = activation('tanh');

test.each<[string, readonly Layer[]]>([
  ['a convolution', [conv2d(3), tanh, conv2d(3), tanh]],
  ['strides', [conv2d(4, { stride: 2 }), tanh, conv2d(3, { stride: 2, size: 5 }), tanh]],
  ['dilation', [conv2d(3, { dilation: 2 }), tanh, conv2d(2, { dilation: 3 }), tanh]],
  ['single places, and no biases', [conv2d(4, { size: 1, bias: false }), tanh, dense(3, 'tanh')]],
  [
    'channels by themselves',
    [
      conv2d(2, { depthwise: true }),
      tanh,
      conv2d(4, { size: 1 }),
      conv2d(4, { depthwise: true, size: 5, stride: 2, bias: false }),
      tanh,
    ],
  ],
  ['the largest of windows', [conv2d(4), tanh, maxPool2d(2), conv2d(3), tanh, maxPool2d(3, 1)]],
  ['means of windows', [conv2d(4), tanh, averagePool2d(2), conv2d(3), tanh, averagePool2d(3, 2)]],
  ['all values of a map', [conv2d(3), tanh, maxPool2d(2), flatten(), dense(4, 'tanh')]],
  ['batch norm over places', [conv2d(4, { bias: false }), batchNorm(), tanh]],
  ['group norm', [conv2d(6), groupNorm(2), tanh, conv2d(3), groupNorm(1), tanh, groupNorm(3)]],
  [
    'a residual block, with all that takes maps as it takes rows',
    [
      conv2d(4),
      residual([layerNorm(), tanh, conv2d(6), dropout(0.2), scale(), dense(4, 'relu'), shift()]),
      tanh,
    ],
  ],
])('the gradient through %s is that of central differences', (_name, layers) => {
  expect(gradientError(problem(layers))).toBeLessThan(1e-6);
});

test('so is the gradient where entries come beside pictures, in front of a dense layer over rows', () => {
  const beside = sparseOf([
    [1, 0, -0.5, 0],
    [0, 0, 0, 0],
    [0.3, 2, 0, 1],
  ]);
  const layers = [conv2d(4), tanh, dense(3, 'tanh'), globalAveragePool(), tanh, dense(5, 'tanh')];
  expect(gradientError(problem(layers, beside))).toBeLessThan(1e-6);
  expect(gradientError(problem([conv2d(4), tanh, flatten()], beside))).toBeLessThan(1e-6);
});
