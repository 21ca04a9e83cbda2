import type { ColumnSpread } from '../predictor/column-spreads.js';
import { type Column, MISSING, type Table, UNSEEN } from '../table/table.js';

/** Rows whose cell in a column training did not have the like of. */
export interface StrangeCells {
  readonly name: string;
  readonly missing: number;
  /** Of a level that training did not have. */
  readonly unseen: number;
  /** Outside the range of training. */
  readonly below: number;
  readonly above: number;
}

/** Counts for watching a predictor at work, one a column; cheap enough for every row that is asked. */
export function strangeCells(
  spreads: readonly ColumnSpread[],
  { columns }: Pick<Table, 'columns'>,
): readonly StrangeCells[] {
  const byName = new Map(spreads.map((spread) => [spread.name, spread]));
  return columns.map((column) => countsOf(column, byName.get(column.name)));
}

function countsOf(column: Column, spread: ColumnSpread | undefined): StrangeCells {
  const counts = { name: column.name, missing: 0, unseen: 0, below: 0, above: 0 };
  if (!('values' in column)) {
    for (const code of column.codes) {
      if (code === MISSING) counts.missing++;
      else if (code === UNSEEN) counts.unseen++;
    }
    return counts;
  }
  const quantiles = spread?.kind === 'numbers' ? spread.quantiles : undefined;
  const low = quantiles?.[0] ?? Number.NEGATIVE_INFINITY;
  const high = quantiles?.at(-1) ?? Number.POSITIVE_INFINITY;
  for (const value of column.values) {
    if (Number.isNaN(value)) counts.missing++;
    else if (value < low) counts.below++;
    else if (value > high) counts.above++;
  }
  return counts;
}
