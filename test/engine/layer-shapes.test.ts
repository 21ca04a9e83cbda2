import { expect, test } from 'vitest';
import { parameterCount, parameterShapes, shapeLayers } from '../../src/engine/layer-shapes.js';
import {
  averagePool2d,
  conv2d,
  flatten,
  globalAveragePool,
  groupNorm,
  maxPool2d,
} from '../../src/engine/map-layers.js';
import { windowOver } from '../../src/engine/map-size.js';
import {
  activation,
  batchNorm,
  dense,
  dropout,
  layerNorm,
  residual,
  sequential,
} from '../../src/engine/network.js';
import { summarizeNetwork } from '../../src/engine/summarize-network.js';

const blocks = sequential([
  dense(6, 'relu'),
  residual([layerNorm(), dense(3, 'silu'), dropout(0.5), dense(6)]),
  batchNorm(),
  dense(1, 'sigmoid'),
]);

test('parameters lie one behind the other, inner layers in their place', () => {
  const shapes = parameterShapes(shapeLayers(blocks, { inputs: 4, sparseInputs: 0 }));
  let next = 0;
  for (const { rows, columns, at } of shapes) {
    expect(at).toBe(next);
    next += rows * columns;
  }
  expect(next).toBe(4 * 6 + 6 + (2 * 6 + (6 * 3 + 3) + (3 * 6 + 6)) + 4 * 6 + 6 + 1);
  expect(parameterCount(blocks, 4)).toBe(next);
});

test('entries beside pictures reach the first dense layer over rows, which flattening may come before', () => {
  const layers = [conv2d(2), dense(5), flatten(), layerNorm(), dense(3), dense(1)];
  const map = { height: 4, width: 3 };
  const shapes = shapeLayers(sequential(layers), { inputs: 3, sparseInputs: 7, map });
  const widths = shapes.map(({ inputs, outputs }) => [inputs, outputs]);
  expect(widths).toEqual([
    [3, 2],
    [2, 5],
    [5, 60],
    [60, 60],
    [67, 3],
    [3, 1],
  ]);
  expect(shapes[4]?.parameters.map(({ role, rows }) => [role, rows])).toEqual([
    ['weights', 60],
    ['sparse-weights', 7],
    ['biases', 1],
  ]);
});

test('weights of sparse inputs follow those of numbers, as one dense layer would have them', () => {
  const network = sequential([dense(2)]);
  const split = parameterShapes(shapeLayers(network, { inputs: 3, sparseInputs: 5 }));
  expect(split).toEqual([
    { role: 'weights', rows: 3, columns: 2, at: 0 },
    { role: 'sparse-weights', rows: 5, columns: 2, at: 6 },
    { role: 'biases', rows: 1, columns: 2, at: 16 },
  ]);
  expect(parameterCount(network, 8)).toBe(18);
});

test('a residual block that changes the width is an error that says which and how', () => {
  const network = sequential([dense(4), residual([dense(5)]), dense(1)]);
  expect(() => parameterCount(network, 2)).toThrow(
    'Layer 2 (residual): its layers make 5 values of 4, but must keep the width.',
  );
});

const pictures = sequential([
  conv2d(16, { stride: 2, bias: false }),
  batchNorm(),
  activation('relu'),
  maxPool2d(2),
  residual([groupNorm(4), conv2d(16, { depthwise: true, size: 5 })]),
  averagePool2d(3, 2),
  globalAveragePool(),
  dense(10, 'softmax'),
]);

test('the summary of a network of pictures tells the size of its maps, rounded up where a stride parts them', () => {
  const map = { height: 27, width: 32 };
  expect(summarizeNetwork(pictures, 3, map).split('\n')).toEqual([
    'layer                        output  parameters',
    '1 conv2d               14 × 16 × 16         432',
    '2 batch-norm           14 × 16 × 16          64',
    '3 activation relu      14 × 16 × 16           0',
    '4 max-pool               7 × 8 × 16           0',
    '5 residual               7 × 8 × 16           0',
    '5.1 group-norm           7 × 8 × 16          32',
    '5.2 conv2d               7 × 8 × 16         416',
    '6 average-pool           4 × 4 × 16           0',
    '7 global-average-pool            16           0',
    '8 dense softmax                  10         170',
    '─'.repeat(47),
    '1114 parameters, 32 of them running moments that are not trained',
  ]);
  expect(parameterCount(pictures, 3, 0, map)).toBe(1114);
});

test.each([
  [{ size: 3, stride: 1 }, [28, 28, 1, 1]],
  [{ size: 5, stride: 1, dilation: 2 }, [28, 28, 4, 4]],
  // One zero where two would be even: at the end.
  [{ size: 3, stride: 2 }, [14, 14, 0, 0]],
  [{ size: 5, stride: 2 }, [14, 14, 1, 1]],
  [{ size: 3, stride: 3 }, [10, 10, 1, 1]],
  [{ size: 2, stride: 2 }, [14, 14, 0, 0]],
])('a window %j over 28 × 28 is padded as TensorFlow does it', (window, expected) => {
  const { outHeight, outWidth, top, left } = windowOver({ height: 28, width: 28 }, window);
  expect([outHeight, outWidth, top, left]).toEqual(expected);
});

test('the summary lists layers, widths and parameters', () => {
  expect(summarizeNetwork(blocks, 4).split('\n')).toEqual([
    'layer            output  parameters',
    '1 dense relu          6          30',
    '2 residual            6           0',
    '2.1 layer-norm        6          12',
    '2.2 dense silu        3          21',
    '2.3 dropout 0.5       3           0',
    '2.4 dense             6          24',
    '3 batch-norm          6          24',
    '4 dense sigmoid       1           7',
    '─'.repeat(35),
    '118 parameters, 12 of them running moments that are not trained',
  ]);
});

test.each([[undefined], ['2'], [1.5], [Number.NaN]])('there are no %j inputs', (inputs) => {
  const given = inputs as number;
  const message = '`inputs` must be a whole number of at least 0, not';
  expect(() => summarizeNetwork(sequential([dense(1)]), given)).toThrow(message);
  expect(() => parameterCount(sequential([dense(1)]), given)).toThrow(message);
});
