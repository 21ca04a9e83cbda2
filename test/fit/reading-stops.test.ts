import { expect, test } from 'vitest';
import { readingStops } from '../../src/fit/reading-stops.js';

test('a part that is stopped stays so, and where is remembered; others come to their end', () => {
  const isOver = { looking: false, lookingAtTest: false, framing: false };
  const stops = readingStops(
    (part) => () => isOver[part],
    () => false,
  );
  const [looking, framing] = [stops.begin('looking'), stops.begin('framing')];
  expect([looking(100), looking(101)]).toEqual([false, false]);
  isOver.looking = true;
  expect([looking(102), looking(103)]).toEqual([true, true]);
  isOver.looking = false;
  expect([looking(104), framing(0)]).toEqual([true, false]);
  expect([stops.stopped(), stops.isCut()]).toEqual([{ looking: 102 }, false]);
});

test('what the user stops is cut, in all parts that come', () => {
  const user = { isStopped: false };
  const stops = readingStops(
    () => (done) => done >= 9,
    () => user.isStopped,
  );
  expect(stops.begin('looking')(9)).toBe(true);
  const framing = stops.begin('framing');
  expect([framing(3), stops.isCut()]).toEqual([false, false]);
  user.isStopped = true;
  expect([framing(4), stops.isCut()]).toEqual([true, true]);
  expect(stops.stopped()).toEqual({ looking: 9, framing: 4 });
});
