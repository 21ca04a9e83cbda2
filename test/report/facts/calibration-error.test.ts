import { expect, test } from 'vitest';
import { calibrationError, shareInterval } from '../../../src/report/facts/calibration-error.js';

test('chances are off by the mean distance of what was said from what was', () => {
  const bins = [
    { said: 0.2, was: 0.3, rows: 100, share: 0.25, effective: 100 },
    { said: 0.8, was: 0.8, rows: 300, share: 0.75, effective: 300 },
  ];
  const { error, byChance } = calibrationError(bins);
  expect(error).toBeCloseTo(0.025, 12);
  // √(2 / π) of the standard deviations .04 and .0231, in the middle.
  expect(byChance).toBeCloseTo(Math.sqrt(2 / Math.PI) * (0.25 * 0.04 + 0.75 * 0.0230940108), 9);
});

test('the interval of a share is that of Wilson', () => {
  // By statsmodels' proportion_confint(8, 10, method='wilson').
  const [low, high] = shareInterval(0.8, 10);
  expect(low).toBeCloseTo(0.4902, 3);
  expect(high).toBeCloseTo(0.9433, 3);
  expect(shareInterval(0, 10)[0]).toBe(0);
});
