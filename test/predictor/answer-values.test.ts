import { expect, test } from 'vitest';
import { answerValues, countUnpredicted } from '../../src/predictor/answer-values.js';
import type { PredictorState } from '../../src/predictor/predictor-state.js';

test.each([undefined, [0.5]])(
  'answers beyond all numbers are none, of quantiles %s',
  (quantiles) => {
    const state = { schema: { task: { classes: [], quantiles } } } as unknown as PredictorState;
    const answers = Float64Array.of(1, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY);
    const values = answerValues(state, answers, 3);
    expect(values).toEqual([1, Number.NaN, Number.NaN]);
    expect(countUnpredicted(values)).toBe(2);
  },
);
