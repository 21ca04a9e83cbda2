import { expect, test } from 'vitest';
import { labelPlaces } from '../../../src/report/page/label-places.js';

const box = (x1: number, y1: number, words: string) => ({
  x1,
  y1,
  x2: x1 + 50,
  y2: y1 + 50,
  words,
});

test('words stand above their boxes, in those at the top, and below those of the same place', () => {
  const places = labelPlaces(
    [box(20, 40, 'cat 0.90'), box(20, 40, 'dog 0.80'), box(21, 42, 'fox 0.70'), box(90, 40, 'cat')],
    10,
  );
  expect(places).toEqual([
    { x: 20, y: 37 },
    { x: 20, y: 48.5 },
    { x: 21, y: 62 },
    { x: 90, y: 37 },
  ]);
  expect(labelPlaces([box(5, 3, 'cat')], 10)).toEqual([{ x: 5, y: 13 }]);
});
