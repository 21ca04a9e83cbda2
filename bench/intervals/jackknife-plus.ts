import { combined } from '../../src/predictor/combined.js';
import type { OutOfFold } from '../../src/predictor/kept-rows.js';
import { openMembers } from '../../src/predictor/open-members.js';
import type { PredictorState } from '../../src/predictor/predictor-state.js';
import type { Table } from '../../src/table/table.js';

/** The ends of an interval for each row. */
export interface Ends {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/**
 * CV+ (Barber, Candès, Ramdas and Tibshirani 2021) by its definition: each row out of fold says that the new one lies its own residual away from
 * what the models of its fold answer; the ends are the ⌊α (n + 1)⌋-th smallest and the ⌈(1 − α) (n + 1)⌉-th of what they say.
 */
export function cvPlus(
  state: PredictorState,
  { folds, truth, predictions }: OutOfFold,
  table: Table,
  coverage: number,
): Ends {
  const [own] = predictions;
  if (!own) throw new Error('nothing was kept out of fold');
  const residuals = own.values.map((answer, i) => Math.abs(answer - (truth[i] ?? 0)));
  const count = Math.max(...folds) + 1;
  const answers = Array.from({ length: count }, (_, fold) => ofFold(state, fold, table));
  const place = Math.ceil(coverage * (residuals.length + 1) - 1e-9);
  const low = new Float64Array(table.rows);
  const high = new Float64Array(table.rows);
  for (let row = 0; row < table.rows; row++) {
    const at = (sign: 1 | -1) =>
      residuals.map((residual, i) => (answers[folds[i] ?? 0]?.[row] ?? 0) + sign * residual).sort();
    low[row] = at(-1)[residuals.length - place] ?? Number.NEGATIVE_INFINITY;
    high[row] = at(1)[place - 1] ?? Number.POSITIVE_INFINITY;
  }
  return { low, high };
}

/** What the models of one fold answer together. */
function ofFold(state: PredictorState, fold: number, table: Table): Float64Array {
  const members = state.members.map((member) => {
    const own = member.folds[fold];
    if (!own) throw new Error(`${member.name} has no fold ${fold}`);
    return { ...member, folds: [own] };
  });
  const single = { ...state, members };
  return combined(single, openMembers(single)(table));
}
