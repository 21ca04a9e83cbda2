import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Activation, CostStep } from '../../../src/engine/kernels/kernels.js';
import { createReferenceKernels } from '../../../src/engine/kernels/reference.js';
import {
  difference,
  emptyValues,
  type Operation,
  randomValues,
  runOn,
  type Values,
} from './arena-values.js';
import { randomSparse } from './random-sparse.js';

// Each kernel against its formula, written value by value with nothing shared.

const size = fc.integer({ min: 1, max: 7 });
const shapes = fc.record({ rows: size, inputs: size, outputs: size });
const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 }).map(String);

type Formula = (row: number, column: number) => number;

/** Holds what an operation leaves in one of the values to a formula. */
function expectFormula(
  values: readonly Values[],
  operation: Operation,
  formulas: Readonly<Record<number, Formula>>,
): void {
  const after = runOn(createReferenceKernels(), values, operation);
  for (const [place, formula] of Object.entries(formulas)) {
    const { rows = 0, columns = 0 } = values[Number(place)] ?? {};
    const wanted = Float32Array.from({ length: rows * columns }, (_, i) =>
      formula(Math.floor(i / columns), i % columns),
    );
    expect(difference(after[Number(place)] ?? new Float32Array(), wanted)).toBeLessThan(1e-5);
  }
}

const at =
  ({ columns, data }: Values): Formula =>
  (row, column) =>
    data[row * columns + column] ?? Number.NaN;

function sum(count: number, term: (i: number) => number): number {
  return Array.from({ length: count }, (_, i) => term(i)).reduce((a, b) => a + b, 0);
}

test('a dense layer is x · w + b, and with ReLU nothing below 0', () => {
  fc.assert(
    fc.property(shapes, seeds, (shape, seed) => {
      const x = randomValues('signal', shape.rows, shape.inputs, `${seed}x`);
      const w = randomValues('weights', shape.inputs, shape.outputs, `${seed}w`);
      const b = randomValues('table', 1, shape.outputs, `${seed}b`);
      const values = [x, w, b, emptyValues('signal', shape.rows, shape.outputs)];
      const out: Formula = (r, j) =>
        at(b)(0, j) + sum(shape.inputs, (i) => at(x)(r, i) * at(w)(i, j));
      expectFormula(
        values,
        (k, xAt = 0, wAt = 0, bAt = 0, to = 0) => k.denseForward(xAt, wAt, bAt, to, shape),
        { 3: out },
      );
      const none = { rate: 0, seed: 1 };
      expectFormula(
        values,
        (k, xAt = 0, wAt = 0, bAt = 0, to = 0) =>
          k.denseReluForward(xAt, wAt, bAt, to, shape, none),
        { 3: (r, j) => Math.max(0, out(r, j)) },
      );
    }),
  );
});

test('the gradients of a dense layer are dout · wᵀ, xᵀ · dout and the sum of dout’s rows', () => {
  fc.assert(
    fc.property(shapes, seeds, (shape, seed) => {
      const { rows, inputs, outputs } = shape;
      const x = randomValues('signal', rows, inputs, `${seed}x`);
      const w = randomValues('weights', inputs, outputs, `${seed}w`);
      const dout = randomValues('signal', rows, outputs, `${seed}d`);
      const dx: Formula = (r, i) => sum(outputs, (j) => at(dout)(r, j) * at(w)(i, j));
      const signals = [dout, w, emptyValues('scratch', inputs, outputs), x];
      const back = [...signals, emptyValues('signal', rows, inputs)];
      expectFormula(
        back,
        (k, d = 0, wAt = 0, scratch = 0, _x = 0, to = 0) =>
          k.denseBackwardInput(d, wAt, scratch, to, shape),
        { 4: dx },
      );
      expectFormula(
        back,
        (k, d = 0, wAt = 0, scratch = 0, xAt = 0, to = 0) =>
          k.denseBackwardRelu(d, wAt, scratch, xAt, to, shape, 1.25),
        { 4: (r, i) => (at(x)(r, i) > 0 ? 1.25 * dx(r, i) : 0) },
      );
      expectFormula(
        [x, dout, emptyValues('weights', inputs, outputs), emptyValues('table', 1, outputs)],
        (k, xAt = 0, d = 0, dw = 0, db = 0) => k.denseBackwardWeights(xAt, d, dw, db, shape),
        {
          2: (i, j) => sum(rows, (r) => at(x)(r, i) * at(dout)(r, j)),
          3: (_, j) => sum(rows, (r) => at(dout)(r, j)),
        },
      );
    }),
  );
});

