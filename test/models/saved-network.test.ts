import { expect, test } from 'vitest';
import {
  averagePool2d,
  conv2d,
  flatten,
  globalAveragePool,
  groupNorm,
  maxPool2d,
} from '../../src/engine/map-layers.js';
import {
  activation,
  batchNorm,
  dense,
  dropout,
  layerNorm,
  residual,
  sequential,
} from '../../src/engine/network.js';
import { layerJson, savedNetwork } from '../../src/models/saved-network.js';

const network = sequential([
  dense(4, 'gelu'),
  residual([layerNorm(), residual([dense(4, 'mish'), batchNorm(0.2)]), dropout(0.3)]),
  activation('leaky-relu'),
  dense(3, 'softmax'),
]);

test('a network of every kind of layer reads back from its JSON', () => {
  const json = JSON.parse(JSON.stringify(network.layers.map(layerJson)));
  expect(savedNetwork(json)).toEqual(network);
});

test('a network of every kind of layer over maps reads back from its JSON', () => {
  const layers = [
    conv2d(8, { size: 5, stride: 2, bias: false }),
    groupNorm(4),
    residual([conv2d(8, { depthwise: true, dilation: 2 }), activation('relu6')]),
    maxPool2d(3, 2),
    averagePool2d(2),
    globalAveragePool(),
    dense(2, 'softmax'),
  ];
  const json = JSON.parse(JSON.stringify(layers.map(layerJson)));
  expect(savedNetwork(json)).toEqual(sequential(layers));
  const flat = [conv2d(4), flatten(), dense(1)];
  expect(savedNetwork(flat.map(layerJson))).toEqual(sequential(flat));
});

test.each([
  [undefined, 'lacks its layers'],
  [[{ kind: 'conv' }], 'unknown layer {"kind":"conv"}'],
  [[{ kind: 'dense', units: 'many', activation: 'relu' }], 'unknown layer'],
  [[{ kind: 'dense', units: 2, activation: 'swish' }], 'unknown layer'],
  [[{ kind: 'activation' }], 'unknown layer'],
  [[{ kind: 'batch-norm' }], 'unknown layer'],
  [[{ kind: 'conv2d', channels: 8 }], 'unknown layer'],
  [[{ kind: 'max-pool', size: 2 }], 'unknown layer'],
  [[{ kind: 'group-norm' }], 'unknown layer'],
  [[{ kind: 'residual', layers: [null] }], 'unknown layer null'],
  [[{ kind: 'dense', units: 0, activation: 'relu' }], 'Layer 1 (dense): 0 units'],
])('%j is refused', (layers, message) => {
  expect(() => savedNetwork(layers)).toThrow(message);
});
