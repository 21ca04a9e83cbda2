import { expect, test } from 'vitest';
import type { OutOfFold } from '../../src/predictor/kept-rows.js';
import { outOfFoldCsv, outOfFoldOf } from '../../src/predictor/out-of-fold.js';
import type { PredictorState } from '../../src/predictor/predictor-state.js';

/** As far as it is read of two members over the classes no and yes, or over numbers. */
function stateOf(classes: readonly string[]): PredictorState {
  const kind = classes.length > 0 ? 'binary' : 'regression';
  const task = { kind, classes, positive: classes[1] ?? null, reason: '' };
  const member = { family: 'mlp', weight: 0.5, folds: [] };
  return {
    schema: { task, label: 'sold', columns: [] },
    threshold: 0.4,
    members: [
      { ...member, name: 'a-1', threshold: 0.5 },
      { ...member, name: 'b-2', threshold: 0.9 },
    ],
  } as unknown as PredictorState;
}

const kept: OutOfFold = {
  rows: Int32Array.of(4, 0, -1),
  folds: Int32Array.of(0, 1, 1),
  truth: Int32Array.of(1, 0, -1),
  weights: Float64Array.of(1, 2, 0.5),
  predictions: [
    { name: 'ensemble', values: Float64Array.of(0.55, 0.45, 0.7, 0.3, 0, 1) },
    { name: 'a-1', values: Float64Array.of(0.6, 0.4, 0.5, 0.5, 0.25, 0.75) },
    { name: 'b-2', values: Float64Array.of(0.2, 0.8, 0.05, 0.95, 0.5, 0.5) },
    { name: 'c-3', values: Float64Array.of(1, 0, 1, 0, 1, 0) },
  ],
};

test('rows count from 1, labels have their names, and each model decides at its own threshold', () => {
  const own = outOfFoldOf(stateOf(['no', 'yes']), kept);
  expect(own).toMatchObject({
    rows: [5, 1, null],
    folds: [1, 2, 2],
    truth: ['yes', 'no', ''],
    weights: [1, 2, 0.5],
  });
  expect(own.models.map(({ name, values }) => [name, ...values])).toEqual([
    ['ensemble', 'yes', 'no', 'yes'],
    ['a-1', 'no', 'yes', 'yes'],
    ['b-2', 'no', 'yes', 'no'],
  ]);
  expect(own.models[1]?.matrix).toEqual({
    classes: ['no', 'yes'],
    values: kept.predictions[1]?.values,
  });
});

test('as CSV each model has its answer and the chances of classes', () => {
  const text = [...outOfFoldCsv(outOfFoldOf(stateOf(['no', 'yes']), kept))].join('');
  expect(text.split('\n').slice(0, 2)).toEqual([
    'row,fold,truth,weight,ensemble,ensemble_proba_no,ensemble_proba_yes,a-1,a-1_proba_no,a-1_proba_yes,b-2,b-2_proba_no,b-2_proba_yes',
    '5,1,yes,1,yes,0.55,0.45,no,0.6,0.4,no,0.2,0.8',
  ]);
});

test('numbers are one column a model, and long tables are whole', () => {
  const count = 5000;
  const numbers = Float64Array.from({ length: count }, (_, row) => row / 4);
  const many: OutOfFold = {
    rows: Int32Array.from(numbers.keys()),
    folds: new Int32Array(count),
    truth: numbers,
    predictions: [{ name: 'a-1', values: numbers.map((value) => value + 1) }],
  };
  const lines = [...outOfFoldCsv(outOfFoldOf(stateOf([]), many))].join('').trim().split('\n');
  expect(lines).toHaveLength(count + 1);
  expect([lines[0], lines[1], lines[4097]]).toEqual([
    'row,fold,truth,a-1',
    '1,1,0,1',
    '4097,1,1024,1025',
  ]);
});

test('of quantiles the answer is the one nearest to the median of the same row, and all stand beside it', () => {
  const state = stateOf([]);
  const task = { ...state.schema.task, kind: 'quantile', quantiles: [0.1, 0.5, 0.9] } as const;
  const asked: PredictorState = { ...state, schema: { ...state.schema, task } };
  const own = outOfFoldOf(asked, {
    rows: Int32Array.of(0, 1),
    folds: Int32Array.of(0, 1),
    truth: Float64Array.of(5, 50),
    predictions: [{ name: 'a-1', values: Float64Array.of(1, 4, 9, 10, 40, 90) }],
  });
  expect(own.models[0]?.values).toEqual([4, 40]);
  expect([...outOfFoldCsv(own)].join('').trim().split('\n')).toEqual([
    'row,fold,truth,a-1,a-1_0.1,a-1_0.5,a-1_0.9',
    '1,1,5,4,1,4,9',
    '2,2,50,40,10,40,90',
  ]);
});

test('of three classes with costs the class is the cheapest one, as the model answers', () => {
  // maybe .1, no .6, yes .3 cost .9 where maybe is said, .1 x 12 + .3 = 1.5 and .1 x 12 + .6 = 1.8 for the others.
  const costs = [
    [0, 12, 12],
    [1, 0, 1],
    [1, 1, 0],
  ];
  const state = stateOf(['maybe', 'no', 'yes']);
  const task = { ...state.schema.task, kind: 'multiclass' } as const;
  const own = outOfFoldOf(
    { ...state, costs, schema: { ...state.schema, task } },
    {
      rows: Int32Array.of(0),
      folds: Int32Array.of(0),
      truth: Int32Array.of(1),
      predictions: [{ name: 'ensemble', values: Float64Array.of(0.1, 0.6, 0.3) }],
    },
  );
  expect(own.models[0]?.values).toEqual(['maybe']);
});
