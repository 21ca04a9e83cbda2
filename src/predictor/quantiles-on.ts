import { type QuantileScores, quantileScores } from '../conformal/quantile-scores.js';
import type { Table } from '../table/table.js';
import { answered } from './combined.js';
import type { PredictorState } from './predictor-state.js';

/** How each quantile does on a table with labels; undefined where the predictor answers none. */
export function quantilesOn(
  state: PredictorState,
  table: Table,
  perMember: readonly Float64Array[],
): QuantileScores | undefined {
  const { quantiles } = state.schema.task;
  if (!quantiles) return undefined;
  if (!table.target) throw new Error('the table has no labels to be covered');
  return quantileScores(table.target, answered(state, perMember, table), quantiles, table.weights);
}
