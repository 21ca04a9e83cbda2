import type { Metric } from '../metrics/metric.js';
import { predictorRow } from '../predictor/predictor-row.js';
import type { PredictorState } from '../predictor/predictor-state.js';
import { withTestScores } from '../predictor/scored-leaderboard.js';
import type { Table } from '../table/table.js';

/** The predictor with the scores that the metric has of test rows; `tell` hears where it has none. */
export function testedState(
  state: PredictorState,
  test: Table,
  perMember: readonly Float64Array[],
  metric: Metric,
  tell: (message: string) => void = () => {},
): PredictorState {
  const scored = withTestScores(state, test, perMember, metric);
  const own = predictorRow({ ...state, leaderboard: scored })?.scoreTest;
  if (own !== undefined && !Number.isFinite(own))
    tell(`${metric.name} has no score of the test rows, as where all labels are alike`);
  // Files hold no NaN.
  const leaderboard = scored.map((row, i) =>
    Number.isFinite(row.scoreTest) ? row : (state.leaderboard[i] ?? row),
  );
  return { ...state, leaderboard };
}
