import type { RawTable } from '../table/raw-table.js';
import type { Table } from '../table/table.js';
import { describeMerged } from './merged-cells.js';
import { describeSubtotals } from './subtotal-rows.js';
import { describeTotal } from './total-row.js';
import { describeTotalWord } from './total-word.js';

/** What is to be said of rows of reports in which not each row is of one thing; the rows of the table among all. */
export function describeOddRows(
  raw: RawTable,
  table: Table,
  label: string,
  rows: Int32Array,
): readonly string[] {
  const totals =
    describeTotal(table, label) ??
    describeTotalWord(raw, rows) ??
    describeSubtotals(table, label, (row) => rows[row] ?? row);
  return [totals, describeMerged(raw)].filter((found) => found !== undefined);
}
