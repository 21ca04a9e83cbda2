import type { Table } from '../table/table.js';

/** Numbers other than 0 that a sum is of at least: of fewer it may be chance. */
const FEWEST_SUMMED = 5;
/** How far, of the sum of all sizes, a sum may be off: its digits are rounded. */
const ROUNDED = 1e-6;
/** The same of a mean. */
const ROUNDED_MEAN = 0.01;

/** What is to be said of a last row of sums, as spreadsheets have them beneath a table; undefined where there is none. */
export function describeTotal(
  { columns, target, rows }: Pick<Table, 'columns' | 'target' | 'rows'>,
  label: string,
): string | undefined {
  if (rows <= FEWEST_SUMMED) return undefined;
  const sums: string[] = [];
  for (const { name, values } of labelledNumbers({ columns, target }, label)) {
    const end = endOf(values);
    if (end === 'other') return undefined;
    if (end === 'sum') sums.push(`"${name}"`);
  }
  if (sums.length === 0) return undefined;
  const what = sums.length === 1 ? 'its value is the sum' : 'their values are the sums';
  return `the last row may be a total: of ${sums.join(', ')} ${what} of all other rows; leave it out if it is one`;
}

/** The numbers of features, and those of the label where it holds some. */
export function labelledNumbers(
  { columns, target }: Pick<Table, 'columns' | 'target'>,
  label: string,
): readonly { readonly name: string; readonly values: Float64Array | Float32Array }[] {
  return [
    ...columns.flatMap((column) => (column.kind === 'numeric' ? [column] : [])),
    ...(target instanceof Float64Array ? [{ name: label, values: target }] : []),
  ];
}

/** What the last of some numbers is of all others; undefined where it is missing. */
function endOf(values: Float64Array | Float32Array): 'sum' | 'mean' | 'other' | undefined {
  const last = values.at(-1) ?? Number.NaN;
  if (Number.isNaN(last)) return undefined;
  let [sum, sizes, present, summed, largest] = [0, 0, 0, 0, 0];
  for (const value of values.subarray(0, -1)) {
    if (Number.isNaN(value)) continue;
    sum += value;
    sizes += Math.abs(value);
    largest = Math.max(largest, Math.abs(value));
    present++;
    if (value !== 0) summed++;
  }
  const isSum = Math.abs(last - sum) <= ROUNDED * sizes;
  if (isSum && summed >= FEWEST_SUMMED && Math.abs(last) > largest) return 'sum';
  const isMean = Math.abs(last - sum / present) <= (ROUNDED_MEAN * sizes) / present;
  return isSum || isMean ? 'mean' : 'other';
}
