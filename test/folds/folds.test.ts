import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFolds, validatedRows } from '../../src/folds/folds.js';
import { type FoldOptions, holdoutFraction } from '../../src/folds/plan-folds.js';
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

/** Rows of the classes 0 and 1, of which `rare` are of class 1. */
function withRare(rows: number, rare: number): number[] {
  return range(rows).map((row) => (row < rare ? 1 : 0));
}

test.each([
  // rows, of the rarer class, folds, of which they hold so many
  [4000, 400, 1, 50],
  [4000, 300, 2, 120],
  [4000, 125, 2, 50],
  [4000, 120, 3, 72],
  [4000, 70, 4, 56],
  [4000, 60, 5, 60],
  [4000, 8, 5, 8],
  [100_000, 1900, 2, 760],
  [100_000, 2000, 1, 50],
  [200_001, 500, 1, 6],
])(
  'of %i rows with %i of the rarer class, %i folds hold enough of them',
  (rows, rare, count, held) => {
    const target = Int32Array.from(withRare(rows, rare));
    const made = createFolds({}, binary, { target }, 0);
    expect(made).toHaveLength(count);
    const own = [...validatedRows(made)].filter((row) => target[row] === 1);
    expect(Math.abs(own.length - held)).toBeLessThanOrEqual(count);
    for (const { train, validation } of made) {
      expect(train.length + validation.length).toBe(rows);
      const trained = train.filter((row) => target[row] === 1).length;
      expect(trained / rare).toBeGreaterThanOrEqual(count > 1 ? 0.74 : 0.8);
    }
  },
);

test('folds that are told, or ordered in time, are as told; so are those of other tasks', () => {
  const target = Int32Array.from(withRare(4000, 40));
  const times = Float64Array.from(target, (_, row) => row);
  expect(createFolds({ folds: 1 }, binary, { target }, 0)).toHaveLength(1);
  expect(createFolds({ holdout: 0.1 }, binary, { target }, 0)).toHaveLength(1);
  expect(createFolds({ folds: 3 }, binary, { target }, 0)).toHaveLength(3);
  expect(createFolds({}, binary, { target, times }, 0)).toHaveLength(1);
  expect(createFolds({}, threeClasses, { target }, 0)).toHaveLength(1);
});

test('at least one half of each class is trained on in every fold', () => {
  const classes = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 4, maxLength: 30 });
  const options = fc.constantFrom<FoldOptions>({ folds: 2 }, { folds: 3 }, { holdout: 0.5 }, {});
  fc.assert(
    fc.property(classes, options, (labels, given) => {
      const target = [0, 0, ...labels];
      for (const { train, validation } of folds(target, threeClasses, given)) {
        expect(validation.length).toBeGreaterThan(0);
        for (const code of new Set(target)) {
          const trained = train.filter((row) => target[row] === code).length;
          expect(2 * trained).toBeGreaterThanOrEqual(target.filter((own) => own === code).length);
        }
      }
    }),
  );
});

test('of units too, those that hold more than one half of a class of two are trained on', () => {
  // Class 1 has six rows: four in unit 0, one each in units 10 and 20.
  const units = Int32Array.from(range(40), (row) => 10 * Math.floor(row / 10));
  const target = Int32Array.from(range(40), (row) => (row < 4 || row === 10 || row === 20 ? 1 : 0));
  for (const options of [{ folds: 4 }, { folds: 2 }, { holdout: 0.3 }]) {
    const made = createFolds(options, binary, { target, units }, 0);
    expect(made.length).toBeGreaterThan(0);
    for (const { train, validation } of made) {
      expect(train).toContain(0);
      expect(train.filter((row) => target[row] === 1).length).toBeGreaterThanOrEqual(3);
      const parted = validation.filter((row) => train.some((own) => units[own] === units[row]));
      expect(parted).toHaveLength(0);
    }
  }
});

test('rows that are all of one unit cannot be validated, and no class is blamed for it', () => {
  const units = new Int32Array(10);
  const target = Float64Array.from(range(10));
  const lay = () => createFolds({ folds: 2 }, regression, { target, units }, 0);
  expect(lay).toThrow('All rows that could be held out are of one group');
});

test('where units leave no other choice, they are validated as they are', () => {
  const units = Int32Array.of(0, 0, 0, 1, 1, 1);
  const target = Int32Array.of(0, 0, 1, 1, 1, 0);
  const made = createFolds({ folds: 2 }, binary, { target, units }, 0);
  expect(made.map(({ validation }) => validation.length)).toEqual([3, 3]);
});

test('a row is held once, and what is not held is trained on', () => {
  for (const holdout of [0.07, 0.2, 0.5]) {
    const [fold] = folds(range(101), regression, { holdout });
    const all = [...(fold?.train ?? []), ...(fold?.validation ?? [])];
    expect(all.toSorted((a, b) => a - b)).toEqual(range(101));
    expect(fold?.validation).toHaveLength(Math.round(101 * holdout));
  }
});

test('of two large units one is held, however little is asked for', () => {
  const units = Int32Array.from(range(20), (row) => 12 * Number(row >= 12));
  const [fold] = createFolds(
    { holdout: 0.1 },
    regression,
    { target: new Float64Array(20), units },
    0,
  );
  expect([...(fold?.validation ?? [])]).toEqual(range(20).slice(12));
});

test('groups that each have a class to themselves leave rows to train on in every fold', () => {
  const target = Int32Array.of(0, 0, 0, 1, 1, 1, 2, 2, 2);
  const units = Int32Array.of(0, 0, 0, 3, 3, 3, 6, 6, 6);
  const made = createFolds({ folds: 3 }, threeClasses, { target, units }, 0);
  expect(made.map(({ train, validation }) => [train.length, validation.length])).toEqual([
    [6, 3],
    [6, 3],
    [6, 3],
  ]);
});
