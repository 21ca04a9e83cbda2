import { listText, typedItems } from '../../schema/list-items.js';
import { type IsMissing, missingUnder } from '../../schema/missing-tokens.js';
import {
  type ColumnSchema,
  featureColumns,
  type ListParser,
  type Schema,
} from '../../schema/schema.js';
import { createListColumn, listsOf } from '../../table/list-column.js';
import { type Column, MISSING, type Table } from '../../table/table.js';
import { createTextColumn, textsOfRows } from '../../table/text-column.js';
import type { FormValue } from './form-field.js';
import { formNumber, numbersColumn, shownNumber } from './form-numbers.js';
import { type FormPictures, formPictures, pictureColumn } from './form-picture.js';

/** One value a column, in the order of the schema's features. */
export type FormRow = readonly FormValue[];

/** The typed columns that models read, of rows of a form. */
export function formTable(schema: Schema, rows: readonly FormRow[]): Table {
  const columns = featureColumns(schema).map((column, place) =>
    columnOf(
      column,
      rows.map((row) => row[place] ?? null),
    ),
  );
  return { kind: 'table', rows: rows.length, columns, target: undefined };
}

function columnOf(column: ColumnSchema, values: readonly FormValue[]): Column {
  const { name, parser, missing } = column;
  const isOut = missingUnder(missing);
  switch (parser?.kind) {
    case 'categorical': {
      const codes = Int32Array.from(values, (value) => Number(value ?? MISSING));
      const { levels, isOrdered } = parser;
      return { kind: 'coded', name, codes, levels: levels.length, ...(isOrdered && { isOrdered }) };
    }
    case 'list':
      return listColumn(name, parser, values, isOut);
    case 'text': {
      const texts = values.map((value) => String(value ?? '').trim());
      const own = [...new Set(texts.filter((text) => !isOut(text)))];
      const codes = Int32Array.from(texts, (text) => own.indexOf(text));
      return createTextColumn(name, codes, own, plain);
    }
    case 'image':
      return pictureColumn(name, parser.side, values.map(picturesOf));
    case 'datetime':
      return { kind: 'datetime', name, values: Float64Array.from(values, shownNumber) };
    default:
      return numbersColumn(column, values);
  }
}

function picturesOf(value: FormValue): FormPictures | null {
  return typeof value === 'object' && value?.kind === 'pictures' ? value : null;
}

/** Items are written as cells hold them; brackets may be left out. A list of none that is known is empty, not missing. */
function listColumn(
  name: string,
  { separator, items }: ListParser,
  values: readonly FormValue[],
  isOut: IsMissing,
): Column {
  const lists = values.map((value) => {
    if (value === null) return undefined;
    const text = String(value).trim();
    if (text !== '' && isOut(text)) return undefined;
    return (typedItems(separator, text) ?? []).map((item) => items.indexOf(item));
  });
  const known = lists.map((list) => list?.filter((item) => item >= 0).sort((a, b) => a - b) ?? []);
  const codes = Int32Array.from(lists, (list, row) => (list ? row : MISSING));
  return createListColumn(name, codes, known, items.length, plain);
}

/** A row of a table as a form holds it. */
export function formRow(schema: Schema, { columns }: Table, row: number): FormRow {
  const byName = new Map(columns.map((column) => [column.name, column]));
  return featureColumns(schema).map((own) => {
    const column = byName.get(own.name);
    return column ? formValue(own, column, row) : null;
  });
}

function formValue({ parser, missing }: ColumnSchema, column: Column, row: number): FormValue {
  if (column.kind === 'numeric') return formNumber(column, row);
  if ('values' in column) {
    const value = column.values[row] ?? Number.NaN;
    return Number.isNaN(value) ? null : value;
  }
  const code = column.codes[row] ?? MISSING;
  if (code < 0) return null;
  if (column.kind === 'coded') return code;
  if (column.kind === 'image') return formPictures(column, row);
  if (column.kind === 'text') return textsOfRows(column, Int32Array.of(row))[0] ?? null;
  if (column.kind !== 'list' || parser?.kind !== 'list') return null;
  const items = (listsOf(column)[code] ?? []).map((item) => parser.items[item] ?? '');
  return listText(parser.separator, items, missingUnder(missing));
}

function plain(bytes: number): ArrayBuffer {
  return new ArrayBuffer(bytes);
}
