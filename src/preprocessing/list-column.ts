import type { ModelInputs } from '../matrix/model-inputs.js';
import { createSparseRows } from '../matrix/sparse-rows.js';
import { type ListColumn, MISSING } from '../table/table.js';
import {
  type FittedDerived,
  fitDerived,
  type NumberOptions,
  type NumericPart,
  transformDerived,
} from './numeric-column.js';
import type { TextPart } from './text-column.js';

export interface ListOptions {
  /** Items with a slot of their own at most, the commonest first. @default 200 */
  readonly maxItems: number;
  /** An item in fewer training rows than this has none. @default 2 */
  readonly minRows: number;
}

export const listDefaults: ListOptions = { maxItems: 200, minRows: 2 };

/** Lists as a 1 in the slot of each of their items, and their length. */
export interface FittedList {
  readonly kind: 'list';
  readonly source: string;
  /** Codes of the items with a slot, ascending, and what they are called. */
  readonly items: readonly number[];
  readonly names: readonly string[];
  readonly counts: FittedDerived;
}

/** Which items have a slot is told by the given rows alone. */
export function fitList(
  options: { readonly numbers: NumberOptions; readonly lists: ListOptions },
  inputs: ModelInputs,
  column: ListColumn,
  itemNames: readonly string[],
  rows: Int32Array,
): { readonly fitted: FittedList; readonly part: TextPart } {
  const rowsOf = new Int32Array(column.items);
  for (const row of rows)
    for (const item of itemsAt(column, row)) rowsOf[item] = (rowsOf[item] ?? 0) + 1;
  const { maxItems, minRows } = options.lists;
  const items = Array.from(rowsOf.keys())
    .filter((item) => (rowsOf[item] ?? 0) >= minRows)
    .sort((a, b) => (rowsOf[b] ?? 0) - (rowsOf[a] ?? 0) || a - b)
    .slice(0, maxItems)
    .sort((a, b) => a - b);
  const { name: source } = column;
  const counts = fitDerived(options.numbers, inputs, source, lengthsOf(column, rows));
  const names = items.map((item) => itemNames[item] ?? '');
  const fitted: FittedList = { kind: 'list', source, items, names, counts: counts.fitted };
  return { fitted, part: listPart(fitted, column, rows, counts.part) };
}

export function transformList(fitted: FittedList, column: ListColumn, rows: Int32Array): TextPart {
  const counts = transformDerived(fitted.counts, column.name, lengthsOf(column, rows));
  return listPart(fitted, column, rows, counts);
}

/** What the slots of a fitted column are called. */
export function listTerms({ source, names }: FittedList): readonly string[] {
  return names.map((name) => `${source} has ${name}`);
}

function listPart(
  fitted: FittedList,
  column: ListColumn,
  rows: Int32Array,
  counts: NumericPart,
): TextPart {
  const slotOf = new Map(fitted.items.map((item, slot) => [item, slot]));
  const sparse = createSparseRows(rows.length);
  for (const row of rows) {
    for (const item of itemsAt(column, row)) {
      const slot = slotOf.get(item);
      if (slot !== undefined) sparse.push(slot, 1);
    }
    sparse.endRow();
  }
  const { source } = fitted;
  const features = listTerms(fitted).map((name) => ({ name, source }));
  return {
    kind: 'text',
    matrix: sparse.finish(features.length),
    features,
    columns: counts.columns,
  };
}

/** Ascending codes of a row's items. */
function itemsAt({ codes, offsets, own }: ListColumn, row: number): Int32Array {
  const code = codes[row] ?? MISSING;
  return code < 0 ? NONE : own.subarray(offsets[code], offsets[code + 1]);
}

const NONE = new Int32Array();

/** NaN where there is no list. */
function lengthsOf(column: ListColumn, rows: Int32Array) {
  const lengths = Float64Array.from(rows, (row) =>
    (column.codes[row] ?? MISSING) < 0 ? Number.NaN : itemsAt(column, row).length,
  );
  return { names: ['items'], columns: [lengths] };
}
