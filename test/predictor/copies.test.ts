import { expect, test } from 'vitest';
import { answerCopies, checkedCopies, collectCopies } from '../../src/predictor/copies.js';
import type { Labels, Table } from '../../src/table/table.js';

function table(values: number[], target: Labels): Table {
  const columns = [{ kind: 'numeric' as const, name: 'n', values: Float64Array.from(values) }];
  return { kind: 'table', rows: values.length, columns, target };
}

test('a number moves to the mean of its copies, in which the model counts as told', () => {
  const copies = {
    ...collectCopies(table([1, 2, 1], Float64Array.of(10, 50, 20))),
    modelCounts: 1,
  };
  const asked = table([1, 2, 3], new Float64Array(3));
  // (10 + 20 + 0) / 3, (50 + 0) / 2, and no copy.
  expect([...answerCopies(copies, asked, Float64Array.of(0, 0, 7))]).toEqual([10, 25, 7]);
});

test('chances move to the shares of classes, and sum to 1', () => {
  const copies = {
    ...collectCopies(table([1, 1, 4], Int32Array.of(2, 0, 1))),
    modelCounts: 0.5,
  };
  const asked = table([1, 9], new Int32Array(2));
  const moved = answerCopies(copies, asked, Float64Array.of(0.2, 0.5, 0.3, 0.1, 0.1, 0.8));
  const expected = [(0.1 + 1) / 2.5, 0.25 / 2.5, (0.15 + 1) / 2.5, 0.1, 0.1, 0.8];
  for (const [i, value] of expected.entries()) expect(moved[i]).toBeCloseTo(value, 12);
});

test('what the models said stays as it was, and rows of a class that is not known teach nothing', () => {
  const copies = { ...collectCopies(table([1, 1], Int32Array.of(-1, 1))), modelCounts: 1 };
  expect(copies.labels).toEqual(Int32Array.of(1));
  const given = Float64Array.of(1, 0);
  answerCopies(copies, table([1], new Int32Array(1)), given);
  expect(given).toEqual(Float64Array.of(1, 0));
});

test('damaged copies are refused', () => {
  const { keys, labels } = collectCopies(table([1, 2, 3], Int32Array.of(0, 1, 1)));
  const whole = { keys, labels, modelCounts: 0.1 };
  expect(checkedCopies(whole, 2)).toEqual(whole);
  for (const damaged of [
    { ...whole, keys: keys.slice().reverse() },
    { ...whole, keys: keys.slice(1) },
    { ...whole, labels: Int32Array.of(0, 1, 2) },
    { ...whole, labels: Float64Array.of(0, 1, 1) },
    { ...whole, modelCounts: 0 },
    undefined,
  ]) {
    expect(() => checkedCopies(damaged, 2)).toThrow('what it holds of copies is damaged');
  }
});
