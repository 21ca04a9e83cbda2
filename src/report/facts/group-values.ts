import { toldCell } from '../../explain/cell-value.js';
import { quantileSorted } from '../../preprocessing/quantile-sorted.js';
import type { Schema } from '../../schema/schema.js';
import { type Column, type ColumnNumbers, type Table, UNSEEN } from '../../table/table.js';
import { formatNumber } from '../../util/format-number.js';
import { cellText } from './cell-text.js';

/** Numbers of more values are taken by quarters. */
const MOST_VALUES = 8;
/** Levels that training did not have are one group: their names are not read. */
const NEW_LEVELS = '(new levels)';

/** The value of a column in each row, undefined for gaps; and values in an order that means something, where there is one. */
export interface GroupValues {
  readonly values: readonly (string | undefined)[];
  readonly order: readonly string[];
}

/** The value of a column in each row, numbers of many values by quarters; undefined without that column. */
export function groupValues(
  name: string,
  { columns }: Schema,
  table: Table,
): GroupValues | undefined {
  const schema = columns.find((own) => own.name === name);
  const column = table.columns.find((own) => own.name === name);
  if (!schema || !column) return undefined;
  if ('values' in column && schema.parser?.kind === 'numeric') {
    const quarters = quartersOf(column);
    if (quarters) return quarters;
  }
  const values = Array.from({ length: table.rows }, (_, row) => {
    if ('codes' in column && column.codes[row] === UNSEEN) return NEW_LEVELS;
    const value = toldCell(schema, column, row);
    return value === null ? undefined : cellText(value);
  });
  return { values, order: [] };
}

function quartersOf({
  values,
}: Extract<Column, { values: ColumnNumbers }>): GroupValues | undefined {
  const present = Float64Array.from(values)
    .filter((value) => !Number.isNaN(value))
    .sort();
  if (new Set(present).size <= MOST_VALUES) return undefined;
  const edges = [0.25, 0.5, 0.75].map((share) => quantileSorted(present, share));
  const short = edges.map(formatNumber);
  const areTold = new Set(short).size === new Set(edges).size;
  const [first, second, third] = areTold ? short : edges.map(String);
  const names = [`up to ${first}`, `to ${second}`, `to ${third}`, `above ${third}`];
  const own = Array.from(values, (value) => {
    const place = edges.findIndex((edge) => value <= edge);
    return Number.isNaN(value) ? undefined : names[place < 0 ? 3 : place];
  });
  return { values: own, order: names };
}