test('sparse inputs are the dense ones with the zeros left out', () => {
  fc.assert(
    fc.property(shapes, seeds, (shape, seed) => {
      const { rows, inputs, outputs } = shape;
      const x = randomSparse(rows, inputs, seed);
      const order = Int32Array.from({ length: rows }, (_, row) => rows - 1 - row);
      const xAt: Formula = (r, i) => {
        const row = order[r] ?? 0;
        const own = [...x.indices].slice(x.offsets[row], x.offsets[row + 1]).indexOf(i);
        return own < 0 ? 0 : (x.values[(x.offsets[row] ?? 0) + own] ?? Number.NaN);
      };
      const w = randomValues('table', inputs, outputs, `${seed}w`);
      const start = randomValues('signal', rows, outputs, `${seed}o`);
      const dout = randomValues('signal', rows, outputs, `${seed}d`);
      expectFormula(
        [
          w,
          start,
          dout,
          emptyValues('table', inputs, outputs),
          emptyValues('sparse', rows, rows * inputs),
        ],
        (k, wAt = 0, out = 0, d = 0, dw = 0, gathered = 0) => {
          k.gatherSparse(x, { order, start: 0, rows }, gathered);
          k.sparseForward(gathered, wAt, out, shape);
          k.sparseBackwardWeights(gathered, d, dw, shape);
        },
        {
          1: (r, j) => at(start)(r, j) + sum(inputs, (i) => xAt(r, i) * at(w)(i, j)),
          3: (i, j) => sum(rows, (r) => xAt(r, i) * at(dout)(r, j)),
        },
      );
    }),
  );
});

const activations: Readonly<Record<Activation, readonly [Formula1, Formula1]>> = {
  linear: [(x) => x, () => 1],
  relu: [(x) => (x > 0 ? x : 0), (x) => (x > 0 ? 1 : 0)],
  sigmoid: [(x) => 1 / (1 + Math.exp(-x)), (x) => Math.exp(-x) / (1 + Math.exp(-x)) ** 2],
  tanh: [Math.tanh, (x) => 1 / Math.cosh(x) ** 2],
  step: [(x) => (x >= 0 ? 1 : -1), () => 0],
  'leaky-relu': [(x) => Math.max(x, x / 100), (x) => (x > 0 ? 1 : 1 / 100)],
  relu6: [(x) => Math.max(0, Math.min(x, 6)), (x) => (x > 0 && x < 6 ? 1 : 0)],
  elu: [(x) => (x > 0 ? x : Math.exp(x) - 1), (x) => Math.min(1, Math.exp(x))],
  selu: [
    (x) => 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * (Math.exp(x) - 1)),
    (x) => (x > 0 ? 1.0507009873554805 : 1.0507009873554805 * 1.6732632423543772 * Math.exp(x)),
  ],
  gelu: [(x) => x * normal(x), (x) => normal(x) + x * density(x)],
  silu: [
    (x) => x / (1 + Math.exp(-x)),
    (x) => (1 + Math.exp(-x) * (1 + x)) / (1 + Math.exp(-x)) ** 2,
  ],
  mish: [
    (x) => x * Math.tanh(Math.log(1 + Math.exp(x))),
    (x) => {
      const spread = Math.log(1 + Math.exp(x));
      return Math.tanh(spread) + x / (1 + Math.exp(-x)) / Math.cosh(spread) ** 2;
    },
  ],
  exponential: [Math.exp, Math.exp],
};

function density(x: number): number {
  return Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
}

/** The normal distribution function, by Simpson's rule from 0. */
function normal(x: number): number {
  const steps = 400;
  const inner = sum(steps + 1, (i) => {
    const weight = i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2;
    return weight * density((x * i) / steps);
  });
  return 0.5 + (x / steps / 3) * inner;
}

type Formula1 = (x: number) => number;

test.each(Object.keys(activations) as Activation[])('%s and its slope', (kind) => {
  const [f, slope] = activations[kind];
  fc.assert(
    fc.property(size, size, seeds, (rows, columns, seed) => {
      const x = randomValues('signal', rows, columns, `${seed}x`, (random) => 4 * random.normal());
      const dout = randomValues('signal', rows, columns, `${seed}d`);
      const empty = emptyValues('signal', rows, columns);
      expectFormula(
        [x, empty, dout, empty],
        (k, xAt = 0, out = 0, d = 0, dx = 0) => {
          k.activationForward(kind, xAt, out, rows, columns);
          k.activationBackward(kind, xAt, out, d, dx, rows, columns);
        },
        {
          1: (r, j) => f(at(x)(r, j)),
          3: (r, j) => at(dout)(r, j) * slope(at(x)(r, j)),
        },
      );
    }),
  );
});

