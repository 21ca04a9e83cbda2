import type { PredictorState } from '../predictor/predictor-state.js';
import { featureColumns } from '../schema/schema.js';
import { listsOf } from '../table/list-column.js';
import { type Column, MISSING, type Table, UNSEEN } from '../table/table.js';
import { DRIFT_KINDS } from './job.js';

/** Counts how cells differ from those of training, by (columns, DRIFT_KINDS), into what was counted before. */
export function driftCounter(state: PredictorState): (table: Table, counts: Float64Array) => void {
  const spreads = new Map((state.spreads ?? []).map((spread) => [spread.name, spread]));
  const ranges = featureColumns(state.schema).map(({ name, range }): readonly [number, number] => {
    const spread = spreads.get(name);
    const quantiles = spread?.kind === 'numbers' ? spread.quantiles : undefined;
    const [low, high] = [quantiles?.at(0) ?? range?.low, quantiles?.at(-1) ?? range?.high];
    return [low ?? Number.NEGATIVE_INFINITY, high ?? Number.POSITIVE_INFINITY];
  });
  return (table, counts) => {
    for (const [place, column] of table.columns.entries()) {
      const [missing, unseen, outside] = differing(column, ranges[place] ?? [0, 0]);
      const at = place * DRIFT_KINDS.length;
      counts[at] = (counts[at] ?? 0) + missing;
      counts[at + 1] = (counts[at + 1] ?? 0) + unseen;
      counts[at + 2] = (counts[at + 2] ?? 0) + outside;
    }
  };
}

function differing(
  column: Column,
  [low, high]: readonly [number, number],
): readonly [missing: number, unseen: number, outside: number] {
  let [missing, unseen, outside] = [0, 0, 0];
  if ('values' in column) {
    for (const value of column.values) {
      if (Number.isNaN(value)) missing++;
      else if (value < low || value > high) outside++;
    }
    return [missing, unseen, outside];
  }
  const isEmpty = column.kind === 'list' ? listsOf(column).map((own) => own.length === 0) : [];
  for (const code of column.codes) {
    if (code === MISSING) missing++;
    else if (code === UNSEEN || isEmpty[code]) unseen++;
  }
  return [missing, unseen, outside];
}
