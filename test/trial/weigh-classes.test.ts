import { expect, test } from 'vitest';
import { metricNamed } from '../../src/metrics/metrics.js';
import { asksForClassWeights, withClassWeights } from '../../src/trial/weigh-classes.js';
import { binary, regression, threeClasses } from '../fixtures/tasks.js';

const y = Float32Array.of(0, 1, 1, 2, 2, 2);

test('balanced weights give every class the same sum, rows keeping their share', () => {
  const own = Float64Array.of(1, 1, 3, 1, 1, 1);
  const weights = withClassWeights({ classWeights: 'balanced' }, threeClasses, y, own);
  expect(weights).toEqual(Float64Array.of(1, 1 / 4, 3 / 4, 1 / 3, 1 / 3, 1 / 3));
});

test('otherwise, and for numbers, weights stay as they are', () => {
  const own = Float64Array.of(1, 2, 3, 4, 5, 6);
  expect(withClassWeights({}, threeClasses, y, own)).toBe(own);
  expect(withClassWeights({ classWeights: 'none' }, threeClasses, y, undefined)).toBeUndefined();
  expect(withClassWeights({ classWeights: 'balanced' }, regression, y, own)).toBe(own);
});

test('another choice is a failure with its name', () => {
  const wrong = () => withClassWeights({ classWeights: 'rare' }, threeClasses, y, undefined);
  expect(wrong).toThrow('classWeights must be one of none, balanced');
});

test('they are tried for metrics to which rare classes matter', () => {
  expect(asksForClassWeights(binary, metricNamed('f1'))).toBe(true);
  expect(asksForClassWeights(threeClasses, metricNamed('balanced_accuracy'))).toBe(true);
  expect(asksForClassWeights(binary, metricNamed('log_loss'))).toBe(false);
});

test('a row of a class that training does not know weighs nothing', () => {
  const shape = { kind: 'multiclass', classes: 3 } as const;
  const weights = withClassWeights(
    { classWeights: 'balanced' },
    shape,
    Int32Array.of(0, 0, 1, -1),
    undefined,
  );
  expect([...(weights ?? [])]).toEqual([0.5, 0.5, 1, 0]);
});

test('a class whose rows weigh nothing stays without weight', () => {
  const own = Float64Array.of(0, 1, 3, 1, 1, 2);
  const weights = withClassWeights({ classWeights: 'balanced' }, threeClasses, y, own);
  expect(weights).toEqual(Float64Array.of(0, 1 / 4, 3 / 4, 1 / 4, 1 / 4, 1 / 2));
});

test('what a user told multiplies the weights of rows by class, whatever the trial would choose', () => {
  const own = Float64Array.of(1, 2, 3, 1, 1, 1);
  const told = [1, 10, 0.5];
  const weights = withClassWeights({ classWeights: 'balanced' }, threeClasses, y, own, told);
  expect(weights).toEqual(Float64Array.of(1, 20, 30, 0.5, 0.5, 0.5));
  expect(withClassWeights({ classWeights: 'none' }, threeClasses, y, own, 'balanced')).toEqual(
    withClassWeights({ classWeights: 'balanced' }, threeClasses, y, own),
  );
  const unknown = Int32Array.of(1, -1);
  expect(withClassWeights({}, threeClasses, unknown, undefined, told)).toEqual(
    Float64Array.of(10, 0),
  );
});
