import { expect, test } from 'vitest';
import { chosenByValidation } from '../../src/fit/chosen-by-validation.js';
import { rankTrials } from '../../src/leaderboard/leaderboard.js';
import { HALF } from '../../src/metrics/decisions.js';
import { rmse } from '../../src/metrics/rmse.js';
import type { PredictorState } from '../../src/predictor/predictor-state.js';
import type { Trial } from '../../src/trial/trial.js';
import { trialRecord } from '../fixtures/kept-trial.js';

function chosenOf(...trials: readonly Trial[]) {
  const baseline = trialRecord(0, { config: { family: 'constant', params: {} } });
  const leaderboard = rankTrials([baseline, ...trials], rmse);
  const state = { members: [], stack: null, temperature: 1, threshold: HALF, leaderboard };
  return chosenByValidation(state as unknown as PredictorState);
}

test('configurations are chosen where several have a score, be they on record or cut short', () => {
  const cut = trialRecord(2, { state: 'stopped', score: null });
  expect(chosenOf(trialRecord(1), cut)).toEqual([]);
  expect(chosenOf(trialRecord(1), trialRecord(3))).toEqual(['configurations']);
  expect(chosenOf(trialRecord(1), trialRecord(3, { state: 'screened' }))).toEqual([
    'configurations',
  ]);
});
