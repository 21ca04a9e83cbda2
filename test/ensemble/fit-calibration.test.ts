import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fitBeta } from '../../src/ensemble/beta-calibration.js';
import { crossCalibrated, curvesOf, fitCalibration } from '../../src/ensemble/fit-calibration.js';
import { fitIsotonic, isotonicPoints } from '../../src/ensemble/isotonic.js';
import { calibrated, curveAt } from '../../src/metrics/calibration.js';
import { dealParts } from '../../src/metrics/deal-parts.js';
import { metricNamed } from '../../src/metrics/metrics.js';
import type { Judged } from '../../src/trial/trial-judge.js';
import { binary, threeClasses } from '../fixtures/tasks.js';

interface Reference {
  readonly chances: number[];
  readonly own: number[];
  readonly bent: number[];
  readonly weights: number[];
  readonly asked: number[];
  readonly isotonic: Record<'plain' | 'weighted', { x: number[]; y: number[]; at: number[] }>;
  readonly beta: Record<'plain' | 'weighted' | 'bent', { a: number; b: number; c: number }>;
}
const reference = JSON.parse(
  readFileSync('test/reference/sklearn-calibration.json', 'utf8'),
) as Reference;
const { chances, own, bent, weights, asked } = reference;
const close = (found: readonly number[], wanted: readonly number[], digits = 10) => {
  expect(found).toHaveLength(wanted.length);
  for (const [i, value] of found.entries()) expect(value).toBeCloseTo(wanted[i] ?? NaN, digits);
};

test.each(['plain', 'weighted'] as const)(
  'steps are those of scikit-learn: %s, and so is what lies between them',
  (name) => {
    const { x, y } = isotonicPoints(chances, own, name === 'weighted' ? weights : undefined);
    const wanted = reference.isotonic[name];
    close(x, wanted.x);
    close(y, wanted.y);
    const curve = { kind: 'isotonic', x, y } as const;
    close(
      asked.map((chance) => curveAt(curve, chance)),
      wanted.at,
    );
  },
);

test('no answer of an isotonic calibration is surely right: its ends know of one row more', () => {
  const steps = fitIsotonic([0.1, 0.2, 0.3, 0.8, 0.9], [0, 0, 0, 1, 1], undefined);
  expect(steps.y[0]).toBeCloseTo(1 / 5, 10);
  expect(steps.y.at(-1)).toBeCloseTo(3 / 4, 10);
});

test('the ends of an isotonic calibration lift no step behind them: one row of the lowest says nothing of hundreds above it', () => {
  const [few, none, most] = [[0, 1], Array<number>(500).fill(0), [...Array(498).keys()]];
  const labels = [...few, ...none, ...most.map((row) => (row % 5 === 4 ? 0 : 1))];
  const places = labels.map((_, row) => row / 1000);
  const mirrored = fitIsotonic(
    places.map((place) => 1 - place),
    labels.map((label) => 1 - label),
    undefined,
  );
  // One of 502 rows, with one more of either kind.
  expect(curveAt(fitIsotonic(places, labels, undefined), 0.2)).toBeCloseTo(2 / 504, 10);
  expect(curveAt(mirrored, 0.8)).toBeCloseTo(502 / 504, 10);
});

test('an isotonic calibration of one chance is the share, with one row more of either kind', () => {
  expect(fitIsotonic([0.5, 0.5, 0.5], [0, 1, 1], undefined).y).toEqual([3 / 5]);
});

test.each([
  ['plain', own, undefined],
  ['weighted', own, weights],
  ['bent', bent, undefined],
] as const)(
  'beta calibration is a logistic regression as scikit-learn has it: %s',
  (name, y, w) => {
    const { a, b, c } = fitBeta(chances, y, w);
    const wanted = reference.beta[name];
    close([a, b, c], [wanted.a, wanted.b, wanted.c], 3);
  },
);

