import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ACTIVATIONS,
  COST_KERNELS,
  type Kernels,
  type Layout,
  type Offset,
} from '../../../src/engine/kernels/kernels.js';
import { createReferenceKernels } from '../../../src/engine/kernels/reference.js';
import {
  difference,
  emptyValues,
  type Operation,
  randomValues,
  runOn,
  type Values,
} from './arena-values.js';
import { fastKernels } from './kernels-under-test.js';
import { randomSparse } from './random-sparse.js';

/** Sums of up to 300 products in float32 differ by their order of summation. */
const TOLERANCE = 1e-5;

const size = (max: number) => fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max }));
const shapes = fc.record({ rows: size(300), inputs: size(40), outputs: size(40) });
const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 }).map((seed) => `${seed}`);
const rates = fc.constantFrom(0, 0.1, 0.5, 0.93);

describe.each(fastKernels)('kernels $name agree with the reference', ({ create }) => {
  const kernels = create();

  /** Both leave the same in all places, within tolerance. */
  function agree(values: readonly Values[], operation: Operation, scale = 1) {
    const expected = runOn(createReferenceKernels(), values, operation);
    const actual = runOn(kernels, values, operation);
    for (const [i, data] of expected.entries()) {
      expect(difference(actual[i] ?? new Float32Array(0), data)).toBeLessThan(TOLERANCE * scale);
    }
  }

  it('in a dense layer forward', () => {
    fc.assert(
      fc.property(shapes, seeds, rates, (shape, seed, rate) => {
        const values = [
          randomValues('signal', shape.rows, shape.inputs, `${seed}x`),
          randomValues('weights', shape.inputs, shape.outputs, `${seed}w`),
          randomValues('table', 1, shape.outputs, `${seed}b`),
          emptyValues('signal', shape.rows, shape.outputs),
        ];
        agree(values, (k, x = 0, w = 0, b = 0, out = 0) => k.denseForward(x, w, b, out, shape));
        const drop = { rate, seed: Number(seed) };
        // What is kept is scaled up by what is not, and its error with it.
        const kept = 1 - rate;
        agree(
          values,
          (k, x = 0, w = 0, b = 0, out = 0) => k.denseReluForward(x, w, b, out, shape, drop),
          1 / kept,
        );
      }),
    );
  });

  it('in the gradient of a dense layer’s inputs', () => {
    fc.assert(
      fc.property(shapes, seeds, (shape, seed) => {
        const values = [
          randomValues('signal', shape.rows, shape.outputs, `${seed}d`),
          randomValues('weights', shape.inputs, shape.outputs, `${seed}w`),
          emptyValues('scratch', shape.inputs, shape.outputs),
          randomValues('signal', shape.rows, shape.inputs, `${seed}x`),
          emptyValues('signal', shape.rows, shape.inputs),
        ];
        agree(values, (k, dout = 0, w = 0, scratch = 0, _x = 0, dx = 0) =>
          k.denseBackwardInput(dout, w, scratch, dx, shape),
        );
        agree(values, (k, dout = 0, w = 0, scratch = 0, x = 0, dx = 0) =>
          k.denseBackwardRelu(dout, w, scratch, x, dx, shape, 1.25),
        );
      }),
    );
  });

  it('in the gradient of a dense layer’s weights', () => {
    fc.assert(
      fc.property(shapes, seeds, (shape, seed) => {
        const values = [
          randomValues('signal', shape.rows, shape.inputs, `${seed}x`),
          randomValues('signal', shape.rows, shape.outputs, `${seed}d`),
          emptyValues('weights', shape.inputs, shape.outputs),
          emptyValues('table', 1, shape.outputs),
        ];
        agree(values, (k, x = 0, dout = 0, dw = 0, db = 0) =>
          k.denseBackwardWeights(x, dout, dw, db, shape),
        );
      }),
    );
  });

  it('in a layer of sparse inputs', () => {
    fc.assert(
      fc.property(shapes, seeds, (shape, seed) => {
        const { rows, inputs, outputs } = shape;
        const x = randomSparse(rows + 3, inputs, seed);
        const batch = {
          order: Int32Array.from({ length: rows + 3 }, (_, row) => rows + 2 - row),
          start: 2,
          rows,
        };
        const values = [
          randomValues('table', inputs, outputs, `${seed}w`),
          randomValues('signal', rows, outputs, `${seed}o`),
          emptyValues('table', inputs, outputs),
          emptyValues('sparse', rows, rows * inputs),
        ];
        agree(values, (k, w = 0, out = 0, dw = 0, gathered = 0) => {
          k.gatherSparse(x, batch, gathered);
          k.sparseForward(gathered, w, out, shape);
          k.sparseBackwardWeights(gathered, out, dw, shape);
        });
      }),
    );
  });

  it('in gathering rows', () => {
    fc.assert(
      fc.property(shapes, seeds, ({ rows, inputs }, seed) => {
        const { data } = randomValues('signal', rows + 3, inputs, seed);
        const order = Int32Array.from({ length: rows + 3 }, (_, row) => rows + 2 - row);
        const matrix = { rows: rows + 3, columns: inputs, data };
        agree([emptyValues('signal', rows, inputs)], (k, to = 0) =>
          k.gather(matrix, { order, start: 2, rows }, to),
        );
      }),
    );
  });

  it('in activations', () => {
    const kinds = fc.constantFrom(...ACTIVATIONS);
    fc.assert(
      fc.property(shapes, seeds, kinds, ({ rows, inputs: columns }, seed, kind) => {
        const values = [
          randomValues('signal', rows, columns, `${seed}x`, (random) => 5 * random.normal()),
          emptyValues('signal', rows, columns),
          randomValues('signal', rows, columns, `${seed}d`),
          emptyValues('signal', rows, columns),
        ];
        agree(values, (k, x = 0, out = 0, dout = 0, dx = 0) => {
          k.activationForward(kind, x, out, rows, columns);
          k.activationBackward(kind, x, out, dout, dx, rows, columns);
        });
      }),
    );
  });

  it('in softmax', () => {
    fc.assert(
      fc.property(shapes, seeds, ({ rows, inputs: columns }, seed) => {
        const values = [
          randomValues('signal', rows, columns, `${seed}x`, (random) => 20 * random.normal()),
          emptyValues('signal', rows, columns),
          randomValues('signal', rows, columns, `${seed}d`),
          emptyValues('signal', rows, columns),
        ];
        agree(values, (k, x = 0, out = 0, dout = 0, dx = 0) => {
          k.softmaxForward(x, out, rows, columns);
          k.softmaxBackward(out, dout, dx, rows, columns);
        });
      }),
    );
  });

  it('in what dropout drops, exactly', () => {
    fc.assert(
      fc.property(shapes, seeds, rates, ({ rows, inputs: columns }, seed, rate) => {
        const values = [
          randomValues('signal', rows, columns, seed, () => 1),
          emptyValues('signal', rows, columns),
        ];
        const drop: Operation = (k, x = 0, out = 0) =>
          k.dropout(x, out, rows, columns, { rate, seed: Number(seed) });
        expect(runOn(kernels, values, drop)).toEqual(runOn(createReferenceKernels(), values, drop));
      }),
    );
  });

  it('in costs of weighted rows and their gradients', () => {
    const kinds = fc.constantFrom(...COST_KERNELS);
    const parameters = fc.constantFrom(0.1, 0.5);
    fc.assert(
      fc.property(
        shapes,
        seeds,
        kinds,
        parameters,
        ({ rows, inputs: columns }, seed, kind, some) => {
          const isSoftmax = kind === 'softmax-cross-entropy';
          const targets = isSoftmax ? 1 : columns;
          const spread = kind === 'poisson' ? 1 : 8;
          const values = [
            randomValues('signal', rows, columns, `${seed}x`, (random) => spread * random.normal()),
            randomValues('signal', rows, targets, `${seed}y`, (random) =>
              random.integer(isSoftmax ? columns : 2),
            ),
            randomValues('signal', rows, 1, `${seed}w`, (random) => 2 * random.next()),
            emptyValues('signal', rows, columns),
          ];
          for (const parameter of kind.endsWith('cross-entropy') ? [0, some] : [some]) {
            const costs: number[] = [];
            agree(values, (k, x = 0, y = 0, weights = 0, dx = 0) => {
              costs.push(k.cost({ kind, parameter }, x, y, weights, dx, rows, columns));
            });
            const [expected = NaN, actual = NaN] = costs;
            expect(Math.abs(actual - expected)).toBeLessThan(
              TOLERANCE * (rows + Math.abs(expected)),
            );
          }
        },
      ),
    );
  });

  it.each(COST_KERNELS)('in costs of outputs that are no numbers: %s is none', (kind) => {
    const isSoftmax = kind === 'softmax-cross-entropy';
    for (const own of [createReferenceKernels(), kernels]) {
      for (const [columns, place] of [
        [3, 0],
        [3, 2],
        [9, 8],
      ] as const) {
        const values = [
          randomValues('signal', 2, columns, 'x', (random) => random.normal()),
          randomValues('signal', 2, isSoftmax ? 1 : columns, 'y', () => 1),
          randomValues('signal', 2, 1, 'w', () => 1),
          emptyValues('signal', 2, columns),
        ];
        const [{ data } = { data: new Float32Array(0) }] = values;
        data[place] = Number.NaN;
        let cost = 0;
        runOn(own, values, (k, x = 0, y = 0, weights = 0, dx = 0) => {
          cost = k.cost({ kind, parameter: 0 }, x, y, weights, dx, 2, columns);
        });
        expect(cost).toBeNaN();
      }
    }
  });

  it('in batch norm', () => {
    fc.assert(
      fc.property(shapes, seeds, ({ rows, inputs: columns }, seed) => {
        const values = [
          ...normValues(rows, columns, seed),
          emptyValues('table', 1, columns),
          emptyValues('table', 1, columns),
        ];
        // One row has no variance: its gradient is all rounding.
        fc.pre(rows > 1);
        agree(values, (k, x = 0, scale = 0, shift = 0, dout = 0, out = 0, dx = 0, ...rest) => {
          const [dscale = 0, dshift = 0, mean = 0, variance = 0] = rest;
          k.columnMoments(x, mean, variance, rows, columns);
          const at = { x, scale, shift, mean, variance };
          k.batchNormForward(at, out, rows, columns);
          k.batchNormBackward(at, dout, { dx, dscale, dshift }, rows, columns);
        });
      }),
    );
  });

  it('in layer norm', () => {
    fc.assert(
      fc.property(shapes, seeds, ({ rows, inputs: columns }, seed) => {
        fc.pre(columns > 1);
        const values = normValues(rows, columns, seed);
        agree(values, (k, x = 0, scale = 0, shift = 0, dout = 0, out = 0, dx = 0, ...rest) => {
          const [dscale = 0, dshift = 0] = rest;
          k.layerNormForward({ x, scale, shift }, out, rows, columns);
          k.layerNormBackward({ x, scale, shift }, dout, { dx, dscale, dshift }, rows, columns);
        });
      }),
    );
  });

  it('in sums, blends and sums of squares', () => {
    fc.assert(
      fc.property(shapes, seeds, ({ rows, inputs: columns }, seed) => {
        const values = [
          randomValues('signal', rows, columns, `${seed}x`),
          randomValues('signal', rows, columns, `${seed}y`),
          emptyValues('signal', rows, columns),
          randomValues('weights', rows, columns, `${seed}w`),
        ];
        const sums: number[] = [];
        agree(values, (k, x = 0, y = 0, out = 0, w = 0) => {
          k.add(x, y, out, rows, columns);
          k.add(x, y, x, rows, columns);
          const floats = k.floatsOf('weights', rows, columns);
          sums.push(k.sumOfSquares(w, floats));
          k.blend(w, w, floats, 0.75, 0.5);
        });
        const [expected = NaN, actual = NaN] = sums;
        expect(Math.abs(actual - expected)).toBeLessThan(TOLERANCE * (1 + expected));
      }),
    );
  });

  it('in the steps of the optimizers', () => {
    const layouts = fc.constantFrom<Layout>('weights', 'table');
    fc.assert(
      fc.property(shapes, seeds, layouts, ({ inputs, outputs }, seed, layout) => {
        const draw = (name: string) => randomValues(layout, inputs, outputs, `${seed}${name}`);
        const positive = randomValues(layout, inputs, outputs, `${seed}v`, (random) =>
          random.next(),
        );
        agree([draw('w'), draw('d'), draw('m'), positive], (k, w = 0, dw = 0, m = 0, v = 0) => {
          const floats = k.floatsOf(layout, inputs, outputs);
          k.adam(w, dw, m, v, floats, ADAM);
          for (const step of [SGD, NESTEROV]) k.sgd(w, dw, m, floats, step);
          k.rmsprop(w, dw, v, floats, RMSPROP);
        });
      }),
    );
  });

  it.each<[string, OptimizerStep]>([
    ['sgd', (k, w, dw, m, _v, floats) => k.sgd(w, dw, m, floats, SGD)],
    ['sgd by Nesterov', (k, w, dw, m, _v, floats) => k.sgd(w, dw, m, floats, NESTEROV)],
    ['rmsprop', (k, w, dw, _m, v, floats) => k.rmsprop(w, dw, v, floats, RMSPROP)],
    ['adam', (k, w, dw, m, v, floats) => k.adam(w, dw, m, v, floats, ADAM)],
  ])(
    'in gradients that are no numbers, or hardly any: %s keeps what they make none',
    (_n, step) => {
      const slopes = [Number.NaN, 1, Number.POSITIVE_INFINITY, -2, 1e-20, Number.NEGATIVE_INFINITY];
      const values = ['w', 'd', 'm', 'v'].map((name) => {
        const { data, ...shape } = randomValues('table', 1, slopes.length, name, (r) => r.next());
        return { ...shape, data: name === 'd' ? Float32Array.from(slopes) : data };
      });
      const [expected, actual] = [createReferenceKernels(), kernels].map((own) =>
        runOn(own, values, (k, w = 0, dw = 0, m = 0, v = 0) =>
          step(k, w, dw, m, v, k.floatsOf('table', 1, slopes.length)),
        ).map((all) => Array.from(all, (value) => Number(value.toPrecision(5)))),
      );
      expect(actual).toEqual(expected);
      expect(actual?.[0]?.map(Number.isNaN)[0]).toBe(true);
    },
  );
});

