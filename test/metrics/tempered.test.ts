import { expect, test } from 'vitest';
import { tempered } from '../../src/metrics/tempered.js';

test('probabilities come nearer to each other above 1, and still sum to 1', () => {
  const [no = 0, yes = 0] = tempered(Float64Array.of(0.2, 0.8), 2, 2);
  // The square roots of 1 and 4, scaled.
  expect(no).toBeCloseTo(1 / 3, 12);
  expect(yes).toBeCloseTo(2 / 3, 12);
});

test('numbers have no probabilities, whatever a file says of their temperature', () => {
  const numbers = Float64Array.of(3, -4);
  expect(tempered(numbers, 0, 2)).toBe(numbers);
});
