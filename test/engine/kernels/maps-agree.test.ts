import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createReferenceKernels } from '../../../src/engine/kernels/reference.js';
import { windowOver } from '../../../src/engine/map-size.js';
import {
  difference,
  emptyValues,
  type Operation,
  randomValues,
  runOn,
  type Values,
} from './arena-values.js';
import { fastKernels } from './kernels-under-test.js';

/** Sums of some hundred products in float32 differ by their order of summation. */
const TOLERANCE = 1e-5;
/** Cases of each: the reference takes a while over maps. */
const RUNS = { numRuns: 40 };

const side = fc.integer({ min: 1, max: 11 });
const channels = fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constantFrom(8, 12, 16, 24));
const wide = fc.constantFrom(16, 24, 40);
const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 }).map((seed) => `${seed}`);
const windows = fc
  .record({
    examples: fc.integer({ min: 1, max: 3 }),
    height: side,
    width: side,
    size: fc.constantFrom(1, 3, 5),
    stride: fc.integer({ min: 1, max: 3 }),
    dilation: fc.integer({ min: 1, max: 3 }),
    inputs: channels,
    outputs: channels,
  })
  .map(({ height, width, ...rest }) => ({ ...rest, ...windowOver({ height, width }, rest) }));
/** Those that fast kernels may compute by Winograd's way. */
const plain = fc
  .record({ examples: fc.integer({ min: 1, max: 3 }), height: side, width: side })
  .chain((map) =>
    fc.record({ inputs: wide, outputs: wide }).map((widths) => {
      const window = { size: 3, stride: 1, dilation: 1 };
      return { ...map, ...widths, ...window, ...windowOver(map, window) };
    }),
  );
const pools = windows.chain((shape) =>
  fc.integer({ min: 1, max: 4 }).map((size) => {
    const window = { size, stride: shape.stride };
    return { ...shape, ...windowOver(shape, window), columns: shape.inputs };
  }),
);

type Shape = typeof windows extends fc.Arbitrary<infer Value> ? Value : never;
const rowsIn = ({ examples, height, width }: Shape) => examples * height * width;
const rowsOut = ({ examples, outHeight, outWidth }: Shape) => examples * outHeight * outWidth;

