import { expect, test } from 'vitest';
import { boundNotes, countedNotes } from '../../src/detect/box-bounds.js';

test('pictures that may have more boxes than are found are told', () => {
  const boxes = (count: number) => new Array<number>(count).fill(0);
  expect(boundNotes([boxes(999), boxes(0)])).toEqual([]);
  expect(boundNotes([boxes(1000), boxes(3), boxes(1000)])).toEqual([
    '1,000 boxes are found on a picture at most: 2 pictures may have more',
  ]);
});

test('pictures with more boxes of a class than average precision counts are told', () => {
  const boxes = (count: number, classes: number) =>
    Array.from({ length: count }, (_, i) => ({
      code: i % classes,
      x1: 0,
      y1: 0,
      x2: 1,
      y2: 1,
      crowd: false,
    }));
  expect(countedNotes([boxes(100, 1), boxes(200, 2), []])).toEqual([]);
  const crowds = boxes(5, 1).map((own) => ({ ...own, crowd: true }));
  expect(countedNotes([[...boxes(99, 1), ...crowds]])).toEqual([]);
  expect(countedNotes([boxes(101, 1), boxes(201, 2)])).toEqual([
    'mAP counts the 100 surest boxes of a class on a picture, as COCO does: it cannot reach 1 on 2 pictures with more',
  ]);
});