test('softmax is eˣ / Σ eˣ, and its gradient goes through the whole Jacobian', () => {
  fc.assert(
    fc.property(size, size, seeds, (rows, columns, seed) => {
      const x = randomValues('signal', rows, columns, `${seed}x`);
      const dout = randomValues('signal', rows, columns, `${seed}d`);
      const p: Formula = (r, j) =>
        Math.exp(at(x)(r, j)) / sum(columns, (i) => Math.exp(at(x)(r, i)));
      const empty = emptyValues('signal', rows, columns);
      expectFormula(
        [x, empty, dout, empty],
        (k, xAt = 0, out = 0, d = 0, dx = 0) => {
          k.softmaxForward(xAt, out, rows, columns);
          k.softmaxBackward(out, d, dx, rows, columns);
        },
        {
          1: p,
          3: (r, j) =>
            sum(columns, (i) => at(dout)(r, i) * p(r, i) * ((i === j ? 1 : 0) - p(r, j))),
        },
      );
    }),
  );
});

test('costs are those of their definitions, their gradients those of the mean over rows', () => {
  fc.assert(
    fc.property(size, size, seeds, (rows, columns, seed) => {
      const x = randomValues('signal', rows, columns, `${seed}x`);
      const real = randomValues('signal', rows, columns, `${seed}y`);
      const bits = randomValues('signal', rows, columns, `${seed}b`, (random) => random.integer(2));
      const own = randomValues('signal', rows, 1, `${seed}c`, (random) => random.integer(columns));
      const chance: Formula = (r, j) => 1 / (1 + Math.exp(-at(x)(r, j)));
      const softmax: Formula = (r, j) =>
        Math.exp(at(x)(r, j)) / sum(columns, (i) => Math.exp(at(x)(r, i)));
      const hit: Formula = (r, j) => (at(own)(r, 0) === j ? 1 : 0);
      const gap: Formula = (r, j) => at(x)(r, j) - at(real)(r, j);
      const cases: readonly (readonly [CostStep['kind'], number, Values, Formula, Formula])[] = [
        ['mean-squared-error', 0, real, (r, j) => gap(r, j) ** 2, (r, j) => 2 * gap(r, j)],
        [
          'mean-absolute-error',
          0,
          real,
          (r, j) => Math.abs(gap(r, j)),
          (r, j) => Math.sign(gap(r, j)),
        ],
        [
          'huber',
          0.5,
          real,
          (r, j) => {
            const size = Math.abs(gap(r, j));
            return size < 0.5 ? size ** 2 / 2 : 0.5 * size - 0.125;
          },
          (r, j) => Math.sign(gap(r, j)) * Math.min(0.5, Math.abs(gap(r, j))),
        ],
        [
          'pinball',
          0.9,
          real,
          (r, j) => (gap(r, j) < 0 ? -0.9 * gap(r, j) : 0.1 * gap(r, j)),
          (r, j) => (gap(r, j) < 0 ? -0.9 : 0.1),
        ],
        [
          'poisson',
          0,
          bits,
          (r, j) => Math.exp(at(x)(r, j)) - at(bits)(r, j) * at(x)(r, j),
          (r, j) => Math.exp(at(x)(r, j)) - at(bits)(r, j),
        ],
        ...[0, 0.3].map(
          (smoothing) =>
            [
              'binary-cross-entropy',
              smoothing,
              bits,
              (r: number, j: number) => {
                const wanted = at(bits)(r, j) * (1 - smoothing) + smoothing / 2;
                const p = chance(r, j);
                return -wanted * Math.log(p) - (1 - wanted) * Math.log(1 - p);
              },
              (r: number, j: number) =>
                chance(r, j) - (at(bits)(r, j) * (1 - smoothing) + smoothing / 2),
            ] as const,
        ),
        ...[0, 0.3].map(
          (smoothing) =>
            [
              'softmax-cross-entropy',
              smoothing,
              own,
              (r: number, j: number) =>
                -(hit(r, j) * (1 - smoothing) + smoothing / columns) * Math.log(softmax(r, j)),
              (r: number, j: number) =>
                softmax(r, j) - (hit(r, j) * (1 - smoothing) + smoothing / columns),
            ] as const,
        ),
      ];
      const weights = randomValues('signal', rows, 1, `${seed}w`, (random) => 3 * random.next());
      for (const [kind, parameter, y, costAt, slopeAt] of cases) {
        let cost = Number.NaN;
        expectFormula(
          [x, y, weights, emptyValues('signal', rows, columns)],
          (k, xAt = 0, yAt = 0, wAt = 0, dx = 0) => {
            cost = k.cost({ kind, parameter }, xAt, yAt, wAt, dx, rows, columns);
          },
          { 3: (r, j) => (at(weights)(r, 0) * slopeAt(r, j)) / rows },
        );
        const wanted = sum(rows, (r) => sum(columns, (j) => at(weights)(r, 0) * costAt(r, j)));
        expect(Math.abs(cost - wanted)).toBeLessThan(1e-5 * (1 + Math.abs(wanted)));
      }
    }),
  );
});

