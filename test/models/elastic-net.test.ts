import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { elasticNet, emptyFit } from '../../src/models/elastic-net-solver.js';

interface Case {
  readonly strength: number;
  readonly l1: number;
  readonly classes: number;
  readonly y: readonly number[];
  readonly coefficients: readonly number[];
}

const { rows, columns, x, cases } = JSON.parse(
  readFileSync('test/reference/sklearn-linear.json', 'utf8'),
) as {
  readonly rows: number;
  readonly columns: number;
  readonly x: readonly number[];
  readonly cases: readonly Case[];
};
const dense = { rows, columns, data: Float32Array.from(x) };
const never = () => false;

function problemOf({ y, classes }: Case) {
  const weights = new Float64Array(rows).fill(1);
  return { x: { rows, dense, sparse: undefined }, y: Float32Array.from(y), weights, classes };
}

test.each(cases)(
  'with strength $strength, l1 $l1 and $classes classes it is scikit-learn’s',
  (given) => {
    const problem = problemOf(given);
    const { coefficients } = elasticNet(problem, given, emptyFit(problem), never);
    // Softmax is blind to what all intercepts have in common.
    const outputs = given.classes > 2 ? given.classes : 1;
    const shifted = (all: ArrayLike<number>) => {
      const own = Array.from(all);
      const last = own.splice(-outputs);
      const mean = outputs > 1 ? last.reduce((a, b) => a + b, 0) / outputs : 0;
      return [...own, ...last.map((value) => value - mean)];
    };
    const wanted = shifted(given.coefficients);
    for (const [i, value] of shifted(coefficients).entries()) {
      expect(Math.abs(value - (wanted[i] ?? Number.NaN))).toBeLessThan(2e-3);
    }
  },
);

test('absolute penalties leave out what says nothing', () => {
  const [given] = cases.filter(({ l1, classes }) => l1 === 1 && classes === 0);
  if (!given) throw new Error('no such case');
  const problem = problemOf(given);
  const { coefficients } = elasticNet(problem, given, emptyFit(problem), never);
  expect(coefficients[3]).toBe(0);
});

test('sparse columns are as good as dense ones, and weights as rows', () => {
  const [given] = cases;
  if (!given) throw new Error('no case');
  const problem = problemOf(given);
  const offsets = Int32Array.from({ length: rows + 1 }, (_, row) => row * columns);
  const indices = Int32Array.from({ length: rows * columns }, (_, i) => i % columns);
  const sparse = { rows, columns, offsets, indices, values: dense.data };
  const whole = elasticNet(problem, given, emptyFit(problem), never);
  const thin = { ...problem, x: { rows, dense: undefined, sparse } };
  expect(elasticNet(thin, given, emptyFit(thin), never)).toEqual(whole);
  const twice = {
    ...problem,
    x: {
      rows: rows + 10,
      dense: {
        rows: rows + 10,
        columns,
        data: Float32Array.from([...x, ...x.slice(0, 10 * columns)]),
      },
      sparse: undefined,
    },
    y: Float32Array.from([...given.y, ...given.y.slice(0, 10)]),
    weights: new Float64Array(rows + 10).fill(1),
  };
  const weights = Float64Array.from(
    { length: rows },
    (_, row) => (1 + Number(row < 10)) * (rows / (rows + 10)),
  );
  const weighted = elasticNet({ ...problem, weights }, given, emptyFit(problem), never);
  const doubled = elasticNet(twice, given, emptyFit(twice), never);
  for (const [i, value] of weighted.coefficients.entries()) {
    expect(value).toBeCloseTo(doubled.coefficients[i] ?? NaN, 2);
  }
});

test('a coefficient with a direction stays on its side of 0, and is as it was where it lies there', () => {
  const [given] = cases.filter(({ classes, l1 }) => classes === 0 && l1 === 0);
  if (!given) throw new Error('no case of numbers');
  const fitted = (directions?: Int8Array) => {
    const problem = { ...problemOf(given), directions };
    return elasticNet(problem, given, emptyFit(problem), never).coefficients;
  };
  const free = fitted();
  const place = free.slice(0, columns).findIndex((value) => Math.abs(value) > 0.05);
  const told = (direction: number) => {
    const directions = new Int8Array(columns);
    directions[place] = direction;
    return fitted(directions);
  };
  const own = Math.sign(free[place] ?? 0);
  expect(told(-own)[place]).toBe(0);
  expect(told(own)[place]).toBeCloseTo(free[place] ?? Number.NaN, 3);
});
