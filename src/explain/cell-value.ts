import { momentText } from '../schema/moment-text.js';
import { scaleKind } from '../schema/scale-kind.js';
import type { ColumnSchema } from '../schema/schema.js';
import { SIZES } from '../table/image-column.js';
import { listsOf } from '../table/list-column.js';
import type { Column, ImageColumn, NumericColumn } from '../table/table.js';
import { textsOfRows } from '../table/text-column.js';

/** A cell as it is told: a number, a text, the size of a picture, the items of a list; null where it is missing or of an unknown level. */
export type CellValue = number | string | readonly string[] | null;

/** The cell of a typed column, under the names of its schema. */
export function cellValue(
  { parser }: Pick<ColumnSchema, 'parser'>,
  column: Column,
  row: number,
): CellValue {
  if (column.kind === 'numeric') {
    const value = column.values[row] ?? Number.NaN;
    if (Number.isNaN(value)) return null;
    if (parser?.kind !== 'boolean') return value;
    return value > 0 ? parser.yes : parser.no;
  }
  if (column.kind === 'datetime') {
    return momentText(column.values[row] ?? Number.NaN, scaleKind({ parser }) === 'times');
  }
  const code = column.codes[row] ?? -1;
  if (code < 0) return null;
  if (column.kind === 'text') return textsOfRows(column, Int32Array.of(row))[0] ?? null;
  if (column.kind === 'image') return pictureText(column, code);
  if (column.kind === 'list') {
    const items = parser?.kind === 'list' ? parser.items : [];
    return (listsOf(column)[code] ?? []).map((item) => items[item] ?? String(item));
  }
  return (parser?.kind === 'categorical' ? parser.levels[code] : undefined) ?? String(code);
}

/** The same, but of a cell with two numbers both of them, whose mean its column has. */
export function toldCell(
  schema: Pick<ColumnSchema, 'parser'>,
  column: Column,
  row: number,
): CellValue {
  const value = cellValue(schema, column, row);
  if (typeof value !== 'number' || column.kind !== 'numeric') return value;
  return endsText(column, row) ?? value;
}

function endsText({ parts = [] }: NumericColumn, row: number): string | undefined {
  const [first, second] = parts.filter(({ name }) => name !== 'bound');
  const [low = Number.NaN, high = Number.NaN] = [first?.values[row], second?.values[row]];
  // Of one number alone the other is not known, or of a range both ends are that.
  if (!first || !second || Number.isNaN(low) || Number.isNaN(high)) return undefined;
  if (first.name === 'first') return `${numberText(low)} and ${numberText(high)}`;
  if (first.name === 'from')
    return low === high ? undefined : `${numberText(low)} to ${numberText(high)}`;
  return `${first.name} ${numberText(low)}, ${second.name} ${numberText(high)}`;
}

/** A number of a cell, to seven digits. */
export function numberText(value: number): string {
  return String(Number.isSafeInteger(value) ? value : Number(value.toPrecision(7)));
}

/** The size of the first picture, and how many more there are. */
function pictureText({ offsets, own, sizes }: ImageColumn, code: number): string {
  const [from = 0, to = 0] = [offsets[code], offsets[code + 1]];
  const [width, height] = sizes.subarray((own[from] ?? 0) * SIZES);
  const more = to - from > 1 ? ` and ${to - from - 1} more` : '';
  return `${width} × ${height} pixels${more}`;
}
