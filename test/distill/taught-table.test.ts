import { expect, test } from 'vitest';
import { type Lesson, taughtTable } from '../../src/distill/taught-table.js';
import type { Table } from '../../src/table/table.js';
import type { TaskShape } from '../../src/util/task-kind.js';
import { binary, regression } from '../fixtures/tasks.js';

const allocate = (bytes: number) => new ArrayBuffer(bytes);
const features: Table = {
  kind: 'table',
  rows: 3,
  target: undefined,
  columns: [{ kind: 'numeric', name: 'x', values: Float64Array.of(10, 20, 30) }],
};

function taught(lesson: Partial<Lesson>, table: Table, task: TaskShape = binary) {
  const none = { sources: [new Int32Array()], answers: new Float64Array() };
  const known = { rows: new Int32Array(), answers: new Float64Array() };
  const own = taughtTable(
    { table, known, teacherShare: 0.5, madeUp: none, ...lesson },
    task,
    allocate,
  );
  const [x] = own.table.columns;
  return {
    x: x?.kind === 'numeric' ? [...x.values] : [],
    target: [...(own.table.target ?? [])],
    weights: [...(own.table.weights ?? [])],
    train: [...own.train],
    validation: [...own.validation],
  };
}

test('a probability is a row of its class that counts as much, beside the label', () => {
  const table = { ...features, target: Int32Array.of(1, 0, 0), weights: Float64Array.of(2, 1, 3) };
  const own = taught(
    {
      // Half of the answer and half of the label, which is 1: 0.1 and 0.9 of a weight of 2.
      known: { rows: Int32Array.of(0), answers: Float64Array.of(0.2, 0.8) },
      madeUp: { sources: [Int32Array.of(1)], answers: Float64Array.of(0.25, 0.75) },
      judged: Int32Array.of(2),
    },
    table,
  );
  expect(own.x).toEqual([10, 10, 20, 20, 30]);
  expect(own.target).toEqual([0, 1, 0, 1, 0]);
  expect(own.weights.map((weight) => Number(weight.toFixed(6)))).toEqual([0.2, 1.8, 0.25, 0.75, 3]);
  expect(own.train).toEqual([0, 1, 2, 3]);
  expect(own.validation).toEqual([4]);
});

test('classes that are hardly possible are left out, and the others count for them', () => {
  const table = { ...features, target: Int32Array.of(1, 0, 0) };
  const madeUp = { sources: [Int32Array.of(0)], answers: Float64Array.of(0.004, 0.996) };
  expect(taught({ madeUp }, table)).toMatchObject({ target: [1], weights: [1] });
});

test('of many classes that are hardly possible each, the most probable ones stay', () => {
  const many: TaskShape = { kind: 'multiclass', classes: 100 };
  const answers = new Float64Array(200).fill(0.01);
  answers.set([0.015, 0.015], 40);
  answers.fill(0, 100);
  answers.set([0.019, 0.981], 100);
  const madeUp = { sources: [Int32Array.of(0, 1)], answers };
  const table = { ...features, target: Int32Array.of(1, 0, 0) };
  expect(taught({ madeUp }, table, many)).toMatchObject({
    x: [10, 10, 20],
    target: [40, 41, 1],
    weights: [0.5, 0.5, 1],
  });
});

test('numbers are answered by the mean of answer and label; without a share by the label', () => {
  const table = { ...features, target: Float64Array.of(1, 5, 0) };
  const known = { rows: Int32Array.of(0, 1), answers: Float64Array.of(3, 5) };
  expect(taught({ known }, table, regression)).toMatchObject({ x: [10, 20], target: [2, 5] });
  expect(taught({ known, teacherShare: 0 }, table, regression).target).toEqual([1, 5]);
});

test('rows that judge stay in their groups, so that they are not taken for more than they are', () => {
  const table = { ...features, target: Int32Array.of(1, 0, 0), groups: Int32Array.of(4, 7, 7) };
  const none = { sources: [new Int32Array()], answers: new Float64Array() };
  const known = { rows: Int32Array.of(0), answers: Float64Array.of(0, 1) };
  const lesson = { table, known, teacherShare: 0.5, madeUp: none, judged: Int32Array.of(1, 2) };
  expect(taughtTable(lesson, binary, allocate).table.groups).toEqual(Int32Array.of(-1, 7, 7));
  const { groups: _, ...alone } = table;
  expect(taughtTable({ ...lesson, table: alone }, binary, allocate).table.groups).toBeUndefined();
});
