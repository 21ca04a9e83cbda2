import { expect, test } from 'vitest';
import { judgeLabels } from '../../src/schema/judge-labels.js';
import { AutofitError } from '../../src/util/errors.js';

const units = Float64Array.from({ length: 200 }, (_, i) => Math.sin(i));

test('ordinary labels need no word, wherever they lie', () => {
  for (const [offset, span] of [
    [0, 1],
    [0, 1e-9],
    [0, 1e12],
    [1.7e9, 1],
    [-1.7e12, 1e3],
    [1.7e15, 1e4],
  ] as const) {
    const labels = units.map((value) => offset + span * value);
    expect(judgeLabels('y', labels, undefined), `${offset} + ${span}`).toEqual([]);
  }
  expect(judgeLabels('y', new Float64Array(20).fill(1e300), undefined)).toEqual([]);
});

test('labels whose differences doubles can hardly tell apart are pointed out', () => {
  const labels = units.map((value) => 1e15 + Math.round(10 * value));
  // Spacing of doubles at 1e15: 2 ** -3, so that a range of 20 has 160 steps.
  const [note] = judgeLabels('y', labels, undefined);
  expect(note).toContain('161 different values');
  const wide = units.map((value) => 1e15 + Math.round(2000 * value));
  expect(judgeLabels('y', wide, undefined)).toEqual([]);
});

test.each([1e150, 1e200, 1e308])(
  'labels of ±%d cannot be squared: an error that says so',
  (size) => {
    const labels = units.map((value) => value * size);
    expect(() => judgeLabels('y', labels, undefined)).toThrow(
      /squares of such differences overflow/,
    );
  },
);

test.each([1e-151, 1e-200, 1e-310])('labels within %d vanish when squared', (size) => {
  const labels = units.map((value) => value * size);
  expect(() => judgeLabels('y', labels, undefined)).toThrow(AutofitError);
});

test('a label far beyond the others is named by its row in the data', () => {
  const labels = units.slice();
  labels[17] = 1e9;
  const rows = Int32Array.from(labels, (_, i) => i + 3);
  expect(judgeLabels('y', labels, rows)).toEqual([
    expect.stringContaining('row 21 has the label 1000000000'),
  ]);
  expect(judgeLabels('y', labels, undefined)).toEqual([expect.stringContaining('row 18')]);
  // Prices may be a thousand times the common ones.
  labels[17] = 1e3;
  expect(judgeLabels('y', labels, undefined)).toEqual([]);
});

test('a label far beyond the others is seen where most are 0', () => {
  const labels = Float64Array.from({ length: 400 }, (_, i) => (i % 20 === 0 ? 1 + (i % 7) : 0));
  expect(judgeLabels('y', labels, undefined)).toEqual([]);
  labels[3] = -1e9;
  expect(judgeLabels('y', labels, undefined)).toEqual([expect.stringContaining('row 4')]);
});
