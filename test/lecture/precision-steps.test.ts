import { expect, test } from 'vitest';
import { intersectionOverUnion } from '../../src/lecture/box-overlap.js';
import { averagePrecisions, stepsOf } from '../../src/lecture/precision-steps.js';

const box = (x1: number, y1: number, x2: number, y2: number) => ({ x1, y1, x2, y2 });

test('the overlap is what both cover of what either does', () => {
  expect(intersectionOverUnion(box(0, 0, 2, 2), box(1, 1, 3, 3))).toBeCloseTo(1 / 7, 12);
  expect(intersectionOverUnion(box(0, 0, 2, 2), box(2, 0, 4, 2))).toBe(0);
  expect(intersectionOverUnion(box(0, 0, 2, 2), box(0, 0, 2, 2))).toBe(1);
});

test('a drawn box is found once: what finds it again is wrong', () => {
  const drawn = [box(0, 0, 10, 10), box(20, 0, 30, 10)];
  const steps = stepsOf(drawn, [box(0, 0, 10, 9), box(0, 0, 10, 10), box(20, 0, 30, 6)], 0.5);
  expect(steps.map(({ found }) => found && drawn.indexOf(found))).toEqual([0, undefined, 1]);
  expect(steps.map(({ precision }) => precision)).toEqual([1, 1 / 2, 2 / 3]);
  expect(steps.map(({ recall }) => recall)).toEqual([1 / 2, 1 / 2, 1]);
  const { area, coco } = averagePrecisions(steps);
  expect(area).toBeCloseTo(1 / 2 + 1 / 3, 12);
  expect(coco).toBeCloseTo((51 + 50 * (2 / 3)) / 101, 12);
});