test.each([
  ['binary-cross-entropy', [1000], 1, 0],
  ['binary-cross-entropy', [-1000], 1, 1000],
  ['binary-cross-entropy', [1000], 0, 1000],
  ['binary-cross-entropy', [-1000], 0, 0],
  ['softmax-cross-entropy', [1000, -1000], 0, 0],
  ['softmax-cross-entropy', [1000, -1000], 1, 2000],
] as const)('%s of logits %j for %d is %d, without overflow', (kind, logits, target, wanted) => {
  const x: Values = {
    layout: 'signal',
    rows: 1,
    columns: logits.length,
    data: Float32Array.from(logits),
  };
  const y: Values = { layout: 'signal', rows: 1, columns: 1, data: Float32Array.of(target) };
  const weight: Values = { ...y, data: Float32Array.of(1) };
  let cost = Number.NaN;
  const [, , , dx] = runOn(
    createReferenceKernels(),
    [x, y, weight, emptyValues('signal', 1, logits.length)],
    (k, xAt = 0, yAt = 0, one = 0, to = 0) => {
      cost = k.cost({ kind, parameter: 0 }, xAt, yAt, one, to, 1, logits.length);
    },
  );
  expect(cost).toBe(wanted);
  const missed = wanted > 0 ? 1 : 0;
  expect([...(dx ?? [])].map(Math.abs)).toEqual(logits.map(() => missed));
});

const SGD = { learningRate: 0.01, momentum: 0.9, weightDecay: 0.1 };

test('SGD moves by the velocity, or ahead of it, RMSprop by the root of squares, Adam by its corrected moments, and both shrink by the decay', () => {
  fc.assert(
    fc.property(size, size, seeds, (rows, columns, seed) => {
      const draw = (name: string) => randomValues('table', rows, columns, `${seed}${name}`);
      const [w, dw, m] = [draw('w'), draw('d'), draw('m')] as const;
      const v = randomValues('table', rows, columns, `${seed}v`, (random) => random.next());
      const floats = rows * columns;
      const velocity: Formula = (r, j) => 0.9 * at(m)(r, j) + at(dw)(r, j) + 0.1 * at(w)(r, j);
      expectFormula(
        [w, dw, m],
        (k, wAt = 0, d = 0, mAt = 0) => k.sgd(wAt, d, mAt, floats, { ...SGD, nesterov: false }),
        { 0: (r, j) => at(w)(r, j) - 0.01 * velocity(r, j), 2: velocity },
      );
      const slope: Formula = (r, j) => at(dw)(r, j) + 0.1 * at(w)(r, j);
      expectFormula(
        [w, dw, m],
        (k, wAt = 0, d = 0, mAt = 0) => k.sgd(wAt, d, mAt, floats, { ...SGD, nesterov: true }),
        {
          0: (r, j) => at(w)(r, j) - 0.01 * (slope(r, j) + 0.9 * velocity(r, j)),
          2: velocity,
        },
      );
      const square: Formula = (r, j) => 0.8 * at(v)(r, j) + 0.2 * slope(r, j) ** 2;
      const rmsprop = { learningRate: 0.01, decay: 0.8, epsilon: 1e-3, weightDecay: 0.1 };
      expectFormula(
        [w, dw, v],
        (k, wAt = 0, d = 0, vAt = 0) => k.rmsprop(wAt, d, vAt, floats, rmsprop),
        {
          0: (r, j) =>
            at(w)(r, j) - (0.01 * slope(r, j)) / (Math.sqrt(square(r, j)) + rmsprop.epsilon),
          2: square,
        },
      );
      const first: Formula = (r, j) => 0.8 * at(m)(r, j) + 0.2 * at(dw)(r, j);
      const second: Formula = (r, j) => 0.95 * at(v)(r, j) + 0.05 * at(dw)(r, j) ** 2;
      const step = { learningRate: 0.01, beta1: 0.8, beta2: 0.95, epsilon: 1e-3, weightDecay: 0.1 };
      const corrections = { correction1: 1 - 0.8 ** 3, correction2: 1 - 0.95 ** 3 };
      expectFormula(
        [w, dw, m, v],
        (k, wAt = 0, d = 0, mAt = 0, vAt = 0) =>
          k.adam(wAt, d, mAt, vAt, floats, { ...step, ...corrections }),
        {
          0: (r, j) => {
            const direction =
              first(r, j) /
              corrections.correction1 /
              (Math.sqrt(second(r, j) / corrections.correction2) + 1e-3);
            return at(w)(r, j) * (1 - 0.01 * 0.1) - 0.01 * direction;
          },
          2: first,
          3: second,
        },
      );
    }),
  );
});

