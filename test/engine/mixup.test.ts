import { expect, test } from 'vitest';
import {
  activation,
  conv2d,
  dense,
  embedding,
  globalAveragePool,
  type NetworkInput,
  sequential,
  type TrainOptions,
  trainNetwork,
} from '../../src/engine/index.js';
import { initialParameters } from '../../src/engine/initial-parameters.js';
import { createKernels } from '../../src/engine/kernels/create-kernels.js';
import { createReferenceKernels } from '../../src/engine/kernels/reference.js';
import { drawMix } from '../../src/engine/mix.js';
import { inputWidths } from '../../src/engine/network-input.js';
import { randomStream } from '../../src/util/random.js';
import { type Problem, problemGround } from '../fixtures/engine-problem.js';
import { gradientError } from '../fixtures/gradient-error.js';
import { randomPictures } from '../fixtures/random-pictures.js';
import { sparseOf } from '../fixtures/sparse-rows.js';

/** A quarter of each row, and three quarters of the next but one: exact in bytes that are multiples of four. */
const mix = { share: 0.25, shift: 2 };
const ROWS = 3;
const columns = [
  [1, 0, -0.5, 0],
  [0, 0, 0, 0],
  [0.3, 2, 0, 1],
];
const numbers = [
  [0.5, 2],
  [-1, 0.25],
  [3, 1],
];
const mixedOf = (rows: readonly (readonly number[])[]) =>
  rows.map((own, r) =>
    own.map((value, i) => 0.25 * value + 0.75 * (rows[(r + 2) % ROWS]?.[i] ?? Number.NaN)),
  );
const denseOf = (rows: readonly (readonly number[])[]) => ({
  rows: ROWS,
  columns: 2,
  data: Float32Array.from(rows.flat()),
});

/** Pictures beside entries, and numbers beside entries: as they are, and mixed by hand. */
function pictures(isMixed: boolean): NetworkInput {
  const x = randomPictures(ROWS, 5, 4, 2).pictures;
  if (!x) throw new Error('there are pictures');
  const bytes = Array.from({ length: ROWS }, (_, r) =>
    Array.from(x.data.subarray(r * 40, (r + 1) * 40), (value) => value & 252),
  );
  const data = Uint8Array.from((isMixed ? mixedOf(bytes) : bytes).flat());
  const sparse = sparseOf(isMixed ? mixedOf(columns) : columns);
  return { rows: ROWS, dense: undefined, sparse, pictures: { ...x, data } };
}

function table(isMixed: boolean): NetworkInput {
  const [a, b] = isMixed ? [mixedOf(numbers), mixedOf(columns)] : [numbers, columns];
  return { rows: ROWS, dense: denseOf(a), sparse: sparseOf(b) };
}

const tanh = activation('tanh');
const overPictures = [conv2d(4), tanh, globalAveragePool(), dense(5, 'tanh'), dense(3, 'softmax')];
const overNumbers = [dense(5, 'tanh'), dense(3, 'softmax')];
const cases = [
  ['pictures', pictures, overPictures],
  ['numbers', table, overNumbers],
] as const;

function problem(x: NetworkInput, layers: (typeof cases)[number][2], y: number[]): Problem {
  const network = sequential(layers);
  const parameters = initialParameters(network, inputWidths(x), randomStream('mixed weights'));
  const moved = parameters.map((value, i) => value + 0.05 * Math.sin(i));
  const cost = 'softmax-cross-entropy';
  return { network, x, y: Float32Array.from(y), cost, labelSmoothing: 0.1, parameters: moved };
}

test.each(cases)(
  'mixed %s cost what mixing by hand does, each of both targets by its share',
  (_name, of, layers) => {
    for (const kernels of [createReferenceKernels('float64'), createKernels('simd')]) {
      const mixed = problemGround(kernels, {
        ...problem(of(false), layers, [0, 1, 2]),
        mix,
      }).step();
      const own = problemGround(kernels, problem(of(true), layers, [0, 1, 2])).step();
      const other = problemGround(kernels, problem(of(true), layers, [2, 0, 1])).step();
      expect(mixed.meanCost).toBeCloseTo(0.25 * own.meanCost + 0.75 * other.meanCost, 5);
      for (const [i, value] of mixed.gradients.entries()) {
        const wanted = 0.25 * (own.gradients[i] ?? 0) + 0.75 * (other.gradients[i] ?? 0);
        expect(value).toBeCloseTo(wanted, 5);
      }
    }
  },
);

test.each(cases)('the gradient of mixed %s is that of central differences', (_name, of, layers) => {
  expect(gradientError({ ...problem(of(false), layers, [0, 1, 2]), mix })).toBeLessThan(1e-6);
});

test.each([0.2, 1, 2])(
  'shares are drawn from Beta(%d, %d), and partners are others of the batch',
  (alpha) => {
    const random = randomStream('shares', alpha);
    const drawn = Array.from({ length: 4000 }, () => drawMix(random, alpha, 12, 3));
    const mean = drawn.reduce((sum, { share }) => sum + share, 0) / drawn.length;
    const variance = drawn.reduce((sum, { share }) => sum + (share - mean) ** 2, 0) / drawn.length;
    expect(mean).toBeCloseTo(0.5, 1);
    expect(variance).toBeCloseTo(1 / (4 * (2 * alpha + 1)), 2);
    expect(new Set(drawn.map(({ shift }) => shift))).toEqual(new Set([3, 6, 9]));
  },
);

function trained(own: Partial<TrainOptions>) {
  const network = sequential(overPictures);
  const options = { random: randomStream('mixup'), batchSize: 2, epochs: 3, ...own };
  return trainNetwork(network, pictures(false), Float32Array.of(0, 1, 2), options);
}

test('a training that mixes rows pauses and goes on with the same bits, and α 0 mixes nothing', () => {
  const whole = trained({ mixup: 0.4 }).network.parameters;
  const { checkpoint } = trained({ mixup: 0.4, pauseAfter: 1 });
  expect(trained({ mixup: 0.4, from: checkpoint }).network.parameters).toEqual(whole);
  const plain = trained({}).network.parameters;
  expect(trained({ mixup: 0 }).network.parameters).toEqual(plain);
  expect(whole).not.toEqual(plain);
});

test('what cannot be mixed is said', () => {
  expect(() => trained({ mixup: 5 })).toThrow('Rows are mixed by an α of 0 to 4, not 5.');
  const codes = sequential([embedding(null, { cardinalities: [3], width: 4, sigma: 1 }), dense(1)]);
  const x = {
    rows: 3,
    dense: { rows: 3, columns: 1, data: Float32Array.of(0, 1, 2) },
    sparse: undefined,
  };
  const options = { random: randomStream('codes'), mixup: 0.2 };
  expect(() => trainNetwork(codes, x, Float32Array.of(0, 1, 2), options)).toThrow(
    'Codes of levels cannot be mixed: `mixup` must be 0.',
  );
});

test('the smallest α is drawn at once, and leaves rows as they are or gives each the other', () => {
  const random = randomStream(0, 'small');
  let draws = 0;
  const counted = {
    ...random,
    next: () => {
      draws++;
      return random.next();
    },
  };
  const shares = Array.from({ length: 40 }, () => drawMix(counted, 1e-9, 4, 1).share);
  expect(draws).toBeLessThan(200);
  expect(new Set(shares)).toEqual(new Set([0, 1]));
});
