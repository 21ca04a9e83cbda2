import type { Settings } from '../options/options.js';
import type { Schema } from '../schema/schema.js';
import type { Table } from '../table/table.js';

/** Of fewer different times an order may be chance. */
const FEWEST_TIMES = 20;
/** A column of times has so many of its cells. */
const MOSTLY = 0.95;

/** Folds are drawn at random unless they are told otherwise: of rows in the order of time, later ones tell of earlier ones. */
export function tellTimeOrder(
  schema: Schema,
  table: Table,
  { validation, onProgress }: Settings,
): void {
  const isTold = validation !== undefined || schema.time || table.groups;
  const column = isTold ? undefined : timeOrder(table, schema);
  if (column === undefined) return;
  const message = `rows are in the order of "${column}", and scores are of rows among earlier and later ones: if the model is to predict later ones, \`timeColumn: ${JSON.stringify(column)}\` tells how well it does that`;
  onProgress({ kind: 'note', message });
}

/** The column of days or moments in whose order rows are, from the earliest or from the latest; undefined where there is none. */
export function timeOrder({ columns }: Table, schema: Schema): string | undefined {
  const days = new Set(
    schema.columns.flatMap(({ name, parser }) =>
      parser?.kind === 'datetime' && parser.order !== 'time' ? [name] : [],
    ),
  );
  return columns.find(
    (column) => column.kind === 'datetime' && days.has(column.name) && isInOrder(column.values),
  )?.name;
}

function isInOrder(values: Float64Array | Float32Array): boolean {
  let [present, ups, downs] = [0, 0, 0];
  let last = Number.NaN;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    if (value > last) ups++;
    if (value < last) downs++;
    if (ups > 0 && downs > 0) return false;
    present++;
    last = value;
  }
  return ups + downs >= FEWEST_TIMES - 1 && present >= MOSTLY * values.length;
}
