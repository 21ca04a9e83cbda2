import { expect, test } from 'vitest';
import { coefficientsOf } from '../../src/predictor/coefficients.js';
import { importanceOf } from '../../src/predictor/importance.js';
import type { FoldResult } from '../../src/trial/job.js';
import { createFoldRunner } from '../../src/trial/run-fold.js';
import { constantMember, numbers, predictorState } from '../fixtures/constant-predictor.js';
import { trialContext } from '../fixtures/trial-context.js';

test('shares are those of the members that say something, whatever the unit of the label', async () => {
  // A label in thousandths, three times as steep in b as in a.
  const rows = Array.from({ length: 40 }, (_, row) => {
    const [a, b] = [row % 2, (row >> 1) % 2];
    return { a, b, y: 0.001 * a + 0.003 * b };
  });
  const { context } = await trialContext(rows, { label: 'y', task: 'regression' });
  const config = { family: 'elastic-net', params: { path: 9, l1: 0 } };
  const runner = createFoldRunner(context, () => false);
  const { model } = runner({ kind: 'trial', trial: 1, fold: 0, config }) as FoldResult;
  const member = { ...constantMember(1, 0.75, [[1]]), name: 'net', family: 'elastic-net' };
  const fold = { model: model.model, preprocessor: 0, target: model.target };
  const both = { ...member, folds: [fold, fold] };
  const state = predictorState(numbers, [both, constantMember(2, 0.25, [[1]])], {
    preprocessors: [model.preprocessor],
  });
  const { columns, members, weight } = importanceOf(state);
  expect(columns.map(({ column }) => column)).toEqual(['b', 'a']);
  expect(columns[0]?.share).toBeCloseTo(0.75, 1);
  expect(columns.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 10);
  expect([members, weight]).toEqual([['net'], 0.75]);
  const still = {
    ...model.model,
    tensors: { ...model.model.tensors, coefficients: new Float32Array(3) },
  };
  const says = { ...member, folds: [{ ...fold, model: still }] };
  const none = importanceOf(
    predictorState(numbers, [says], { preprocessors: [model.preprocessor] }),
  );
  expect(none.columns).toEqual(['a', 'b'].map((column) => ({ column, share: 0 })));
  expect(importanceOf(predictorState(numbers, [constantMember(2, 1, [[1]])]))).toEqual({
    columns: [],
    members: [],
    weight: 0,
  });
});

test('coefficients are told in the unit that cells are written in', async () => {
  const rows = Array.from({ length: 40 }, (_, row) => ({
    distance: `${row}.5 km`,
    y: 3 + 2 * (row + 0.5),
  }));
  const { context } = await trialContext(rows, { label: 'y', task: 'regression' });
  const runner = createFoldRunner(context, () => false);
  const config = { family: 'elastic-net', params: { path: 9, l1: 0 } };
  const { model } = runner({ kind: 'trial', trial: 1, fold: 0, config }) as FoldResult;
  const fold = { model: model.model, preprocessor: 0, target: model.target };
  const member = { ...constantMember(1, 1, []), family: 'elastic-net', folds: [fold] };
  const state = predictorState(numbers, [member], { preprocessors: [model.preprocessor] });
  const schema = { ...state.schema, columns: context.columns };
  const [output] = coefficientsOf({ ...state, schema }).outputs;
  expect(output?.intercept).toBeCloseTo(3, 0);
  const [term] = output?.terms ?? [];
  expect(term).toMatchObject({ feature: 'distance', per: 'km of distance' });
  expect(term?.coefficient).toBeCloseTo(2, 1);
});
