import { expect, test } from 'vitest';
import { openedOnce } from '../../src/explain/opened-once.js';
import { constantMember, numbers, predictorState } from '../fixtures/constant-predictor.js';

test('models are opened once for the same members, whatever state they are in, and anew for others of their names', () => {
  const [a, b] = [constantMember(1, 0.5, [[0]]), constantMember(2, 0.5, [[1]])];
  const state = predictorState(numbers, [a, b]);
  let opened = 0;
  const open = openedOnce(() => ++opened);
  const alone = () => open({ ...state, members: state.members.filter((own) => own === a) });
  expect([alone(), alone(), alone()]).toEqual([1, 1, 1]);
  expect([open(state), open({ ...state })]).toEqual([2, 2]);
  const other = { ...a, folds: [...a.folds] };
  expect(open({ ...state, members: [other] })).toBe(3);
});
