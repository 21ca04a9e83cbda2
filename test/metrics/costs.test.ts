import { describe, expect, test } from 'vitest';
import { cost } from '../../src/metrics/cost.js';
import { cheapestClass, costsOf, costThreshold, withCosts } from '../../src/metrics/costs.js';
import { decideClasses } from '../../src/metrics/decisions.js';
import { predictedClass } from '../../src/metrics/predicted-class.js';
import { binary, threeClasses } from '../fixtures/tasks.js';

const noYes = ['no', 'yes'];
const tenfold = costsOf({ yes: { no: 10 }, no: { yes: 1 } }, noYes);

test('costs are read by true class, then predicted one; right answers cost nothing unless told', () => {
  expect(tenfold).toEqual([
    [0, 1],
    [10, 0],
  ]);
  expect(costsOf({ '*': { '*': 2 }, a: { a: -1, '*': 5 }, b: { c: 7 } }, ['a', 'b', 'c'])).toEqual([
    [-1, 5, 5],
    [2, 0, 7],
    [2, 2, 0],
  ]);
});

describe('costs that cannot be meant are refused', () => {
  test.each([
    [{ yes: { no: 1 }, no: { yess: 1 } }, 'name the class "yess"'],
    [{ yes: { no: 1 } }, 'do not tell what answering "yes" costs where "no" is true'],
    [{ yes: { no: Number.NaN }, no: { yes: 1 } }, 'hold NaN for "yes" answered as "no"'],
    [{ yes: { no: -1 }, no: { yes: 1 } }, 'costs less than the right answer'],
    [{ yes: { no: 1 }, no: { yes: 0 } }, 'always answering "yes" is best'],
    [{ '*': { '*': 0 } }, 'always answering "no" is best'],
  ])('%j', (told, message) => {
    expect(() => costsOf(told, noYes)).toThrow(message);
  });

  test('with the nearest class', () => {
    expect(() => costsOf({ yess: { no: 1 } }, noYes)).toThrow(
      expect.objectContaining({ hint: 'Did you mean "yes"? The classes are: no, yes.' }),
    );
  });
});

test('of two classes the answer is the cheaper one, from a threshold on', () => {
  expect(costThreshold(tenfold, 1)).toBeCloseTo(1 / 11, 12);
  expect(costThreshold(tenfold, 0)).toBeCloseTo(10 / 11, 12);
  // A gain of 4 for each yes that is found.
  expect(costThreshold(costsOf({ yes: { yes: -4, no: 0 }, no: { yes: 1 } }, noYes), 1)).toBe(0.2);
  const task = withCosts(binary, tenfold);
  const chances = Float64Array.of(0.95, 0.05, 0.9, 0.1);
  expect([0, 1].map((row) => predictedClass(chances, row, task))).toEqual([0, 1]);
});

test('of several classes it is the one of least expected cost, the first of equal ones', () => {
  const costs = costsOf({ '*': { '*': 1 }, c: { '*': 9 } }, ['a', 'b', 'c']);
  const chances = Float64Array.of(0.5, 0.3, 0.2, 0.9, 0.05, 0.05, 0.25, 0.25, 0.5);
  // c costs 0.8, a 0.3 + 1.8; then c costs 0.95, a 0.05 + 0.45.
  expect([0, 1, 2].map((row) => cheapestClass(chances, row, costs))).toEqual([2, 0, 2]);
  expect(predictedClass(chances, 0, withCosts(threeClasses, costs))).toBe(2);
  expect(cheapestClass(Float64Array.of(0.5, Number.NaN, 0.5), 0, costs)).toBeUndefined();
  expect(
    cheapestClass(Float64Array.of(1, 1, 1), 0, [
      [0, 1, 1],
      [1, 0, 1],
      [1, 1, 0],
    ]),
  ).toBe(0);
});

test('the cost is the weighted mean of what answers cost, the most for a class that is not known', () => {
  const task = withCosts(binary, tenfold);
  const chances = Float64Array.of(0.95, 0.05, 0.5, 0.5, 0.5, 0.5);
  const scoreOf = (truth: readonly number[], weights?: readonly number[]) =>
    cost.score(Int32Array.from(truth), chances, task, weights && Float64Array.from(weights));
  expect(scoreOf([1, 0, 1])).toBeCloseTo(11 / 3, 12);
  expect(scoreOf([1, 0, 1], [1, 3, 0])).toBeCloseTo(13 / 4, 12);
  expect(scoreOf([-1, 1, 1])).toBeCloseTo(10 / 3, 12);
  expect(cost.score(Int32Array.of(1), chances, binary)).toBeNaN();
});

test('no threshold is fitted where costs tell one', () => {
  const predictions = Float64Array.of(0.4, 0.6, 0.8, 0.2);
  const rows = {
    metric: cost,
    task: withCosts(binary, tenfold),
    truth: Int32Array.of(1, 0),
    weights: undefined,
  };
  expect(decideClasses(rows, predictions)).toEqual({ threshold: 1 / 11, predictions });
});
