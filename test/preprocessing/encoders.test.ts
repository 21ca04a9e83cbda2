import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeFrequency } from '../../src/preprocessing/encode-frequency.js';
import { encodeHashing } from '../../src/preprocessing/encode-hashing.js';
import { encodeOrdinal } from '../../src/preprocessing/encode-ordinal.js';
import { encodeTarget } from '../../src/preprocessing/encode-target.js';
import { mutualInformation, selectColumns } from '../../src/preprocessing/select-columns.js';
import { UNSEEN } from '../../src/table/table.js';
import { randomStream } from '../../src/util/random.js';
import { Stopped } from '../../src/util/stopped.js';
import { codes, transformerContract } from '../contracts/transformer.js';
import { binary, regression, threeClasses } from '../fixtures/tasks.js';

transformerContract(encodeOrdinal, codes);
transformerContract(encodeFrequency, codes);
transformerContract(encodeHashing, codes, [{ slots: 32 }, { slots: 3 }]);

test('frequency is the share of training rows, ordinal the place, and unseen levels have none', () => {
  const x = Int32Array.of(0, 2, 2, -1);
  const { fitted } = encodeFrequency.fit({}, x);
  const later = Int32Array.of(2, 0, UNSEEN, 9);
  expect(encodeFrequency.transform(fitted, later)).toEqual(Float64Array.of(0.5, 0.25, 0, 0));
  expect(encodeOrdinal.fit({}, later).transformed).toEqual(Float64Array.of(2, 0, Number.NaN, 9));
});

test('hashing spreads levels over its slots', () => {
  const { transformed } = encodeHashing.fit({ slots: 8 }, Int32Array.from(Array(800).keys()));
  const counts = Array.from(
    { length: 8 },
    (_, slot) => transformed.filter((s) => s === slot).length,
  );
  expect(Math.min(...counts)).toBeGreaterThan(70);
});

const options = { smoothing: 2, folds: 2 };
const context = (y: readonly number[], more = {}) => ({
  task: regression,
  y: Float64Array.from(y),
  weights: undefined,
  random: randomStream(1),
  ...more,
});

test('later rows get the smoothed mean of their level, unseen ones the mean of all', () => {
  const { fitted } = encodeTarget.fit(options, Int32Array.of(0, 0, 1, 1), context([1, 3, 5, 7]));
  const [column] = encodeTarget.transform(fitted, Int32Array.of(0, 1, UNSEEN));
  expect(column).toEqual(Float64Array.of((4 + 2 * 4) / 4, (12 + 2 * 4) / 4, 4));
});

test('rows weigh in the means, and classes have a share each but the first', () => {
  const x = Int32Array.of(0, 0, 1);
  const weighted = context([1, 3, 5], { weights: Float64Array.of(3, 1, 0) });
  expect(encodeTarget.fit(options, x, weighted).fitted.means).toEqual([1.5]);
  const classes = context([0, 2, 2], { task: threeClasses });
  expect(encodeTarget.fit(options, x, classes).fitted.means).toEqual([0, 2 / 3]);
});

test('the smoothed means of levels are those of their definition', () => {
  const row = fc.record({
    code: fc.integer({ min: -2, max: 4 }),
    label: fc.integer({ min: 0, max: 2 }),
    weight: fc.double({ min: 0, max: 3, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 30 }), (table) => {
      const share = (rows: typeof table, label: number, smoothing = 0, mean = 0) => {
        const labels = rows.reduce((sum, own) => sum + own.weight * Number(own.label === label), 0);
        const all = rows.reduce((sum, own) => sum + own.weight, 0);
        return (labels + smoothing * mean) / Math.max(all + smoothing, 1e-300);
      };
      const x = Int32Array.from(table, ({ code }) => code);
      const weights = Float64Array.from(table, ({ weight }) => weight);
      const y = table.map(({ label }) => label);
      const { fitted } = encodeTarget.fit(options, x, context(y, { task: threeClasses, weights }));
      const means = [1, 2].map((label) => share(table, label));
      expect(fitted.means).toEqual(means);
      expect(fitted.codes).toEqual([...new Set(x)].sort((a, b) => a - b));
      for (const [place, code] of fitted.codes.entries()) {
        const own = table.filter((other) => other.code === code);
        const wanted = means.map((mean, i) => share(own, i + 1, options.smoothing, mean));
        expect(fitted.meansOfCodes.map((own) => own[place])).toEqual(wanted);
      }
    }),
  );
});

