import { expect, test } from 'vitest';
import {
  backPropagation,
  type ClassicNetwork,
  classicBackward,
  classicError,
  classicForward,
  classicNetwork,
} from '../../../src/engine/classic/back-propagation.js';
import { randomStream } from '../../../src/util/random.js';

/** Two inputs, one hidden unit, one output; all numbers below are worked by hand from the formulas. */
const small: ClassicNetwork = {
  kind: 'classic-network',
  slope: 1,
  layers: [[Float64Array.of(0.5, -0.5, 0)], [Float64Array.of(1, 0)]],
};
const example = { inputs: [1, 0], targets: [1] };

/** σ(0.5) and σ(σ(0.5)). */
const hidden = 0.6224593312018546;
const output = 0.6507776782147005;

test('the forward pass of one hidden and one output unit is that of the formulas', () => {
  const [, h = [], o = []] = classicForward(small, example.inputs);
  expect(h[0]).toBeCloseTo(hidden, 12);
  expect(o[0]).toBeCloseTo(output, 12);
  expect(classicError(small, example)).toBeCloseTo(0.5 * (1 - output) ** 2, 12);
});

test('deltas are −o(1−o)(t−o) at the output and o(1−o)·δw inside', () => {
  const outputs = classicForward(small, example.inputs);
  const [[inside = 0] = [], [outside = 0] = []] = classicBackward(small, outputs, example.targets);
  expect(outside).toBeCloseTo(-0.0793663922247687, 9);
  expect(inside).toBeCloseTo(-0.01865139679686841, 9);
});

test('the first step changes each weight by −(1 − α)·η·δ·o', () => {
  const options = { learningRate: 0.5, momentum: 0.2, steps: 1 };
  const { layers } = backPropagation(small, [example], options);
  const [w1 = 0, w2 = 0, b = 0] = layers[0]?.[0] ?? [];
  expect(w1).toBeCloseTo(0.5 + 0.4 * 0.01865139679686841, 9);
  expect(w2).toBe(-0.5);
  expect(b).toBeCloseTo(0.4 * 0.01865139679686841, 9);
  expect(layers[1]?.[0]?.[0]).toBeCloseTo(1 + 0.4 * 0.0793663922247687 * hidden, 9);
});

test('the second step keeps α of the first change', () => {
  const options = { learningRate: 0.5, momentum: 0.2 };
  const once = backPropagation(small, [example], { ...options, steps: 1 });
  const twice = backPropagation(small, [example], { ...options, steps: 2 });
  const outputs = classicForward(once, example.inputs);
  const delta = classicBackward(once, outputs, example.targets)[1]?.[0] ?? 0;
  const first = (once.layers[1]?.[0]?.[1] ?? 0) - 0;
  const second = (twice.layers[1]?.[0]?.[1] ?? 0) - first;
  expect(second).toBeCloseTo(0.2 * first - 0.8 * 0.5 * delta, 12);
});

test('the deltas are the derivatives of the error, for any slope', () => {
  const network = classicNetwork([3, 4, 2], randomStream('classic'), 2.5);
  const shown = { inputs: [0.3, -0.7, 0.2], targets: [1, 0] };
  const outputs = classicForward(network, shown.inputs);
  const deltas = classicBackward(network, outputs, shown.targets);
  for (const [l, layer] of network.layers.entries()) {
    for (const [j, w] of layer.entries()) {
      const bias = w.length - 1;
      const at = (change: number) => {
        const kept = w[bias] as number;
        w[bias] = kept + change;
        const error = classicError(network, shown);
        w[bias] = kept;
        return error;
      };
      expect(deltas[l]?.[j]).toBeCloseTo((at(1e-5) - at(-1e-5)) / 2e-5, 8);
    }
  }
});

test('it learns XOR', () => {
  const examples = [
    { inputs: [0, 0], targets: [0] },
    { inputs: [0, 1], targets: [1] },
    { inputs: [1, 0], targets: [1] },
    { inputs: [1, 1], targets: [0] },
  ];
  const start = classicNetwork([2, 3, 1], randomStream('xor'));
  const options = { learningRate: 2, momentum: 0.5, steps: 20_000 };
  const trained = backPropagation(start, examples, options);
  for (const { inputs, targets } of examples) {
    const answer = classicForward(trained, inputs).at(-1)?.[0] ?? Number.NaN;
    expect(Math.round(answer)).toBe(targets[0]);
  }
});

test('training changes a copy', () => {
  const before = JSON.stringify(small.layers.map((layer) => layer.map((w) => [...w])));
  backPropagation(small, [example], { learningRate: 1, momentum: 0, steps: 3 });
  expect(JSON.stringify(small.layers.map((layer) => layer.map((w) => [...w])))).toBe(before);
});

test.each([
  [{ inputs: [1], targets: [1] }, 'An example has 1 inputs where the network has 2.'],
  [{ inputs: [1, 0, 1], targets: [1] }, 'An example has 3 inputs where the network has 2.'],
  [{ inputs: [1, 0], targets: [] }, 'An example has 0 targets where the network has 1.'],
  [{ inputs: [1, 0], targets: [1, 0] }, 'An example has 2 targets where the network has 1.'],
])('an example of another size is refused: %j', (odd, message) => {
  const options = { learningRate: 1, momentum: 0, steps: 2 };
  expect(() => backPropagation(small, [example, odd], options)).toThrow(message);
  expect(() => classicError(small, odd)).toThrow(message);
});

test.each([undefined, null, 1])('%s is no example', (odd) => {
  const options = { learningRate: 1, momentum: 0, steps: 2 };
  const message = `There is no example in ${odd}.`;
  expect(() => backPropagation(small, [example, odd as never], options)).toThrow(message);
  expect(() => classicError(small, odd as never)).toThrow(message);
});

test('without an example there is nothing to learn from', () => {
  const options = { learningRate: 1, momentum: 0, steps: 3 };
  expect(() => backPropagation(small, [], options)).toThrow('no examples');
});
