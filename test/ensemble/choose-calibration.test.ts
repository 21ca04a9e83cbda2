import { expect, test } from 'vitest';
import { chooseCalibration } from '../../src/ensemble/choose-calibration.js';
import { calibrated } from '../../src/metrics/calibration.js';
import { logLoss } from '../../src/metrics/log-loss.js';
import type { Judged } from '../../src/trial/trial-judge.js';
import { randomStream } from '../../src/util/random.js';
import { binary, regression } from '../fixtures/tasks.js';

/** Rows whose chance of the positive class is `bend` of what is said. */
function bentRows(rows: number, bend: (said: number) => number) {
  const random = randomStream('bent');
  const truth = new Int32Array(rows);
  const all = new Float64Array(2 * rows);
  for (let row = 0; row < rows; row++) {
    const said = (row + 0.5) / rows;
    truth[row] = random.next() < bend(said) ? 1 : 0;
    all[2 * row] = 1 - said;
    all[2 * row + 1] = said;
  }
  const judge: Judged = { metric: logLoss, task: binary, truth, weights: undefined };
  return { sample: judge, mixed: all, judge, all };
}

test('steps are taken where chances are wrong as no temperature can mend', () => {
  const rows = bentRows(3000, (said) => (said < 0.5 ? 0.1 : 0.6));
  const found = chooseCalibration(rows, 'auto', 0);
  expect(found.calibration?.kind).toBe('isotonic');
  expect(found.temperature).toBe(1);
  const byAll = found.calibration && calibrated(rows.all, binary, found.calibration);
  expect(found.predictions).not.toEqual(byAll);
});

test('where chances are right, and where a temperature mends them, nothing else is taken', () => {
  expect(
    chooseCalibration(
      bentRows(3000, (said) => said),
      'auto',
      0,
    ).calibration,
  ).toBeUndefined();
  const flat = bentRows(3000, (said) => said ** 0.5 / (said ** 0.5 + (1 - said) ** 0.5));
  const found = chooseCalibration(flat, 'auto', 0);
  expect(found.calibration).toBeUndefined();
  expect(found.temperature).toBeCloseTo(2, 0);
});

test('few rows have no steps unless they are told', () => {
  const rows = bentRows(600, (said) => (said < 0.5 ? 0.05 : 0.6));
  expect(chooseCalibration(rows, 'auto', 0).calibration?.kind).not.toBe('isotonic');
  expect(chooseCalibration(rows, 'isotonic', 0).calibration?.kind).toBe('isotonic');
});

test('true is a temperature, false and none leave chances as they are, and so do numbers', () => {
  const rows = bentRows(2000, (said) => (said < 0.5 ? 0.1 : 0.6));
  expect(chooseCalibration(rows, true, 0)).toEqual(chooseCalibration(rows, 'temperature', 0));
  for (const told of [false, 'none'] as const) {
    expect(chooseCalibration(rows, told, 0)).toEqual({ temperature: 1, predictions: rows.all });
  }
  const numbers = { ...rows, judge: { ...rows.judge, task: regression } };
  expect(chooseCalibration(numbers, 'auto', 0).predictions).toBe(rows.all);
});
