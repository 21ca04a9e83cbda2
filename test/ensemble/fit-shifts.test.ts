import { expect, test } from 'vitest';
import { quantileScores } from '../../src/conformal/quantile-scores.js';
import { chooseCalibration } from '../../src/ensemble/choose-calibration.js';
import { fitShifts, leastForQuantile } from '../../src/ensemble/fit-shifts.js';
import { metricNamed } from '../../src/metrics/metrics.js';
import { shifted } from '../../src/metrics/quantile-shifts.js';
import type { Judged } from '../../src/trial/trial-judge.js';
import { randomStream } from '../../src/util/random.js';

const quantiles = [0.1, 0.5, 0.9];
const judged = (truth: Float64Array, weights?: Float64Array): Judged => ({
  metric: metricNamed('mean_pinball'),
  task: { kind: 'quantile', classes: 0, quantiles },
  truth,
  weights,
});
/** The same answers for all rows. */
const same = (rows: number, ...answers: number[]) =>
  Float64Array.from({ length: 3 * rows }, (_, i) => answers[i % 3] ?? 0);

test('of 19 rows the 2nd, the 10th and the 18th of what is left, as a 20th may lie anywhere', () => {
  // What is left of the labels -9 … 9 above the answers, worked out by hand.
  const truth = Float64Array.from({ length: 19 }, (_, i) => ((7 * i) % 19) - 9);
  const { shifts, least } = fitShifts(judged(truth), same(19, -1, 0, 1));
  expect(shifts).toEqual([-7, 0, 7]);
  expect(least).toBeNull();
  expect(fitShifts(judged(truth.map((own) => own + 9)), same(19, 8, 9, 10))).toEqual({
    kind: 'shifts',
    shifts: [-7, 0, 7],
    least: 0,
  });
});

test('each side errs outwards: of 14 rows the 1st of the low side and the 14th of the high one', () => {
  // 15 times 0.9 are 13.5 rows, so the 14th from the other end.
  const truth = Float64Array.from({ length: 14 }, (_, i) => ((5 * i) % 14) - 7);
  expect(fitShifts(judged(truth), same(14, 0, 0, 0)).shifts).toEqual([-7, -0.5, 6]);
});

test('few rows tell their ends at most, and rows of weight 0 nothing', () => {
  expect(fitShifts(judged(Float64Array.of(3, 5, -2)), same(3, 0, 0, 0)).shifts).toEqual([-2, 3, 5]);
  const weights = Float64Array.of(1.5, 1.5, 0, 0);
  expect(fitShifts(judged(Float64Array.of(3, 5, -9, 9), weights), same(4, 0, 0, 0)).shifts).toEqual(
    [3, 4, 5],
  );
});

test('heavier rows count as several', () => {
  const truth = Float64Array.from({ length: 40 }, (_, row) => row);
  const weights = truth.map((_, row) => (row < 20 ? 0.5 : 1.5));
  const [low, middle, high] = fitShifts(judged(truth, weights), same(40, 0, 0, 0)).shifts;
  // A quarter of the weight lies below 20: the tenth ends at 8, the half at 26 or 27.
  expect(low).toBeLessThan(9);
  expect(middle).toBeGreaterThanOrEqual(26);
  expect(middle).toBeLessThanOrEqual(28);
  expect(high).toBeGreaterThan(36);
});

test('answers that are too narrow cover other rows as they say once they are moved', () => {
  const random = randomStream(5, 'shifts');
  const draw = (rows: number) => Float64Array.from({ length: rows }, () => random.normal());
  const narrow = (rows: number) => same(rows, -0.3, 0.2, 0.4);
  const shifts = fitShifts(judged(draw(2000)), narrow(2000));
  const others = draw(4000);
  const before = quantileScores(others, narrow(4000), quantiles, undefined);
  const after = quantileScores(others, shifted(narrow(4000), shifts), quantiles, undefined);
  expect(before.central?.covered).toBeLessThan(0.35);
  for (const { quantile, below } of after.each) {
    expect(Math.abs(below - quantile)).toBeLessThan(0.04);
  }
});

test('quantiles are moved unless nothing is to be calibrated; rows are judged by shifts of others', () => {
  const random = randomStream(6, 'shifts');
  const truth = Float64Array.from({ length: 60 }, () => random.normal());
  const all = same(60, -0.3, 0, 0.3);
  const rows = { sample: judged(truth), mixed: all, judge: judged(truth), all };
  const { calibration, predictions } = chooseCalibration(rows, true, 0);
  expect(calibration).toEqual(fitShifts(judged(truth), all));
  expect(calibration?.kind === 'shifts' && predictions).not.toEqual(
    shifted(all, fitShifts(judged(truth), all)),
  );
  expect(new Set(predictions).size).toBeGreaterThan(3);
  expect(chooseCalibration(rows, false, 0)).toEqual({ temperature: 1, predictions: all });
});

test('of few groups the median stays in the middle, and the ends are the farthest', () => {
  // Four groups of 25 rows tell as much as four rows: 100 · (0.9 + 0.8 / 4) is beyond them, the 50th is the median.
  const truth = Float64Array.from({ length: 100 }, (_, i) => ((37 * i) % 100) - 50);
  const groups = Int32Array.from(truth, (_, i) => i % 4);
  const own = { ...judged(truth), groups };
  expect(fitShifts(own, same(100, 0, 0, 0)).shifts).toEqual([-50, -0.5, 49]);
  expect([0.5, 0.9, 0.1, 0.75, 0.95].map(leastForQuantile)).toEqual([1, 8, 8, 2, 18]);
});

test('of one group quantiles are as they were, so that what is scored is what answers', () => {
  const truth = Float64Array.from({ length: 40 }, (_, i) => i);
  const groups = new Int32Array(40);
  const all = same(40, 10, 20, 30);
  const own = { ...judged(truth), groups };
  const rows = { sample: own, mixed: all, judge: own, all };
  expect(chooseCalibration(rows, true, 0)).toEqual({ temperature: 1, predictions: all });
});
