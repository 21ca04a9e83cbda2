import { expect, test } from 'vitest';
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

test.each([
  [undefined, 'lacks its layers'],
  [[{ kind: 'conv' }], 'unknown layer {"kind":"conv"}'],
  [[{ kind: 'dense', units: 'many', activation: 'relu' }], 'unknown layer'],
  [[{ kind: 'dense', units: 2, activation: 'swish' }], 'unknown layer'],
  [[{ kind: 'activation' }], 'unknown layer'],
  [[{ kind: 'batch-norm' }], 'unknown layer'],
  [[{ kind: 'residual', layers: [null] }], 'unknown layer null'],
  [[{ kind: 'dense', units: 0, activation: 'relu' }], 'Layer 1 (dense): 0 units'],
])('%j is refused', (layers, message) => {
  expect(() => savedNetwork(layers)).toThrow(message);
});
