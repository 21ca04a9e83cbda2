import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Transformer } from '../../src/preprocessing/transformer.js';

type Column = Float64Array | Int32Array;

/** What every transformer keeps, for any training rows and any rows after them. */
export function transformerContract<
  X extends Column,
  Y extends Column | undefined,
  Options,
  Fitted,
>(
  transformer: Transformer<X, Y, Options, Fitted>,
  column: fc.Arbitrary<X>,
  options: readonly Options[] = [transformer.defaults],
): void {
  const { kind } = transformer;
  const cases = fc.tuple(column, column, fc.constantFrom(...options));
  const check = (holds: (training: X, later: X, chosen: Options) => void) =>
    fc.assert(fc.property(cases, ([training, later, chosen]) => holds(training, later, chosen)));

  test(`${kind}: fitting gives the training rows just as transform does`, () => {
    check((training, _later, chosen) => {
      const { fitted, transformed } = transformer.fit(chosen, training);
      expect(transformed).toEqual(transformer.transform(fitted, training));
    });
  });

  test(`${kind}: what is fitted is data that survives JSON`, () => {
    check((training, later, chosen) => {
      const { fitted } = transformer.fit(chosen, training);
      const stored = JSON.parse(JSON.stringify(fitted)) as Fitted;
      expect(transformer.transform(stored, later)).toEqual(transformer.transform(fitted, later));
    });
  });

  test(`${kind}: neither the rows nor what is fitted change by transforming`, () => {
    check((training, later, chosen) => {
      const rows = later.slice();
      const { fitted } = transformer.fit(chosen, training);
      const before = JSON.stringify(fitted);
      transformer.transform(fitted, later);
      expect([later, JSON.stringify(fitted)]).toEqual([rows, before]);
    });
  });

  test(`${kind}: a value for each row, the same every time`, () => {
    check((training, later, chosen) => {
      const { fitted } = transformer.fit(chosen, training);
      const out = transformer.transform(fitted, later);
      if (out) expect(out).toHaveLength(later.length);
      expect(transformer.fit(chosen, training)).toEqual(transformer.fit(chosen, training));
    });
  });
}

/** Numbers as tables have them: some missing, some large; no −0, whose sign JSON does not keep. */
export const numbers: fc.Arbitrary<Float64Array> = fc
  .array(
    fc.oneof(
      {
        weight: 4,
        arbitrary: fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => value + 0),
      },
      fc.constant(Number.NaN),
      fc.constantFrom(0, 1e300, -1e300),
    ),
    { maxLength: 30 },
  )
  .map((values) => Float64Array.from(values));

/** Numbers after imputation. */
export const filledNumbers: fc.Arbitrary<Float64Array> = numbers.map((values) =>
  values.map((value) => (Number.isNaN(value) ? 0 : value)),
);

/** Codes as tables have them: missing (−1) and unseen (−2) ones too. */
export const codes: fc.Arbitrary<Int32Array> = fc
  .array(fc.integer({ min: -2, max: 6 }), { maxLength: 30 })
  .map((values) => Int32Array.from(values));
