import type { Table } from '../table/table.js';
import { labelledNumbers } from './total-row.js';

/** Rows of sums at least, each of two numbers or more: of fewer it may be chance. */
const FEWEST_SUBTOTALS = 3;
/** How far, of the sum of all sizes, a sum may be off: its digits are rounded. */
const ROUNDED = 1e-6;
/** Rows that are named. */
const NAMED = 3;

/**
 * What is to be said of rows that hold the sums of those above since the last such row, as reports have them between
 * groups; undefined where there are none. Places of the table's rows among those of the file may be told.
 */
export function describeSubtotals(
  table: Pick<Table, 'columns' | 'target'>,
  label: string,
  placeOf: (row: number) => number = (row) => row,
): string | undefined {
  for (const { name, values } of labelledNumbers(table, label)) {
    const rows = subtotals(values);
    if (rows.length < FEWEST_SUBTOTALS) continue;
    const named = rows.slice(0, NAMED).map((row) => placeOf(row) + 1);
    const more = rows.length > NAMED ? ', …' : '';
    return `rows ${named.join(', ')}${more} may be subtotals: of "${name}" their values are the sums of the rows above since the last one; leave them out if they are`;
  }
  return undefined;
}

/** The rows that are the sum of all since the last one, where groups go on so from the first row to the last, and their sums differ. */
function subtotals(values: Float64Array | Float32Array): readonly number[] {
  const rows: number[] = [];
  let [sum, sizes, largest, longest, last] = [0, 0, 0, 0, -1];
  for (const [row, value] of values.entries()) {
    if (Number.isNaN(value)) continue;
    // Larger than each, it is a sum of two at least.
    const isSum = Math.abs(value - sum) <= ROUNDED * sizes && Math.abs(value) > largest;
    if (isSum) {
      rows.push(row);
      longest = Math.max(longest, row - last);
      [sum, sizes, largest, last] = [0, 0, 0, row];
    } else {
      sum += value;
      sizes += Math.abs(value);
      largest = Math.max(largest, Math.abs(value));
    }
  }
  // A total of all may come behind the last.
  const isWhole = values.length - 1 - last <= longest;
  // The same numbers over and over, such as 1, 2 and 3, are places within groups.
  return isWhole && rows.some((row) => values[row] !== values[rows[0] ?? 0]) ? rows : [];
}
