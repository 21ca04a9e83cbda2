import { rowKeys } from '../table/row-keys.js';
import type { Table } from '../table/table.js';
import { formatNumber } from '../util/format-number.js';
import { heldScore } from './predictor-row.js';
import type { PredictorState } from './predictor-state.js';
import { type TrainedRows, together, trainedRows } from './trained-rows.js';

/** What is to be said of scores of the very rows that the predictor was trained on, or that chose its models. */
export function describeTrained(state: PredictorState, table: Table): string[] {
  const which = rowsMet(state, table);
  if (which === undefined) return [];
  const score = heldScore(state);
  const held =
    score === null
      ? ''
      : `: on rows that it had not seen, ${state.metric} was ${formatNumber(score)}`;
  return [`${which}, so scores are better than they will be of new rows${held}`];
}

/** Where the table has the rows of training or of validation, in whatever order: which. */
function rowsMet({ trained, judged, options }: PredictorState, table: Table): string | undefined {
  if (!trained) return undefined;
  const has = knownIn(table);
  if (has(trained)) return 'these are the rows that it was trained on';
  if (!judged) return undefined;
  if (has(together(trained, judged)))
    return 'these are the rows that it was trained on, and those that judged it';
  // Rows that were set aside are those to score.
  if (judged.by === 'aside' || !has(judged)) return undefined;
  return options.refit === true
    ? 'these are the rows of `validation`, which it was trained on with the others in the end'
    : 'these are the rows of `validation`, by which its models were chosen';
}

function knownIn(table: Table): (known: TrainedRows) => boolean {
  const all = Int32Array.from({ length: table.rows }, (_, row) => row);
  let own: TrainedRows | undefined;
  return ({ rows, hash }) => {
    if (rows !== table.rows) return false;
    own ??= trainedRows(table, all, rowKeys(table));
    return own?.hash === hash;
  };
}