/** A step on floats at these places: weights, their gradient and its moments. */
type OptimizerStep = (
  kernels: Kernels,
  w: Offset,
  dw: Offset,
  m: Offset,
  v: Offset,
  floats: number,
) => void;

/** What a norm layer reads and writes: x, scale, shift, dout, then room for out, dx, dscale and dshift. */
function normValues(rows: number, columns: number, seed: string): Values[] {
  const x = randomValues('signal', rows, columns, `${seed}x`);
  // Neighbours stand apart: where all values are nearly the same, their differences are all rounding.
  const apart = x.data.map(
    (value, i) => value + 9 * ((Math.floor(i / columns) + (i % columns)) % 5),
  );
  return [
    { ...x, data: apart },
    randomValues('table', 1, columns, `${seed}s`),
    randomValues('table', 1, columns, `${seed}h`),
    randomValues('signal', rows, columns, `${seed}d`),
    emptyValues('signal', rows, columns),
    emptyValues('signal', rows, columns),
    emptyValues('table', 1, columns),
    emptyValues('table', 1, columns),
  ];
}

const SGD = { learningRate: 0.01, momentum: 0.9, weightDecay: 0.1, nesterov: false };
const NESTEROV = { ...SGD, nesterov: true };
const RMSPROP = { learningRate: 0.01, decay: 0.9, epsilon: 1e-4, weightDecay: 0.1 };
const ADAM = {
  learningRate: 0.01,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  correction1: 1 - 0.9 ** 3,
  correction2: 1 - 0.999 ** 3,
  weightDecay: 0.1,
};
