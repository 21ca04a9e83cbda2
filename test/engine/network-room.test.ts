import { expect, test } from 'vitest';
import { createKernels } from '../../src/engine/kernels/create-kernels.js';
import { parameterCount } from '../../src/engine/layer-shapes.js';
import {
  activation,
  batchNorm,
  dense,
  heads,
  layerNorm,
  type Network,
  residual,
  scale,
  sequential,
  shift,
  type TrainedNetwork,
} from '../../src/engine/network.js';
import type { NetworkInput } from '../../src/engine/network-input.js';
import { createNetworkRoom } from '../../src/engine/network-room.js';
import { predictNetwork } from '../../src/engine/predict-network.js';
import { randomStream } from '../../src/util/random.js';

const random = randomStream(0, 'network-room');

/** Weights at random; positive, as variances are. */
function trained(network: Network, inputs: number, sparseInputs: number): TrainedNetwork {
  const count = parameterCount(network, inputs, sparseInputs);
  const parameters = Float32Array.from({ length: count }, () => 0.05 + 0.1 * random.next());
  return { kind: 'trained-network', network, inputs, sparseInputs, parameters };
}

/** Rows of 3 numbers; of 5 sparse columns a row has so many entries at most. */
function input(rows: number, isSparse: boolean, most = 0): NetworkInput {
  const data = Float32Array.from({ length: rows * 3 }, () => random.normal());
  const offsets = new Int32Array(rows + 1);
  const indices: number[] = [];
  for (let row = 0; row < rows; row++) {
    for (let entry = 0; entry < most - (row % 2); entry++) indices.push(entry + 1);
    offsets[row + 1] = indices.length;
  }
  const values = Float32Array.from(indices, () => random.normal());
  const sparse = { rows, columns: 5, offsets, indices: Int32Array.from(indices), values };
  return { rows, dense: { rows, columns: 3, data }, sparse: isSparse ? sparse : undefined };
}

const plain = trained(sequential([dense(9, 'relu'), layerNorm(), dense(3, 'softmax')]), 3, 0);
const mixed = trained(sequential([dense(12), batchNorm(), activation('tanh'), dense(1)]), 3, 5);
const block = residual([dense(6), activation('gelu'), dense(3)]);
const members = trained(sequential([scale(4), shift(4), block, heads(4, 2)]), 3, 0);

test.each(['auto', 'reference'] as const)(
  'networks that share a room of %s kernels answer as each does alone, in any turn and for any number of rows',
  (kernels) => {
    const room = createNetworkRoom(createKernels(kernels));
    const served = [plain, mixed].map((network) => ({ network, answer: room.serve(network) }));
    const turns = [
      [1, 0],
      [300, 3],
      [7, 0],
      [7, 0],
      [7, 4],
      [257, 2],
      [0, 1],
      [1, 4],
    ] as const;
    for (const [turn, [rows, entries]] of turns.entries()) {
      // The last one comes when the others are laid out for as many rows.
      if (turn === 3) served.push({ network: members, answer: room.serve(members) });
      for (const { network, answer } of served) {
        const x = input(rows, network.sparseInputs > 0, entries);
        const expected = predictNetwork(network, x, createKernels(kernels));
        expect(answer(x)).toEqual(expected);
        expect(answer(x)).toEqual(expected);
      }
    }
  },
);

test('the room grows by parameters, and not by a batch for each network', () => {
  const kernels = createKernels('reference');
  let most = 0;
  const reserve = (floats: number, from?: number) => {
    most = Math.max(most, floats);
    kernels.reserve(floats, from);
  };
  const room = createNetworkRoom({ ...kernels, reserve });
  const wide = trained(sequential([dense(64, 'relu'), dense(1)]), 3, 0);
  const x = input(256, false);
  room.serve(wide)(x);
  const one = most;
  for (let i = 0; i < 9; i++) room.serve(wide)(x);
  expect(most - one).toBeLessThan(9 * 2 * wide.parameters.length);
  expect(one).toBeGreaterThan(256 * 64);
});

test('a network in a room refuses other columns than its own', () => {
  const answer = createNetworkRoom(createKernels('reference')).serve(plain);
  expect(() => answer(input(2, true))).toThrow('trained on 3 columns');
});
