import { expect, test } from 'vitest';
import { meanBoxes } from '../../src/detect/mean-boxes.js';

const box = (code: number, x1: number, crowd = false) => ({
  ...{ code, x1, y1: 0, x2: x1 + 20, y2: 10, crowd },
});
const picture = (...boxes: ReturnType<typeof box>[]) => ({
  ...{ image: 'a', file: 'a', width: 100, height: 50, boxes },
});

test('each class has its mean box, as shares of the sides, and the share of pictures with one', () => {
  const pictures = [picture(box(0, 0), box(0, 40), box(1, 10)), picture(box(0, 80)), picture()];
  expect(meanBoxes(pictures, 2)).toEqual([
    {
      code: 0,
      score: 2 / 3,
      x1: expect.closeTo(0.4),
      y1: 0,
      x2: expect.closeTo(0.6),
      y2: expect.closeTo(0.2),
    },
    { code: 1, score: 1 / 3, x1: 0.1, y1: 0, x2: expect.closeTo(0.3), y2: 0.2 },
  ]);
});

test('crowds make no mean box, and count neither way', () => {
  const pictures = [picture(box(0, 0), box(1, 0, true)), picture(box(0, 50, true))];
  expect(meanBoxes(pictures, 2)).toEqual([{ code: 0, score: 0.5, x1: 0, y1: 0, x2: 0.2, y2: 0.2 }]);
  expect(meanBoxes([], 1)).toEqual([]);
});
