import { expect, test } from 'vitest';
import { stateOfFold } from '../../src/explain/explained-importance.js';
import { ofFold } from '../../src/fit/teacher.js';
import { constantMember, numbers, predictorState } from '../fixtures/constant-predictor.js';

const member = constantMember(1, 1, [[1], [2]]);
const options = { folds: 2, refit: false };
const whole = predictorState(numbers, [member], { options });

test('the models of a fold know nothing of its rows, but a model of all rows does, whatever its place', () => {
  expect(ofFold(whole, 1, 2)?.members.map(({ folds }) => folds.length)).toEqual([1]);
  expect(stateOfFold(whole, 1)?.members.map(({ folds }) => folds.length)).toEqual([1]);
  const folds = member.folds.map((own) => ({ ...own, ofAllRows: true }));
  const part = predictorState(numbers, [member, { ...member, folds }], { options });
  expect(ofFold(part, 1, 2)).toBeUndefined();
  expect(stateOfFold(part, 1)).toBeUndefined();
});
