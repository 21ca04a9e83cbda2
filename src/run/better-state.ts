import { oriented } from '../metrics/metric.js';
import { heldScore } from '../predictor/predictor-row.js';
import type { PredictorState } from '../predictor/predictor-state.js';
import { stateMetric } from '../predictor/state-metric.js';

/** Of two predictors that were judged on the same rows the one with the better score; of equal ones the later. */
export function betterState(
  before: PredictorState | undefined,
  after: PredictorState,
): PredictorState {
  if (!before) return after;
  const metric = stateMetric(after);
  const value = (state: PredictorState) => oriented(metric, heldScore(state) ?? Number.NaN);
  return value(before) > value(after) ? before : after;
}
