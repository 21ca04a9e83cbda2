import { LEAST_DIFFERENT } from '../predictor/trained-rows.js';
import { rowKeys } from '../table/row-keys.js';
import type { Table } from '../table/table.js';
import { countOf } from '../util/count-of.js';

/** Standard errors that rows in common are beyond what chance gives. */
const SURE_ERRORS = 4;
/** Of all rows, what a score is not worth a word for. */
const LEAST_SHARE = 0.01;

/** Rows of a table, and their keys as `rowKeys` gives them. */
export interface KeyedRows {
  readonly table: Pick<Table, 'target'>;
  readonly keys: Float64Array;
  readonly rows: Int32Array;
}

/**
 * What is to be said of rows to be judged by of which more are, with their labels, among other rows, such as those of training, than by
 * chance; undefined of others. By chance as many are as those others have copies among themselves.
 */
export function describeSeen(
  name: string,
  judged: KeyedRows,
  others: KeyedRows,
  whatTheyAre: string,
): string | undefined {
  const [own, known] = [labelledKeys(judged), labelledKeys(others)];
  const all = judged.rows.length;
  const seen = commonKeys(known, own);
  const { repeated, different } = copiesIn(known);
  const perRow = all / Math.max(1, known.length);
  const byChance = repeated * perRow;
  // Copies come in pairs, and one more than was seen may be there: that many rows in common are no surprise.
  const variance =
    byChance * (1 - byChance / Math.max(1, all)) + 2 * (repeated + 2) * perRow * perRow;
  const more = seen - byChance;
  const isMore = more > SURE_ERRORS * Math.sqrt(variance + 1) && more >= LEAST_SHARE * all;
  const areThose = different >= LEAST_DIFFERENT && areSame(own, known);
  if (!isMore && !areThose) return undefined;
  const of = seen === all ? 'all' : `${seen.toLocaleString('en-US')} of the`;
  const expected =
    byChance < 1 || areThose ? '' : `, ${Math.round(byChance).toLocaleString('en-US')} by chance`;
  return `${of} ${countOf(all, 'row')} of \`${name}\` are ${whatTheyAre}${expected}: their score is better than that of new rows will be`;
}

/** By which rows with their labels are the same, ascending; without those of unknown levels or classes. */
function labelledKeys({ table: { target }, keys, rows }: KeyedRows): Float64Array {
  const column = (values: Float64Array) => ({ kind: 'numeric', name: '', values }) as const;
  const isClass = target instanceof Int32Array;
  const labelOf = (row: number) => target?.[row] ?? Number.NaN;
  const known = rows.filter(
    (row) => !Number.isNaN(keys[row]) && !(isClass && labelOf(row) < 0) && target !== undefined,
  );
  const columns = [
    column(Float64Array.from(known, (row) => keys[row] ?? Number.NaN)),
    column(Float64Array.from(known, labelOf)),
  ];
  return rowKeys({ rows: known.length, columns }).sort();
}

/** How many of these keys, ascending, are among the others, ascending too. */
function commonKeys(others: Float64Array, keys: Float64Array): number {
  let [at, common] = [0, 0];
  for (const key of keys) {
    while ((others[at] ?? Number.POSITIVE_INFINITY) < key) at++;
    if (others[at] === key) common++;
  }
  return common;
}

/** How many of these keys, ascending, are there more than once, and how many differ. */
function copiesIn(keys: Float64Array): { readonly repeated: number; readonly different: number } {
  let [repeated, different] = [0, 0];
  for (const [i, key] of keys.entries()) {
    if (key === keys[i - 1] || key === keys[i + 1]) repeated++;
    if (key !== keys[i - 1]) different++;
  }
  return { repeated, different };
}

function areSame(a: Float64Array, b: Float64Array): boolean {
  return a.length === b.length && a.every((key, i) => key === b[i]);
}