test('encoding stops between its parts when it is told to', () => {
  const told = { ...context([1, 2, 3]), shouldStop: () => true };
  expect(() => encodeTarget.fit(options, Int32Array.of(0, 1, 1), told)).toThrow(Stopped);
});

test('no training row sees its own label', () => {
  const x = Int32Array.from({ length: 40 }, (_, row) => row % 5);
  const y = Array.from(x, (_, row) => (row * 7) % 11);
  const encoded = (labels: readonly number[]) =>
    encodeTarget.fit({ smoothing: 2, folds: 5 }, x, context(labels)).transformed[0];
  const before = encoded(y);
  for (const row of [0, 17, 39]) {
    expect(encoded(y.with(row, 1000))?.[row]).toBe(before?.[row]);
  }
});

test('what is learned is data that survives JSON', () => {
  const { fitted } = encodeTarget.fit(options, Int32Array.of(0, 3, 3, -1), context([1, 2, 3, 4]));
  const later = Int32Array.of(3, -1, 0, UNSEEN);
  const stored = JSON.parse(JSON.stringify(fitted)) as typeof fitted;
  expect(encodeTarget.transform(stored, later)).toEqual(encodeTarget.transform(fitted, later));
});

test('mutual information is that of its definition', () => {
  const a = Int32Array.of(0, 0, 1, 1);
  expect(mutualInformation(a, a)).toBeCloseTo(Math.log(2), 12);
  expect(mutualInformation(a, Int32Array.of(0, 1, 0, 1))).toBeCloseTo(0, 12);
});

test('columns that tell no more than a shuffled copy are left out; the best half, or so many, are kept', () => {
  const rows = Int32Array.from(Array(400).keys());
  const random = randomStream('noise');
  const y = Float64Array.from(rows, () => random.integer(2));
  const values = (of: (row: number) => number) => Float64Array.from(rows, of);
  const columns = [
    { kind: 'numeric', name: 'good', values: y.map((code) => code + random.next()) },
    { kind: 'numeric', name: 'noise', values: values(() => random.next()) },
    { kind: 'numeric', name: 'fair', values: y.map((code) => code + 3 * random.next()) },
    {
      kind: 'coded',
      name: 'levels',
      codes: Int32Array.from(rows, () => random.integer(9)),
      levels: 9,
    },
  ] as const;
  const table = { kind: 'table', rows: 400, columns, target: y } as const;
  const target = () => ({ task: binary, y, weights: undefined, random: randomStream(3) });
  const kept = (selection: 'all' | 'probe' | 'best-half', most?: number) => [
    ...selectColumns({ selection, most }, table, rows, target()),
  ];
  expect(kept('all')).toEqual(['good', 'noise', 'fair', 'levels']);
  expect(kept('probe').sort()).toEqual(expect.arrayContaining(['fair', 'good']));
  expect(kept('best-half')).toEqual(['good', 'fair']);
  expect(kept('all', 1)).toEqual(['good']);
});

test('means of a target far from 0 keep their digits', () => {
  const codes = Int32Array.from({ length: 20_000 }, (_, row) => row % 50);
  const labels = Array.from(codes, (code, row) => (code % 7) + (row % 4) / 4);
  const plain =
    encodeTarget.fit(options, codes, context(labels)).transformed[0] ?? new Float64Array();
  const far = encodeTarget.fit(options, codes, context(labels.map((y) => 1e15 + y))).transformed[0];
  const worst = plain.reduce(
    (most, mean, row) => Math.max(most, Math.abs((far?.[row] ?? 0) - 1e15 - mean)),
    0,
  );
  // The spacing of doubles at 1e15 is an eighth.
  expect(worst).toBeLessThan(0.13);
});
