import type { Covered } from '../conformal/covered.js';
import { coveredOf } from '../conformal/covered-of.js';
import { openUncertainty } from '../conformal/open-uncertainty.js';
import type { Table } from '../table/table.js';
import { answered, judgedTask } from './combined.js';
import type { PredictorState } from './predictor-state.js';

/** What the predictor's intervals or sets cover of a table with labels; undefined where it has none. */
export function coveredOn(
  state: PredictorState,
  table: Table,
  perMember: readonly Float64Array[],
): Covered | undefined {
  const { uncertainty } = state;
  if (!uncertainty) return undefined;
  if (!table.target) throw new Error('the table has no labels to be covered');
  const uncertain = openUncertainty(uncertainty, judgedTask(state));
  const predicted = answered(state, perMember, table);
  return coveredOf(uncertain(table, predicted), table.target, table.weights);
}
