import { expect, test } from 'vitest';
import { openedOnce } from '../../src/explain/opened-once.js';
import type { PredictorState } from '../../src/predictor/predictor-state.js';

const member = (name: string) => ({ name, folds: [] }) as unknown as PredictorState['members'][0];
const stateOf = (members: PredictorState['members']) => ({ members }) as PredictorState;

test('members are opened once, in whichever state they stand', () => {
  const [trees, near] = [member('trees'), member('neighbours')];
  const opened: string[] = [];
  const open = openedOnce((state) => opened.push(state.members.map(({ name }) => name).join('+')));
  for (let asked = 0; asked < 3; asked++) {
    const places = [stateOf([trees, near]), stateOf([trees]), stateOf([near])].map(open);
    expect(places).toEqual([1, 2, 3]);
  }
  expect(opened).toEqual(['trees+neighbours', 'trees', 'neighbours']);
});

test('members of the same names with other folds are others', () => {
  const opened: PredictorState[] = [];
  const open = openedOnce((state) => opened.push(state));
  open(stateOf([member('trees')]));
  open(stateOf([member('trees')]));
  expect(opened).toHaveLength(2);
});
