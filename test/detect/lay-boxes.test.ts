import { expect, test } from 'vitest';
import type { WrittenBox } from '../../src/detect/boxes-table.js';
import { layBoxes } from '../../src/detect/lay-boxes.js';

const images = ['a', 'b', 'c'].map((name) => ({
  name,
  width: undefined,
  height: undefined,
  place: {},
}));
const pictures = images.map(({ name }) => ({ file: `${name}.png`, width: 20, height: 10 }));
const box = (
  image: number,
  label: string,
  x1: number,
  y1: number,
  x2: number,
  y2: number,
): WrittenBox => ({
  image,
  label,
  x1,
  y1,
  x2,
  y2,
  crowd: false,
  place: {},
});

test('boxes are clipped to their picture, and empty ones left out and told', () => {
  const boxes = [
    box(0, 'zebra', -3, 2, 5, 12),
    box(0, 'Zoo', 4, 4, 4, 8),
    box(0, 'Zoo', 9, 4, 5, 8),
    box(0, 'Zoo', 30, 4, 35, 8),
    box(1, 'Zoo', 1, 1, 2, 2),
  ];
  const table = layBoxes({ images, boxes }, pictures);
  // By code point: capitals come first.
  expect(table.classes).toEqual(['Zoo', 'zebra']);
  expect(table.pictures.map((own) => own.boxes)).toEqual([
    [{ code: 1, x1: 0, y1: 2, x2: 5, y2: 10, crowd: false }],
    [{ code: 0, x1: 1, y1: 1, x2: 2, y2: 2, crowd: false }],
    [],
  ]);
  expect(table.notes).toEqual([
    '1 box clipped to the edge of their picture',
    '2 boxes left out, without width or height',
    '1 box left out, outside of their picture',
    '1 picture without boxes: nothing is to be found there',
  ]);
  expect(table.warnings).toEqual([
    '3 pictures are few to learn from: 50 are the least that a detector should have',
    '"Zoo" has 1 box, "zebra" has 1 box: 20 are the least that a class should have',
  ]);
});

test('boxes of pictures that are set aside, and of classes that a model does not know, go', () => {
  const boxes = [box(0, 'cat', 0, 0, 5, 5), box(1, 'dog', 0, 0, 5, 5), box(2, 'ant', 0, 0, 5, 5)];
  const table = layBoxes({ images, boxes }, [pictures[0], undefined, pictures[2]], ['ant', 'bee']);
  expect(table.classes).toEqual(['ant', 'bee']);
  expect(table.pictures.map(({ image, boxes: own }) => [image, own.length])).toEqual([
    ['a', 0],
    ['c', 1],
  ]);
  expect(table.notes).toEqual(['1 box left out, of classes that the model does not know']);
});
