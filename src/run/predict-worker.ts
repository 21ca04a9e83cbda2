import { move, transferableSymbol, valueSymbol, workerData } from 'piscina';
import { openMembers } from '../predictor/open-members.js';
import type { PredictStart, PredictTask } from './predict-threads.js';

const { state, table: shared } = workerData as PredictStart;
const members = openMembers(state);

/** Each member's predictions of some rows of the table that all share, or of its own. */
export function run({ table = shared, ...rows }: PredictTask): ReturnType<typeof move> {
  if (!table) throw new Error('a thread was given no table');
  const answers = members(table, rows);
  return move({
    [transferableSymbol]: answers.map(({ buffer }) => buffer),
    [valueSymbol]: answers,
  });
}
