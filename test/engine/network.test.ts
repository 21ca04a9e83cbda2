import { expect, test } from 'vitest';
import { createAugment } from '../../src/engine/augmentation.js';
import { embedding } from '../../src/engine/embedding-layer.js';
import { createKernels } from '../../src/engine/kernels/create-kernels.js';
import { parameterCount } from '../../src/engine/layer-shapes.js';
import { conv2d, groupNorm, maxPool2d } from '../../src/engine/map-layers.js';
import { dense, dropout, residual, scale, sequential } from '../../src/engine/network.js';
import { predictNetwork } from '../../src/engine/predict-network.js';
import { trainNetwork } from '../../src/engine/train-network.js';
import { randomStream } from '../../src/util/random.js';
import { problemGround } from '../fixtures/engine-problem.js';

test('parameters are the weights and biases of the dense layers', () => {
  const network = sequential([
    dense(5, 'relu'),
    dropout(0.2),
    dense(3, 'tanh'),
    dense(2, 'softmax'),
  ]);
  expect(parameterCount(network, 4)).toBe(4 * 5 + 5 + 5 * 3 + 3 + 3 * 2 + 2);
});

test.each([
  ['no layers', [], /needs a layer/],
  ['softmax in the middle', [dense(3, 'softmax'), dense(1)], /Layer 1 \(dense\): softmax/],
  ['no units', [dense(2), dense(0)], /Layer 2 \(dense\): 0 units/],
  ['a fraction of a unit', [dense(1.5)], /Layer 1 \(dense\): 1.5 units/],
  [
    'dropout at the end',
    [dense(3), dropout(0.1)],
    /Layer 2 \(dropout\): the last layer must be dense or heads/,
  ],
  ['a rate of 1', [dropout(1), dense(1)], /Layer 1 \(dropout\): rate 1/],
  ['an even window', [conv2d(4, { size: 2 }), dense(1)], /Layer 1 \(conv2d\): a size of 2 is not/],
  ['no channels', [conv2d(0), dense(1)], /Layer 1 \(conv2d\): 0 channels/],
  ['no step', [maxPool2d(2, 0), dense(1)], /Layer 1 \(max-pool\): a stride of 0/],
  [
    'another parametrization',
    [dense(3, 'relu', { parametrization: 'nural' as 'standard' }), dense(1)],
    /Layer 1 \(dense\): there is no parametrization "nural"; there are standard, neural-tangent/,
  ],
  [
    'scales that start as nothing known',
    [residual([scale(1, 'one' as 'ones')]), dense(1)],
    /Layer 1.1 \(scale\): there is no start "one"; there are ones/,
  ],
  [
    'a block of nothing',
    [residual(undefined as never), dense(1)],
    /a residual block needs a layer/,
  ],
  [
    'an embedding of another kind',
    [embedding({ kind: 'wave' } as never), dense(1)],
    /Layer 1 \(embedding\): numbers are embedded as piecewise-linear or periodic ones/,
  ],
  ['half a group', [groupNorm(0.5), dense(1)], /Layer 1 \(group-norm\): 0.5 groups/],
])('%s: the error says which layer and why', (_name, layers, message) => {
  expect(() => sequential(layers)).toThrow(message);
});

test.each<[string, () => unknown, string]>([
  ['a convolution', () => conv2d(3, { kernelSize: 5 } as object), 'no option "kernelSize"'],
  ['a dense layer', () => dense(1, 'linear', { useBias: false } as object), 'no option "useBias"'],
  [
    'what changes pictures',
    () => createAugment({ height: 2, width: 2, channels: 1 }, { flip: 'horizontal' } as object),
    'no option "flip"',
  ],
  ['kernels', () => createKernels('fast' as 'simd'), 'no kernels "fast"; there are auto, simd'],
])('%s of an option that there is not is refused', (_name, make, message) => {
  expect(make).toThrow(message);
});

test('options of layers may be undefined', () => {
  const none = { size: undefined, bias: undefined, parametrization: undefined };
  const { parametrization, size, bias } = none;
  expect(conv2d(3, { size, bias } as object)).toEqual(conv2d(3));
  const layers = [dense(3, 'relu', { parametrization, bias } as object), dense(1)];
  expect(parameterCount(sequential(layers), 2)).toBe(13);
});

test('a cross-entropy needs its own output', () => {
  const x = {
    rows: 1,
    dense: { rows: 1, columns: 1, data: Float32Array.of(1) },
    sparse: undefined,
  };
  const train = () =>
    trainNetwork(sequential([dense(1)]), x, Float32Array.of(1), {
      random: randomStream('cost'),
      cost: 'binary-cross-entropy',
    });
  expect(train).toThrow('needs the output activation sigmoid, not linear');
});

test('sparse inputs need a dense layer first', () => {
  const sparse = {
    rows: 1,
    columns: 1,
    offsets: Int32Array.of(0, 1),
    indices: Int32Array.of(0),
    values: Float32Array.of(1),
  };
  const network = sequential([dropout(0.1), dense(1)]);
  const options = { random: randomStream('sparse') };
  const x = { rows: 1, dense: undefined, sparse };
  expect(() => trainNetwork(network, x, Float32Array.of(1), options)).toThrow(
    /Layer 1 \(dropout\): sparse/,
  );
});

test("the lecture's forward pass: inputs 0.5 and 0.1 give 0.61, so class 1", () => {
  const x = {
    rows: 1,
    dense: { rows: 1, columns: 2, data: Float32Array.of(0.5, 0.1) },
    sparse: undefined,
  };
  const hidden = Float32Array.of(0.15, 0.2, 0.25, 0.3, 0, 0);
  const outputs = (layers: Parameters<typeof sequential>[0], parameters: Float32Array) => [
    ...predictNetwork(
      {
        kind: 'trained-network',
        network: sequential(layers),
        inputs: 2,
        sparseInputs: 0,
        parameters,
      },
      x,
    ),
  ];
  const two = (values: number[]) => values.map((value) => value.toFixed(2));
  expect(outputs([dense(2)], hidden).map((sum) => Number(sum.toFixed(6)))).toEqual([0.1, 0.13]);
  expect(two(outputs([dense(2, 'sigmoid')], hidden))).toEqual(['0.52', '0.53']);
  const all = Float32Array.of(...hidden, 0.4, 0.45, 0);
  expect(two(outputs([dense(2, 'sigmoid'), dense(1)], all))).toEqual(['0.45']);
  const [chance = 0] = outputs([dense(2, 'sigmoid'), dense(1, 'sigmoid')], all);
  expect(chance.toFixed(2)).toBe('0.61');
  expect(Math.round(chance)).toBe(1);
});

test.each(['reference', 'simd'] as const)(
  'cross-entropies of sure logits stay finite on %s',
  (choice) => {
    for (const [cost, activation, units] of [
      ['binary-cross-entropy', 'sigmoid', 1],
      ['softmax-cross-entropy', 'softmax', 3],
    ] as const) {
      const ground = problemGround(createKernels(choice), {
        network: sequential([dense(units, activation)]),
        x: {
          rows: 2,
          dense: { rows: 2, columns: 1, data: Float32Array.of(1, -1) },
          sparse: undefined,
        },
        y: Float32Array.of(0, 1),
        cost,
        parameters: [...Array<number>(units).keys()]
          .map((i) => 1000 * (i + 1))
          .concat(Array(units).fill(0)),
      });
      const { meanCost, gradients } = ground.step();
      expect(Number.isFinite(meanCost)).toBe(true);
      expect(meanCost).toBeGreaterThan(500);
      expect(gradients.every(Number.isFinite)).toBe(true);
    }
  },
);