test('dropout drops its share, scales up the rest, and keeps the mean', () => {
  const [rows, columns] = [400, 50];
  const x = randomValues('signal', rows, columns, 'dropped', () => 3);
  for (const rate of [0, 0.2, 0.5, 0.9]) {
    const [, out = new Float32Array()] = runOn(
      createReferenceKernels(),
      [x, emptyValues('signal', rows, columns)],
      (k, xAt = 0, to = 0) => k.dropout(xAt, to, rows, columns, { rate, seed: 99 }),
    );
    const kept = out.filter((value) => value !== 0);
    expect(1 - kept.length / out.length).toBeCloseTo(rate, 1);
    expect(new Set(kept)).toEqual(new Set([Math.fround(3 / (1 - rate))]));
    expect(sum(out.length, (i) => out[i] ?? 0) / out.length / 3).toBeCloseTo(1, 1);
  }
});

test('batch norm standardises columns, layer norm rows, then scale and shift act', () => {
  fc.assert(
    fc.property(size, size, seeds, (rows, columns, seed) => {
      const x = randomValues('signal', rows, columns, `${seed}x`);
      const scale = randomValues('table', 1, columns, `${seed}s`);
      const shift = randomValues('table', 1, columns, `${seed}h`);
      const mean = (count: number, value: (i: number) => number) => sum(count, value) / count;
      const standard = (count: number, value: (i: number) => number, own: number) => {
        const center = mean(count, value);
        const variance = mean(count, (i) => (value(i) - center) ** 2);
        return (own - center) / Math.sqrt(variance + 1e-5);
      };
      const norm = (standardised: Formula): Formula => {
        return (r, j) => at(scale)(0, j) * standardised(r, j) + at(shift)(0, j);
      };
      const byColumn = norm((r, j) => standard(rows, (i) => at(x)(i, j), at(x)(r, j)));
      const byRow = norm((r, j) => standard(columns, (i) => at(x)(r, i), at(x)(r, j)));
      const rest = [emptyValues('signal', rows, columns), emptyValues('signal', rows, columns)];
      const moments = [emptyValues('table', 1, columns), emptyValues('table', 1, columns)];
      expectFormula(
        [x, scale, shift, ...rest, ...moments],
        (k, xAt = 0, s = 0, h = 0, columnwise = 0, rowwise = 0, means = 0, variances = 0) => {
          const places = { x: xAt, scale: s, shift: h };
          k.columnMoments(xAt, means, variances, rows, columns);
          const all = { ...places, mean: means, variance: variances };
          k.batchNormForward(all, columnwise, rows, columns);
          k.layerNormForward(places, rowwise, rows, columns);
        },
        { 3: byColumn, 4: byRow, 5: (_r, j) => mean(rows, (i) => at(x)(i, j)) },
      );
    }),
  );
});

test('a sum adds, a blend keeps and takes, and squares sum up', () => {
  const [x, y] = [randomValues('signal', 3, 5, 'x'), randomValues('signal', 3, 5, 'y')];
  let squares = Number.NaN;
  expectFormula(
    [x, y, emptyValues('signal', 3, 5)],
    (k, xAt = 0, yAt = 0, out = 0) => {
      k.add(xAt, yAt, out, 3, 5);
      k.blend(yAt, xAt, 15, 0.25, 3);
      squares = k.sumOfSquares(xAt, 15);
    },
    {
      1: (r, j) => 0.25 * at(y)(r, j) + 3 * at(x)(r, j),
      2: (r, j) => at(x)(r, j) + at(y)(r, j),
    },
  );
  expect(squares).toBeCloseTo(
    sum(15, (i) => (x.data[i] ?? NaN) ** 2),
    5,
  );
});
