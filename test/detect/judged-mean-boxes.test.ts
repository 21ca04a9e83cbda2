import { expect, test } from 'vitest';
import { judgedMeanBoxes } from '../../src/detect/judged-mean-boxes.js';

const pictures = [10, 20, 60, 70].map((x1, i) => ({
  image: `${i}`,
  file: `${i}`,
  width: 100,
  height: 100,
  boxes: [{ code: 0, x1, y1: 0, x2: x1 + 10, y2: 10, crowd: false }],
}));
const parts = [
  [0, 2],
  [1, 3],
];

test('the mean boxes are judged by pictures that they are not made of', () => {
  const judged = judgedMeanBoxes(pictures, 1, parts);
  expect(judged.map(({ found }) => Math.round(found[0]?.x1 ?? 0))).toEqual([45, 45, 35, 35]);
  expect(judged.map(({ truth }) => truth[0]?.x1)).toEqual([10, 60, 20, 70]);
});

test('where some pictures judge, the mean boxes are judged by the same', () => {
  const judged = judgedMeanBoxes(pictures, 1, parts, [3]);
  expect(judged).toHaveLength(1);
  expect(judged[0]?.truth[0]?.x1).toBe(70);
  expect(judged[0]?.found[0]?.x1).toBeCloseTo(35);
});
