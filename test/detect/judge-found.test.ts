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

test('found boxes inside of a crowd of their class count neither way, as small as they are', () => {
  const crowd = { code: 0, x1: 0, y1: 0, x2: 100, y2: 100, crowd: true };
  const inside = [
    { ...at(0, 20), score: 0.9 },
    { ...at(0, 40), score: 0.8 },
  ];
  const other = { ...at(1, 60), score: 0.7 };
  const beside = { ...at(0, 96), score: 0.6 };
  const picture = { truth: [crowd], found: [...inside, other, beside] };
  expect(pairFound(picture, 0).invented).toEqual([other, beside]);
  const own = { ...at(0, 200), crowd: false };
  const found = [...inside, { ...at(0, 200), score: 0.5 }, { ...at(0, 300), score: 0.3 }];
  // All of its score or more are right, but for those of the crowd.
  expect(bestThreshold([{ truth: [crowd, own], found }])).toBe(0.5);
});

test('the threshold is where right boxes are most, whatever crowds have found ones on them', () => {
  const crowd = { code: 0, x1: 0, y1: 50, x2: 900, y2: 100, crowd: true };
  const many = Array.from({ length: 20 }, (_, i) => ({
    ...at(0, 10 * i),
    y1: 60,
    y2: 70,
    score: 0.6 + i / 100,
  }));
  const right = [0, 20, 40].map((x1, i) => ({ ...at(0, x1), score: [0.95, 0.5, 0.4][i] ?? 0 }));
  const wrong = { ...at(0, 80), score: 0.55 };
  const own = right.map(({ x1 }) => ({ ...at(0, x1), crowd: false }));
  const picture = { truth: [crowd, ...own], found: [...right, wrong, ...many] };
  expect(bestThreshold([picture])).toBe(0.4);
});

test('found boxes of one score, as it is rounded down, are told together or not at all', () => {
  const own = truth.slice(0, 1).concat({ ...at(0, 100), crowd: false });
  const wrong = Array.from({ length: 40 }, (_, i) => ({ ...at(0, 200 + 20 * i), score: 0.2 }));
  const withLast = (score: number) => [
    { ...at(0, 0), score: 0.9 },
    { ...at(0, 100), score },
    ...wrong,
  ];
  for (const score of [0.2, 0.2004]) {
    expect(bestThreshold([{ truth: own, found: withLast(score) }])).toBe(0.9);
  }
  expect(bestThreshold([{ truth: own, found: withLast(0.201) }])).toBe(0.201);
});
