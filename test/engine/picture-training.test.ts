import { describe, expect, it, test } from 'vitest';
import {
  activation,
  batchNorm,
  conv2d,
  dense,
  flatten,
  globalAveragePool,
  type Layer,
  maxPool2d,
  type NetworkInput,
  predictNetwork,
  randomStream,
  residual,
  sequential,
  type TrainOptions,
  trainNetwork,
} from '../../src/engine/index.js';
import { createKernels } from '../../src/engine/kernels/create-kernels.js';
import { createReferenceKernels } from '../../src/engine/kernels/reference.js';
import { createNetworkRoom } from '../../src/engine/network-room.js';
import { randomPictures } from '../fixtures/random-pictures.js';
import { sparseOf } from '../fixtures/sparse-rows.js';
import { difference } from './kernels/arena-values.js';
import { fastKernels } from './kernels/kernels-under-test.js';

const ROWS = 40;
const SIDE = 8;

/** Gray pictures of noise with a bright bar, lying in class 0 and standing in class 1. */
function bars(): { readonly x: NetworkInput; readonly y: Float32Array } {
  const random = randomStream('bars');
  const x = randomPictures(ROWS, SIDE, SIDE, 1, 'noise');
  const data = x.pictures?.data ?? new Uint8Array();
  for (let i = 0; i < data.length; i++) data[i] = (data[i] ?? 0) / 4;
  const y = Float32Array.from({ length: ROWS }, (_, row) => row % 2);
  for (const [row, lies] of y.entries()) {
    const line = random.integer(SIDE);
    for (let i = 0; i < SIDE; i++) {
      const place = lies === 0 ? line * SIDE + i : i * SIDE + line;
      data[row * SIDE * SIDE + place] = 255;
    }
  }
  return { x, y };
}

const hidden: readonly Layer[] = [
  conv2d(6, { bias: false }),
  batchNorm(),
  activation('relu'),
  residual([conv2d(6), activation('silu')]),
  maxPool2d(2),
  conv2d(9, { stride: 2 }),
  activation('relu6'),
];
const network = sequential([...hidden, globalAveragePool(), dense(2, 'softmax')]);

function options(own: Partial<TrainOptions> = {}): TrainOptions {
  const optimizer = { kind: 'adamw', epsilon: 1e-4 } as const;
  return { random: randomStream('train'), learningRate: 0.01, batchSize: 16, optimizer, ...own };
}

const { x, y } = bars();

test('a small convolutional network tells lying bars from standing ones', () => {
  const { costs, network: trained } = trainNetwork(network, x, y, options({ epochs: 12 }));
  expect(costs.at(-1)).toBeLessThan(0.2);
  const outputs = predictNetwork(trained, x);
  const right = y.filter((own, row) => (outputs[2 * row + own] ?? 0) > 0.5).length;
  expect(right).toBeGreaterThan(0.9 * ROWS);
});

describe.each(fastKernels)('pictures on $name', ({ create }) => {
  it('train and are predicted as on the reference, and again with the same bits', () => {
    const train = (kernels = create()) =>
      trainNetwork(network, x, y, options({ kernels, epochs: 2 })).network;
    const expected = train(createReferenceKernels());
    const actual = train();
    expect(difference(actual.parameters, expected.parameters)).toBeLessThan(1e-4);
    expect(train().parameters).toEqual(actual.parameters);
    const outputs = predictNetwork(actual, x, create());
    expect(difference(outputs, predictNetwork(actual, x, createReferenceKernels()))).toBeLessThan(
      1e-5,
    );
    const serve = createNetworkRoom(create()).serve(actual);
    expect(difference(serve(x), outputs)).toBeLessThan(1e-6);
  });
});

test('entries beside pictures are trained on and predicted by, with all places of a map', () => {
  const noise = randomPictures(ROWS, SIDE, SIDE, 1, 'no bars');
  const sparse = sparseOf(Array.from(y, (own, row) => [own * (1 + (row % 3)), row % 2, 0, 1]));
  const layers = [conv2d(3), maxPool2d(2), flatten(), dense(6, 'relu'), dense(2, 'softmax')];
  const both = { ...noise, sparse };
  const own = trainNetwork(sequential(layers), both, y, options({ epochs: 40 })).network;
  const outputs = predictNetwork(own, both);
  expect(y.filter((wanted, row) => (outputs[2 * row + wanted] ?? 0) > 0.5)).toHaveLength(ROWS);
  const serve = createNetworkRoom(createKernels('auto')).serve(own);
  expect(difference(serve(both), outputs)).toBeLessThan(1e-6);
  expect(() => predictNetwork(own, noise)).toThrow(
    'The network was trained on pictures of 8 × 8 × 1 beside 4 sparse columns, not pictures of 8 × 8 × 1.',
  );
});

