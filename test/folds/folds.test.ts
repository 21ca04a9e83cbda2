import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  createFolds,
  type FoldOptions,
  holdoutFraction,
  validatedRows,
} from '../../src/folds/folds.js';
import type { TaskShape } from '../../src/util/task-kind.js';
import { binary, regression, threeClasses } from '../fixtures/tasks.js';

function folds(target: readonly number[], task: TaskShape, options: FoldOptions = {}, seed = 0) {
  const made = createFolds(options, task, { target: Float64Array.from(target) }, seed);
  return made.map(({ train, validation }) => ({ train: [...train], validation: [...validation] }));
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}

test('folds split the rows: each part ascending, every row validated exactly once', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 80 }), fc.integer({ min: 2, max: 10 }), (rows, count) => {
      const made = folds(range(rows), regression, { folds: count });
      expect(made).toHaveLength(Math.min(count, rows));
      for (const { train, validation } of made) {
        expect([...train, ...validation].sort((a, b) => a - b)).toEqual(range(rows));
        expect(validation).toEqual(validation.toSorted((a, b) => a - b));
        expect(train).toEqual(train.toSorted((a, b) => a - b));
        expect(validation.length).toBeGreaterThanOrEqual(Math.floor(rows / count));
        expect(validation.length).toBeLessThanOrEqual(Math.ceil(rows / made.length));
      }
      expect(made.flatMap(({ validation }) => validation).sort((a, b) => a - b)).toEqual(
        range(rows),
      );
    }),
  );
});

test('each fold holds its share of every class', () => {
  const target = range(100).map((row) => (row < 70 ? 0 : row < 90 ? 1 : 2));
  for (const { validation } of folds(target, threeClasses, { folds: 5 })) {
    const counts = [0, 1, 2].map((c) => validation.filter((row) => target[row] === c).length);
    expect(counts).toEqual([14, 4, 2]);
  }
});

test('a holdout holds its share of every class', () => {
  const target = range(1000).map((row) => (row % 10 === 0 ? 1 : 0));
  const [fold] = folds(target, binary, { holdout: 0.2 });
  expect(fold?.validation).toHaveLength(200);
  expect(fold?.validation.filter((row) => target[row] === 1)).toHaveLength(20);
});

test('a class with one row is in the training part of every fold', () => {
  const target = [0, 0, 0, 2, 1, 1, 1];
  for (const options of [{ folds: 3 }, { folds: 2 }, { holdout: 0.5 }]) {
    const made = folds(target, threeClasses, options);
    for (const { train, validation } of made) {
      expect(train).toContain(3);
      expect(validation).not.toContain(3);
    }
  }
});

test('every class with two rows is trained on in every fold', () => {
  const classes = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 2, maxLength: 30 });
  fc.assert(
    fc.property(classes, fc.integer({ min: 2, max: 5 }), (labels, count) => {
      const target = [0, 0, ...labels];
      for (const { train } of folds(target, threeClasses, { folds: count })) {
        expect(new Set(train.map((row) => target[row]))).toEqual(new Set(target));
      }
    }),
  );
});

test('rows of nothing but single classes cannot be validated', () => {
  expect(() => folds([0, 1, 2], threeClasses)).toThrow('No class has two rows');
});

test.each([
  [100, 0.2],
  [2000, 0.2],
  [2500, 0.2],
  [4000, 0.125],
  [4999, 500 / 4999],
  [5000, 0.1],
  [25_000, 0.1],
  [50_000, 0.05],
  [1_000_000, 0.01],
])('of %i rows, the share held out is %f', (rows, share) => {
  expect(holdoutFraction(rows)).toBeCloseTo(share, 12);
});

test('below 2,000 rows there are five folds, from there on a holdout', () => {
  expect(folds(range(1999), regression)).toHaveLength(5);
  const [fold, ...others] = folds(range(2000), regression);
  expect(others).toEqual([]);
  expect(fold?.validation).toHaveLength(400);
});

test('a preset may say how many folds a small table has; a number of folds overrides both', () => {
  expect(folds(range(50), regression, { smallTableFolds: 10 })).toHaveLength(10);
  expect(folds(range(50), regression, { smallTableFolds: 10, folds: 3 })).toHaveLength(3);
  expect(folds(range(2000), regression, { smallTableFolds: 10 })).toHaveLength(1);
});

test('one fold is a holdout by the rule', () => {
  expect(folds(range(50), regression, { folds: 1 })[0]?.validation).toHaveLength(10);
});

test('a holdout leaves at least one row on each side', () => {
  for (const holdout of [0.001, 0.999]) {
    const [fold] = folds(range(3), regression, { holdout });
    expect(fold?.validation.length).toBeGreaterThan(0);
    expect(fold?.train.length).toBeGreaterThan(0);
  }
});

test('the same seed lays the same folds, another seed others', () => {
  const target = range(40);
  expect(folds(target, regression)).toEqual(folds(target, regression));
  expect(folds(target, regression, {}, 1)).not.toEqual(folds(target, regression));
});

test('the validated rows come together ascending', () => {
  const made = createFolds({ folds: 3 }, regression, { target: new Float64Array(10) }, 0);
  expect([...validatedRows(made)]).toEqual(range(10));
  const [held] = createFolds({ holdout: 0.3 }, regression, { target: new Float64Array(10) }, 0);
  expect(validatedRows(held ? [held] : [])).toEqual(held?.validation);
});