describe.each(fastKernels)('kernels $name agree with the reference', ({ create }) => {
  const kernels = create();

  /** Both leave the same in all places, within tolerance. */
  function agree(values: readonly Values[], operation: Operation) {
    const expected = runOn(createReferenceKernels(), values, operation);
    const actual = runOn(kernels, values, operation);
    for (const [i, data] of expected.entries()) {
      expect(difference(actual[i] ?? new Float32Array(0), data)).toBeLessThan(TOLERANCE);
    }
  }

  it.each([
    ['a convolution', windows],
    ['a convolution of 3 × 3 places of many channels', plain],
  ])('in %s, both ways', (_name, shapes) => {
    fc.assert(
      fc.property(shapes, seeds, (shape, seed) => {
        const { inputs, outputs, size } = shape;
        const depth = size * size * inputs;
        const scratch = kernels.convolutionFloats(shape);
        const values = [
          randomValues('signal', rowsIn(shape), inputs, `${seed}x`),
          randomValues('weights', depth, outputs, `${seed}w`),
          randomValues('table', 1, outputs, `${seed}b`),
          emptyValues('signal', rowsOut(shape), outputs),
          randomValues('signal', rowsOut(shape), outputs, `${seed}d`),
          emptyValues('signal', rowsIn(shape), inputs),
          emptyValues('weights', depth, outputs),
          emptyValues('table', 1, outputs),
          // Room of so many floats in every layout; left as it was found by nobody.
          emptyValues('sparse', 0, Math.ceil(scratch / 2)),
        ];
        agree(values, (k, x = 0, w = 0, b = 0, out = 0, dout = 0, dx = 0, ...rest) => {
          const [dw = 0, db = 0, work = 0] = rest;
          k.convolutionForward(x, w, b, work, out, shape);
          k.convolutionBackwardInput(dout, w, work, dx, shape);
          k.convolutionBackwardWeights(x, dout, work, dw, db, shape);
        });
      }),
      RUNS,
    );
  });

  it('in a convolution of each channel by itself, both ways', () => {
    fc.assert(
      fc.property(windows, seeds, (given, seed) => {
        const shape = { ...given, columns: given.inputs };
        const { columns, size } = shape;
        const values = [
          randomValues('signal', rowsIn(shape), columns, `${seed}x`),
          randomValues('weights', size * size, columns, `${seed}w`),
          randomValues('table', 1, columns, `${seed}b`),
          emptyValues('signal', rowsOut(shape), columns),
          randomValues('signal', rowsOut(shape), columns, `${seed}d`),
          emptyValues('signal', rowsIn(shape), columns),
          emptyValues('weights', size * size, columns),
          emptyValues('table', 1, columns),
        ];
        agree(values, (k, x = 0, w = 0, b = 0, out = 0, dout = 0, dx = 0, ...rest) => {
          const [dw = 0, db = 0] = rest;
          k.depthwiseForward(x, w, b, out, shape);
          k.depthwiseBackwardInput(dout, w, dx, shape);
          k.depthwiseBackwardWeights(x, dout, dw, db, shape);
        });
      }),
      RUNS,
    );
  });

  it('in pools, both ways, and where values are equal', () => {
    fc.assert(
      fc.property(pools, seeds, (shape, seed) => {
        const { columns } = shape;
        const values = [
          randomValues('signal', rowsIn(shape), columns, `${seed}x`, (random) => random.integer(4)),
          emptyValues('signal', rowsOut(shape), columns),
          randomValues('signal', rowsOut(shape), columns, `${seed}d`),
          emptyValues('signal', rowsIn(shape), columns),
        ];
        agree(values, (k, x = 0, out = 0, dout = 0, dx = 0) => {
          k.maxPoolForward(x, out, shape);
          k.maxPoolBackward(x, out, dout, dx, shape);
        });
        agree(values, (k, x = 0, out = 0, dout = 0, dx = 0) => {
          k.averagePoolForward(x, out, shape);
          k.averagePoolBackward(dout, dx, shape);
        });
      }),
      RUNS,
    );
  });

  it('in the mean of whole maps, both ways', () => {
    fc.assert(
      fc.property(windows, seeds, (given, seed) => {
        const { examples, height, width, inputs: columns } = given;
        const shape = { examples, places: height * width, columns };
        const values = [
          randomValues('signal', rowsIn(given), columns, `${seed}x`),
          emptyValues('signal', examples, columns),
          randomValues('signal', examples, columns, `${seed}d`),
          emptyValues('signal', rowsIn(given), columns),
        ];
        agree(values, (k, x = 0, out = 0, dout = 0, dx = 0) => {
          k.globalPoolForward(x, out, shape);
          k.globalPoolBackward(dout, dx, shape);
        });
      }),
      RUNS,
    );
  });

  it('in group norm, both ways', () => {
    fc.assert(
      fc.property(windows, seeds, fc.constantFrom(1, 2, 3), (given, seed, groups) => {
        const { examples, height, width } = given;
        const columns = given.inputs * groups;
        const places = height * width;
        // Few values have nearly no variance: their gradient is all rounding.
        fc.pre(places * given.inputs > 3);
        const shape = { examples, places, columns, groups };
        const values = [
          randomValues('signal', rowsIn(given), columns, `${seed}x`),
          randomValues('table', 1, columns, `${seed}s`),
          randomValues('table', 1, columns, `${seed}h`),
          emptyValues('table', 4, columns),
          randomValues('signal', rowsIn(given), columns, `${seed}d`),
          emptyValues('signal', rowsIn(given), columns),
          emptyValues('signal', rowsIn(given), columns),
          emptyValues('table', 1, columns),
          emptyValues('table', 1, columns),
        ];
        const expected = [5, 6, 7, 8];
        const operation: Operation = (k, x = 0, scale = 0, shift = 0, scratch = 0, ...rest) => {
          const [dout = 0, out = 0, dx = 0, dscale = 0, dshift = 0] = rest;
          const at = { x, scale, shift, scratch };
          k.groupNormForward(at, out, shape);
          k.groupNormBackward(at, dout, { dx, dscale, dshift }, shape);
        };
        const plain = runOn(createReferenceKernels(), values, operation);
        const fast = runOn(kernels, values, operation);
        for (const i of expected) {
          const [a = new Float32Array(), b = new Float32Array()] = [fast[i], plain[i]];
          expect(difference(a, b)).toBeLessThan(TOLERANCE);
        }
      }),
      RUNS,
    );
  });

  it('in batch norm over the places of many maps, whose sums have many parts', () => {
    const rows = 131_072;
    const values = [
      randomValues('signal', rows, 1, 'many', (random) => 3.3 + 0.05 * random.normal()),
      randomValues('table', 1, 1, 'scale', () => 1),
      randomValues('table', 1, 1, 'shift', () => 0),
      emptyValues('signal', rows, 1),
      emptyValues('table', 1, 1),
      emptyValues('table', 1, 1),
    ];
    agree(values, (k, x = 0, scale = 0, shift = 0, out = 0, mean = 0, variance = 0) => {
      k.columnMoments(x, mean, variance, rows, 1);
      k.batchNormForward({ x, scale, shift, mean, variance }, out, rows, 1);
    });
  });

  it('in pictures, which other columns of their panel survive', () => {
    const picture = {
      pixels: Float32Array.from({ length: 6 * 3 }, (_, i) => i),
      means: Float32Array.of(1, 2, 3),
      factors: Float32Array.of(1, 0.5, 0.25),
    };
    agree([emptyValues('signal', 12, 3)], (k, to = 0) => {
      k.writePicture(picture, 0, 12, to);
      k.writePicture(picture, 6, 12, to);
    });
  });
});
