import { move, transferableSymbol, valueSymbol, workerData } from 'piscina';
import { openMembers, type RowRange } from '../predictor/open-members.js';
import type { PredictStart } from './predict-threads.js';

const { state, table } = workerData as PredictStart;
const members = openMembers(state);

/** Each member's predictions of some rows of the table. */
export function run(rows: RowRange): ReturnType<typeof move> {
  const answers = members(table, rows);
  return move({
    [transferableSymbol]: answers.map(({ buffer }) => buffer),
    [valueSymbol]: answers,
  });
}
