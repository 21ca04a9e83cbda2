import { expect, test } from 'vitest';
import { parameterCount, parameterShapes, shapeLayers } from '../../src/engine/layer-shapes.js';
import {
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
