import { expect, test } from 'vitest';
import { createKernels } from '../../src/engine/kernels/create-kernels.js';
import { dense, sequential, type TrainedNetwork } from '../../src/engine/network.js';
import { inHalves } from '../../src/models/in-halves.js';
import { narrowed } from '../../src/util/narrowed.js';

const kernels = createKernels('auto');

/** y = weight · x + bias. */
function line(weight: number, bias: number): TrainedNetwork {
  const network = sequential([dense(1, 'linear')]);
  const parameters = Float32Array.of(weight, bias);
  return { kind: 'trained-network', network, inputs: 1, sparseInputs: 0, parameters };
}

const x = {
  rows: 2,
  dense: { rows: 2, columns: 1, data: Float32Array.of(1, 2) },
  sparse: undefined,
};

/** What is judged: minus the largest error of 3 x + 1, and so much more. */
const judged = (more: number) => ({
  x,
  score: ([one = 0, two = 0]: Float32Array) =>
    -Math.max(Math.abs(one - 4), Math.abs(two - 7)) - more,
});

test('weights become halves where the score stays', () => {
  const rounded = inHalves(line(2.5001, 0.5001), judged(1), kernels);
  expect([...rounded.parameters]).toEqual([2.5, 0.5]);
  expect(narrowed(rounded.parameters)).toBeInstanceOf(Uint16Array);
});

test('weights stay where a thousandth of the score would be lost', () => {
  // 1 + 2⁻¹² becomes 1: an error of 1.0002 · 2⁻¹² more.
  const network = line(3, 1 + 2 ** -12);
  const score = ([one = 0]: Float32Array) => -Math.abs(one - 4 - 2 ** -12);
  expect(inHalves(network, { x, score: (own) => score(own) - 0.2 }, kernels)).toBe(network);
  expect(inHalves(network, { x, score: (own) => score(own) - 0.3 }, kernels)).not.toBe(network);
});

test('weights beyond halves stay, and so do all where nothing is told of a score', () => {
  const large = line(1e5, 0);
  expect(inHalves(large, judged(1e9), kernels)).toBe(large);
  const network = line(3.0001, 1);
  expect(inHalves(network, { x, score: () => Number.NaN }, kernels)).toBe(network);
});
