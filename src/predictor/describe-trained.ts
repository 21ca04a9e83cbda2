import { rowKeys } from '../table/row-keys.js';
import type { Table } from '../table/table.js';
import { formatNumber } from '../util/format-number.js';
import { heldScore } from './predictor-row.js';
import type { PredictorState } from './predictor-state.js';
import { type TrainedRows, trainedRows } from './trained-rows.js';

/** What is to be said of scores of the very rows that the predictor was trained on. */
export function describeTrained(state: PredictorState, table: Table): string[] {
  if (!areTrained(state.trained, table)) return [];
  const score = heldScore(state);
  const held =
    score === null
      ? ''
      : `: on rows that it had not seen, ${state.metric} was ${formatNumber(score)}`;
  return [
    `these are the rows that it was trained on, so scores are better than they will be of new rows${held}`,
  ];
}

/** Whether the rows of a table are those that a predictor was trained on, in whatever order. */
function areTrained(trained: TrainedRows | undefined, table: Table): boolean {
  if (trained?.rows !== table.rows) return false;
  const all = Int32Array.from({ length: table.rows }, (_, row) => row);
  return trainedRows(table, all, rowKeys(table))?.hash === trained.hash;
}
