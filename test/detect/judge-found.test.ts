import { expect, test } from 'vitest';
import { bestThreshold, countFound, pairFound } from '../../src/detect/judge-found.js';

const at = (code: number, x1: number) => ({ code, x1, y1: 0, x2: x1 + 10, y2: 10 });
const truth = [
  { ...at(0, 0), crowd: false },
  { ...at(1, 20), crowd: false },
  { ...at(0, 40), crowd: false },
  { ...at(1, 60), crowd: true },
];
const found = [
  { ...at(1, 1), score: 0.95 },
  { ...at(0, 2), score: 0.9 },
  { ...at(0, 21), score: 0.8 },
  { ...at(1, 61), score: 0.7 },
  { ...at(0, 80), score: 0.2 },
];

test('boxes of the same class are paired first, then of another; crowds count neither way', () => {
  const { pairs, missed, invented } = pairFound({ truth, found }, 0.1);
  expect(pairs.map((pair) => [pair.truth.x1, pair.found.x1])).toEqual([
    [0, 2],
    [20, 21],
  ]);
  expect(missed).toEqual([truth[2]]);
  expect(invented.map(({ x1 }) => x1)).toEqual([1, 80]);
  expect(countFound([{ truth, found }], 2, 0.5)).toEqual({
    confusion: [
      [1, 0],
      [1, 0],
    ],
    missed: [1, 0],
    invented: [0, 1],
  });
});

test('the threshold is the score at which right boxes are the largest part, rounded down', () => {
  const picture = {
    truth: truth.slice(0, 2),
    found: [
      { ...at(0, 0), score: 0.91237 },
      { ...at(1, 20), score: 0.55559 },
      { ...at(0, 70), score: 0.5 },
    ],
  };
  expect(bestThreshold([picture])).toBe(0.555);
  expect(bestThreshold([{ truth, found: [] }])).toBe(0.3);
});