test('of two classes the chance of the positive one follows its curve, and the other is what is left', () => {
  const calibration = { kind: 'beta', curves: [{ kind: 'beta', a: 2, b: 1, c: 0 }] } as const;
  // odds .8² / (1 − .8) = 3.2
  const chance = 3.2 / 4.2;
  close([...calibrated(Float64Array.of(0.2, 0.8), binary, calibration)], [1 - chance, chance]);
  const first = { ...binary, positive: 0 };
  close([...calibrated(Float64Array.of(0.8, 0.2), first, calibration)], [chance, 1 - chance]);
});

test('of more classes each has a curve, and they sum to 1 again', () => {
  const half = { kind: 'isotonic', x: [0, 1], y: [0, 0.5] } as const;
  const whole = { kind: 'isotonic', x: [0, 1], y: [0, 1] } as const;
  const calibration = { kind: 'isotonic', curves: [half, whole, whole] } as const;
  const changed = calibrated(Float64Array.of(0.5, 0.25, 0.25), threeClasses, calibration);
  close([...changed], [0.25 / 0.75, 0.25 / 0.75, 0.25 / 0.75]);
});

test('what each row is judged by was fitted to other rows', () => {
  const truth = Int32Array.from({ length: 100 }, (_, row) => (row % 4 === 0 ? 1 : 0));
  const judged: Judged = {
    metric: metricNamed('log_loss'),
    task: binary,
    truth,
    weights: undefined,
  };
  const mixed = Float64Array.from({ length: 200 }, (_, i) => {
    const chance = 0.1 + ((i >> 1) % 10) / 20;
    return i % 2 === 1 ? chance : 1 - chance;
  });
  const before = crossCalibrated(curvesOf('isotonic'), judged, mixed) ?? new Float64Array();
  const parts = dealParts(judged, 5);
  const all = calibrated(mixed, binary, fitCalibration('isotonic', judged, mixed));
  expect(before).not.toEqual(all);
  // By hand: the rows of one part by a curve of the others.
  const others = [...truth.keys()].filter((row) => parts[row] !== 0);
  const curve = fitIsotonic(
    others.map((row) => mixed[2 * row + 1] ?? 0),
    others.map((row) => truth[row] ?? 0),
    undefined,
  );
  for (const [row, part] of parts.entries()) {
    if (part !== 0) continue;
    expect(before[2 * row + 1]).toBeCloseTo(curveAt(curve, mixed[2 * row + 1] ?? 0), 12);
  }
});

test('rows of one group cannot judge a calibration: there are no others to fit to', () => {
  const judged: Judged = {
    metric: metricNamed('log_loss'),
    task: binary,
    truth: Int32Array.of(0, 1, 1),
    weights: undefined,
    groups: Int32Array.of(0, 0, 0),
  };
  const mixed = Float64Array.of(0.8, 0.2, 0.4, 0.6, 0.1, 0.9);
  for (const kind of ['isotonic', 'beta'] as const) {
    expect(crossCalibrated(curvesOf(kind), judged, mixed)).toBeUndefined();
  }
});

test.each(['isotonic', 'beta'] as const)(
  'rows of an unknown class say nothing to %s curves',
  (kind) => {
    const chanceOf = (row: number) => 0.05 + ((row % 37) / 37) * 0.9;
    const known = Int32Array.from({ length: 200 }, (_, row) =>
      Number((row * 7) % 11 < 11 * chanceOf(row)),
    );
    const judgedOf = (truth: Int32Array) => ({
      judged: { metric: metricNamed('log_loss'), task: binary, truth, weights: undefined },
      mixed: Float64Array.from({ length: 2 * truth.length }, (_, i) => {
        const chance = chanceOf(i >> 1);
        return i % 2 === 1 ? chance : 1 - chance;
      }),
    });
    const [alone, among] = [known, Int32Array.of(...known, ...new Int32Array(200).fill(-1))].map(
      judgedOf,
    );
    if (!alone || !among) throw new Error('two sets of rows');
    const curves = fitCalibration(kind, alone.judged, alone.mixed);
    expect(fitCalibration(kind, among.judged, among.mixed)).toEqual(curves);
    const lone = judgedOf(Int32Array.of(-1, -1, 1, -1));
    expect(crossCalibrated(curvesOf(kind), lone.judged, lone.mixed)).toBeUndefined();
  },
);
