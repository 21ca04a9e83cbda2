import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BLENDED_ACTIVATIONS } from '../../../src/engine/kernels/kernels.js';
import { createReferenceKernels } from '../../../src/engine/kernels/reference.js';
import { randomStream } from '../../../src/util/random.js';
import {
  difference,
  emptyValues,
  type Operation,
  randomValues,
  runOn,
  type Values,
} from './arena-values.js';
import { fastKernels } from './kernels-under-test.js';

const TOLERANCE = 1e-5;

const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 }).map((seed) => `${seed}`);
const rows = fc.integer({ min: 1, max: 90 });

/** Columns of a signal, the first ones before those that are embedded; the vectors leave a gap of 4 before them. */
const embeddings = fc
  .record({
    rows,
    from: fc.integer({ min: 0, max: 9 }),
    columns: fc.integer({ min: 1, max: 6 }),
    after: fc.integer({ min: 0, max: 9 }),
    width: fc.constantFrom(4, 8, 12, 20),
  })
  .map(({ rows, from, columns, after, width }) => {
    const inputs = from + columns + after;
    const outputs = 4 + columns * width + after;
    return { rows, inputs, outputs, from, to: 4, columns, width };
  });

/** Edges of each column as the kernels read them: 1 to 11 bins. */
function knotTable(columns: number, seed: string): { table: Values; allBins: number } {
  const random = randomStream(seed, 'knots');
  const rowsOfTable: number[][] = [];
  let allBins = 0;
  for (let column = 0; column < columns; column++) {
    const bins = 1 + random.integer(11);
    const edges = Array.from({ length: bins + 1 }, () => random.normal()).sort((a, b) => a - b);
    rowsOfTable.push([allBins, bins, ...edges]);
    allBins += bins;
  }
  const size = 15;
  const data = new Float32Array(columns * size).fill(3e38);
  for (const [i, row] of rowsOfTable.entries()) data.set(row, i * size);
  return { table: { layout: 'table', rows: columns, columns: size, data }, allBins };
}

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

  it('in piecewise-linear embeddings', () => {
    fc.assert(
      fc.property(embeddings, seeds, (shape, seed) => {
        const { columns, width } = shape;
        const { table, allBins } = knotTable(columns, seed);
        const forward = [
          randomValues('signal', shape.rows, shape.inputs, `${seed}x`),
          table,
          randomValues('table', columns, width, `${seed}s`),
          randomValues('table', columns, width, `${seed}o`),
          randomValues('table', allBins, width, `${seed}b`),
          randomValues('signal', shape.rows, shape.outputs, `${seed}y`),
        ];
        const scratch = { ...emptyValues('sparse', allBins, 0), rows: 16 * (allBins + 1) * width };
        const places = { size: 15, allBins };
        agree(
          [...forward, scratch],
          (k, x = 0, knots = 0, slopes = 0, offsets = 0, bins = 0, out = 0, room = 0) => {
            const at = { ...places, x, knots, slopes, offsets, bins, scratch: room };
            k.piecewiseForward(at, out, shape);
          },
        );
        const gradients = [
          emptyValues('table', columns, width),
          emptyValues('table', columns, width),
          emptyValues('table', allBins, width),
        ];
        agree(
          [...forward, scratch, ...gradients],
          (
            k,
            x = 0,
            knots = 0,
            s = 0,
            o = 0,
            b = 0,
            dout = 0,
            room = 0,
            slopes = 0,
            offsets = 0,
            bins = 0,
          ) => {
            const at = { ...places, x, knots, slopes: s, offsets: o, bins: b, scratch: room };
            k.piecewiseBackward(at, dout, { slopes, offsets, bins }, shape);
          },
        );
      }),
    );
  });

  it('in periodic embeddings', () => {
    const counts = fc.constantFrom(8, 16);
    fc.assert(
      fc.property(embeddings, counts, seeds, (shape, count, seed) => {
        const { columns, width } = shape;
        const tables = (layout: (name: string, rows: number, columns: number) => Values) => [
          layout('f', columns, count),
          layout('p', columns, count),
          layout('m', columns * (width - 1), count),
          layout('o', columns, width - 1),
        ];
        const values = [
          randomValues('signal', shape.rows, shape.inputs, `${seed}x`),
          ...tables((name, r, c) => randomValues('table', r, c, `${seed}${name}`)),
          randomValues('signal', shape.rows, shape.outputs, `${seed}y`),
          { ...emptyValues('sparse', 1, 0), rows: 4 * count },
          ...tables((_name, r, c) => emptyValues('table', r, c)),
        ];
        const operation: (isForward: boolean) => Operation =
          (isForward) =>
          (
            k,
            x = 0,
            frequencies = 0,
            phases = 0,
            mix = 0,
            offsets = 0,
            y = 0,
            scratch = 0,
            ...to
          ) => {
            const at = { x, count, frequencies, phases, mix, offsets, scratch };
            if (isForward) return k.periodicForward(at, y, shape);
            const [df = 0, dp = 0, dm = 0, doff = 0] = to;
            const gradients = { frequencies: df, phases: dp, mix: dm, offsets: doff };
            k.periodicBackward(at, y, gradients, shape);
          };
        agree(values, operation(true));
        agree(values, operation(false));
      }),
    );
  });

  it('in embedded levels and copied columns', () => {
    fc.assert(
      fc.property(embeddings, seeds, (shape, seed) => {
        const { columns, width } = shape;
        const levels = 5;
        const values = [
          randomValues('signal', shape.rows, shape.inputs, `${seed}x`, (r) => r.integer(levels)),
          {
            ...emptyValues('table', 1, columns),
            data: Float32Array.from({ length: columns }, (_, c) => c * levels),
          },
          randomValues('table', columns * levels, width, `${seed}l`),
          randomValues('signal', shape.rows, shape.outputs, `${seed}y`),
          emptyValues('table', columns * levels, width),
        ];
        agree(values, (k, x = 0, firsts = 0, table = 0, y = 0, dlevels = 0) => {
          const at = { x, firsts, levels: table, allLevels: columns * levels };
          k.levelsBackward(at, y, dlevels, shape);
          k.levelsForward(at, y, shape);
        });
        agree(values, (k, x = 0, _f = 0, _l = 0, y = 0) => k.copyColumns(x, y, shape));
      }),
    );
  });

  const batches = fc.record({
    rows,
    columns: fc.integer({ min: 1, max: 40 }),
    members: fc.integer({ min: 1, max: 9 }),
  });

  it('in scales and shifts of members', () => {
    fc.assert(
      fc.property(batches, seeds, (shape, seed) => {
        const { columns, members } = shape;
        const values = [
          randomValues('signal', shape.rows, columns, `${seed}x`),
          randomValues('table', members, columns, `${seed}s`),
          emptyValues('signal', shape.rows, columns),
          randomValues('signal', shape.rows, columns, `${seed}d`),
          emptyValues('signal', shape.rows, columns),
          emptyValues('table', members, columns),
        ];
        agree(values, (k, x = 0, s = 0, out = 0, dout = 0, dx = 0, ds = 0) => {
          k.scaleForward(x, s, out, shape);
          k.scaleBackward(x, s, dout, dx, ds, shape);
        });
        agree(values, (k, x = 0, b = 0, out = 0, dout = 0, _dx = 0, db = 0) => {
          k.shiftForward(x, b, out, shape);
          k.shiftBackward(dout, db, shape);
        });
      }),
    );
  });

  it('in activations that are blended with the identity', () => {
    const kinds = fc.constantFrom(...BLENDED_ACTIVATIONS);
    fc.assert(
      fc.property(batches, seeds, kinds, ({ rows, columns }, seed, kind) => {
        const values = [
          randomValues('signal', rows, columns, `${seed}x`, (random) => 3 * random.normal()),
          randomValues('table', 1, columns, `${seed}a`),
          emptyValues('signal', rows, columns),
          randomValues('signal', rows, columns, `${seed}d`),
          emptyValues('signal', rows, columns),
          emptyValues('table', 1, columns),
        ];
        agree(values, (k, x = 0, alpha = 0, out = 0, dout = 0, dx = 0, dalpha = 0) => {
          k.blendedActivationForward(kind, x, alpha, out, rows, columns);
          k.blendedActivationBackward(kind, { x, alpha, dout }, { dx, dalpha }, rows, columns);
        });
      }),
    );
  });

  it('in the heads of members', () => {
    const outputs = fc.integer({ min: 1, max: 12 });
    const gates = fc.constantFrom(0, 1.25);
    fc.assert(
      fc.property(batches, outputs, gates, seeds, (batch, outputs, gate, seed) => {
        const { rows, columns: inputs, members } = batch;
        const shape = { rows, inputs, outputs, members };
        const values = [
          randomValues('signal', rows, inputs, `${seed}x`),
          randomValues('table', members * outputs, inputs, `${seed}w`),
          randomValues('table', members, outputs, `${seed}b`),
          emptyValues('signal', rows, outputs),
          randomValues('signal', rows, outputs, `${seed}d`),
          emptyValues('signal', rows, inputs),
          emptyValues('table', members * outputs, inputs),
          emptyValues('table', members, outputs),
        ];
        agree(values, (k, x = 0, w = 0, b = 0, out = 0, dout = 0, dx = 0, dw = 0, db = 0) => {
          k.headsForward(x, w, b, out, shape);
          k.headsBackward({ x, w, dout }, { dx, dw, db }, shape, gate);
        });
      }),
    );
  });
});