test('a cost of the caller sees outputs of all places and gives their gradient', () => {
  const heat = sequential([conv2d(4, { stride: 2 }), activation('relu'), dense(2)]);
  const seen = new Set<number>();
  const shapes = new Set<number>();
  const cost = (outputs: Float32Array, rows: Int32Array, gradient: Float32Array) => {
    shapes.add(outputs.length / rows.length);
    for (const row of rows) seen.add(row);
    let sum = 0;
    for (const [i, output] of outputs.entries()) {
      const wanted = i % 2;
      sum += (output - wanted) ** 2;
      gradient[i] = (2 * (output - wanted)) / rows.length;
    }
    return sum;
  };
  const { costs, network: trained } = trainNetwork(heat, x, new Float32Array(), {
    ...options({ epochs: 30 }),
    cost: { kind: 'custom', cost },
  });
  expect([...shapes]).toEqual([(SIDE / 2) ** 2 * 2]);
  expect(seen.size).toBe(ROWS);
  expect(costs.at(-1)).toBeLessThan(0.1 * (costs[0] ?? 0));
  const outputs = predictNetwork(trained, x);
  expect(outputs).toHaveLength(ROWS * (SIDE / 2) ** 2 * 2);
  const far = outputs.filter((output, i) => Math.abs(output - (i % 2)) > 0.5);
  expect(far.length).toBeLessThan(0.05 * outputs.length);
});

test('what augments is given bytes as numbers, its row, and the random numbers of training', () => {
  const rows: number[] = [];
  const augment: TrainOptions['augment'] = (pixels, random, row) => {
    rows.push(row);
    const first = x.pictures?.data.subarray(row * SIDE * SIDE, (row + 1) * SIDE * SIDE) ?? [];
    expect([...pixels]).toEqual([...first]);
    if (random.integer(2) === 1) pixels.reverse();
  };
  const train = (own: Partial<TrainOptions>) =>
    trainNetwork(network, x, y, options({ epochs: 2, ...own })).network.parameters;
  const first = train({ augment });
  expect(rows.toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: 2 * ROWS }, (_, i) => i >> 1),
  );
  expect(train({ augment })).toEqual(first);
  expect(train({})).not.toEqual(first);
});

test('a training of pictures that paused ends with the same bits', () => {
  const augment: TrainOptions['augment'] = (pixels, random) => {
    if (random.integer(2) === 1) pixels.reverse();
  };
  const whole = trainNetwork(network, x, y, options({ epochs: 3, augment })).network;
  const { checkpoint } = trainNetwork(
    network,
    x,
    y,
    options({ epochs: 3, augment, pauseAfter: 1 }),
  );
  const rest = trainNetwork(network, x, y, options({ epochs: 3, augment, from: checkpoint }));
  expect(rest.network.parameters).toEqual(whole.parameters);
});

test.each<[string, readonly Layer[], NetworkInput, RegExp]>([
  [
    'columns before a convolution',
    [conv2d(3), dense(1)],
    columns(),
    /Layer 1 \(conv2d\): it needs maps/,
  ],
  [
    'a map that is one row already',
    [globalAveragePool(), maxPool2d(2), dense(1)],
    x,
    /Layer 2 \(max-pool\): it needs maps/,
  ],
  [
    'a block that shrinks its maps',
    [residual([conv2d(1, { stride: 2 })]), dense(1)],
    x,
    /Layer 1 \(residual\): its layers make maps of 4 × 4 of maps of 8 × 8, but must keep the size/,
  ],
  [
    'channels by themselves that change in number',
    [conv2d(4, { depthwise: true }), dense(1)],
    x,
    /cannot be 4/,
  ],
  [
    'too many bytes',
    [globalAveragePool(), dense(1)],
    { ...x, ...tooMany() },
    /2560 bytes|bytes for/,
  ],
  [
    'columns of numbers beside pictures',
    [globalAveragePool(), dense(1)],
    { ...x, dense: columns().dense },
    /Columns beside pictures are sparse entries/,
  ],
  [
    'entries beside pictures of which no row is made',
    [conv2d(2), dense(1)],
    { ...x, sparse: sparseOf(Array.from({ length: ROWS }, () => [1])) },
    /Layer 2 \(dense\): sparse inputs need a dense layer over rows behind the maps/,
  ],
  [
    'entries of other rows',
    [globalAveragePool(), dense(1)],
    { ...x, sparse: sparseOf([[1]]) },
    /entries of 1 rows beside pictures of 40/,
  ],
  ['an output of places under a cost of rows', [conv2d(2), dense(1)], x, /needs a cost of its own/],
])('%s: the error says what is wrong', (_name, layers, input, message) => {
  expect(() => trainNetwork(sequential(layers), input, y, options())).toThrow(message);
});

function columns(): NetworkInput {
  const data = new Float32Array(ROWS * 3);
  return { rows: ROWS, dense: { rows: ROWS, columns: 3, data }, sparse: undefined };
}

function tooMany(): Pick<NetworkInput, 'pictures'> {
  const { pictures } = x;
  return pictures ? { pictures: { ...pictures, height: 9 } } : {};
}

test('pictures of another size are no input of a trained network', () => {
  const small = sequential([globalAveragePool(), dense(1)]);
  const trained = trainNetwork(small, x, y, options({ epochs: 1 })).network;
  const kernels = createKernels('auto');
  expect(() => predictNetwork(trained, randomPictures(2, 8, 9, 1), kernels)).toThrow(
    'The network was trained on pictures of 8 × 8 × 1, not pictures of 8 × 9 × 1.',
  );
});
