import { expect, test } from 'vitest';
import { combined } from '../../src/predictor/combined.js';
import { loadState } from '../../src/predictor/load-state.js';
import { stateOfMember } from '../../src/predictor/model-choice.js';
import { saveState } from '../../src/predictor/save-state.js';
import { evenPrices, quantileModel } from '../fixtures/quantile-model.js';

/** Trees that were grown too long. */
const families = {
  'boosted-trees': {
    defaults: { rounds: 150, learningRate: 0.3, maxLeaves: 31, minChildWeight: 1 },
  },
};
const close = { models: ['boosted-trees'], trials: 1, families } as const;
const { predictor, state } = await quantileModel(close);

test('what evaluate tells is of moved answers, which cover what they say', async () => {
  const rows = evenPrices(400, 9);
  const { quantiles } = await predictor.evaluate(rows);
  expect(quantiles?.central?.covered).toBeGreaterThan(0.72);
  const plain = await quantileModel({ ...close, ensemble: { calibrate: false } });
  expect(plain.state.calibration).toBeUndefined();
  expect(await plain.predictor.predictQuantiles(rows)).not.toEqual(
    await predictor.predictQuantiles(rows),
  );
});

test('a member alone is not moved, and models of all rows are by the shifts of the folds', async () => {
  const [member] = state.members;
  if (!member) throw new Error('no member');
  const answers = Float64Array.of(1, 2, 3);
  expect(combined(stateOfMember(state, member), [answers])).toEqual(answers);
  expect(combined(state, [answers])).not.toEqual(answers);
  const { state: refitted } = await quantileModel({ ...close, refit: true });
  expect(refitted.options.refit).toBe(true);
  expect(refitted.calibration).toEqual(state.calibration);
});

test('a file keeps shifts, and one with too few or no numbers is refused', async () => {
  expect((await loadState(await saveState(state))).calibration).toEqual(state.calibration);
  for (const shifts of [[1, 2], [1, 'a', 2], undefined]) {
    const calibration = { kind: 'shifts', shifts, least: null };
    const forged = await saveState({ ...state, ...({ calibration } as object) });
    await expect(loadState(forged)).rejects.toMatchObject({ code: 'BAD_MODEL_FILE' });
  }
});
