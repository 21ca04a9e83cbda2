import { columnsWithComma } from '../schema/columns-with-comma.js';
import { pointCell } from '../schema/object-points.js';
import {
  type ColumnKind,
  type ColumnSchema,
  featureColumns,
  type Schema,
} from '../schema/schema.js';
import { cellText, valueText } from '../table/cell-text.js';
import { cleanText } from '../util/clean-text.js';
import { isRecord } from '../util/is-record.js';
import { nearestName } from '../util/nearest-name.js';
import { shortened } from '../util/shortened.js';
import { shown } from '../util/shown.js';

/** Why a row has no answer. */
export interface RowFault {
  readonly kind: 'fault';
  /** The column that it is about; undefined for the whole row. */
  readonly column: string | undefined;
  readonly message: string;
}

/** Reads rows that come as objects. */
export interface RowReader {
  /** The columns that the model needs. */
  readonly names: readonly string[];
  /** The texts of a row's cells in the order of the names. Names that the model does not know are put into the set. */
  cells(row: unknown, unknown: Set<string>): readonly string[] | RowFault;
  isUnknown(name: string): boolean;
  /** The kind of the column that a name means, with blanks around it or decomposed too; undefined where it means none. */
  kindOf(name: string): ColumnKind | undefined;
}

/** Names that are told of, and their letters. */
const MOST_TOLD = 20;
const LONGEST = 60;

export function rowReader(schema: Schema): RowReader {
  const columns = featureColumns(schema);
  const commas = columnsWithComma(schema);
  const names = columns.map(({ name }) => name);
  const places = new Map(names.map((name, place) => [name, place]));
  const placeOf = (given: string) => places.get(given) ?? places.get(cleanText(given));
  const known = new Set(schema.columns.map(({ name }) => name));
  // A value inside an object is called by its path.
  const outer = new Set(names.flatMap((name) => outerNames(name)));
  const isUnknown = (name: string) => !known.has(name) && !outer.has(name);
  return {
    names,
    isUnknown,
    kindOf: (name) => columns[placeOf(name) ?? -1]?.kind,
    cells(row, unknown) {
      if (!isRecord(row)) {
        return fault(undefined, `a row is an object of values by name, not ${shown(row)}`);
      }
      const values = new Array<unknown>(names.length);
      const isThere = new Uint8Array(names.length);
      for (const given of Object.keys(row)) {
        const place = placeOf(given);
        if (place !== undefined) {
          if (isThere[place]) return twice(names[place]);
          values[place] = row[given];
          isThere[place] = 1;
        } else if (unknown.size < MOST_TOLD && isUnknown(cleanText(given))) unknown.add(given);
      }
      return cellsOf(row, { columns, commas }, values, isThere);
    },
  };
}

/** What is said of names that the model does not know. */
export function unknownNote(unknown: ReadonlySet<string>): readonly string[] {
  if (unknown.size === 0) return [];
  const told = [...unknown].slice(0, MOST_TOLD).map((name) => shortened(name, LONGEST));
  const more = unknown.size >= MOST_TOLD ? ', …' : '';
  return [`columns that the model does not know are ignored: ${told.join(', ')}${more}`];
}

/** The columns of a model, and the names of those whose numbers have a decimal comma. */
interface Taken {
  readonly columns: readonly ColumnSchema[];
  readonly commas: ReadonlySet<string>;
}

function cellsOf(
  row: Readonly<Record<string, unknown>>,
  { columns, commas }: Taken,
  values: unknown[],
  isThere: Uint8Array,
): readonly string[] | RowFault {
  const cells: string[] = [];
  for (const [place, column] of columns.entries()) {
    const { name } = column;
    const inner = name.includes('.') || !isThere[place] ? innerValue(row, name) : undefined;
    if (isThere[place] && inner !== undefined) return twice(name);
    if (!isThere[place] && inner === undefined) return absent(row, name, columns);
    const value = isThere[place] ? values[place] : inner;
    if (column.kind === 'image') {
      const text = picturesText(value);
      if (text === undefined) return fault(name, NO_PICTURE);
      cells.push(text);
    } else if (isRecord(value)) {
      const point = pointText(column, value);
      if (point === undefined) return fault(name, 'this is an object, not a value');
      cells.push(point);
    } else {
      cells.push(valueText(value, commas.has(name)));
    }
  }
  return cells;
}

const NO_PICTURE =
  'pictures are texts of base64 or data URIs, several as a list, or files of a form';

/** Undefined for what holds no picture. */
function picturesText(value: unknown): string | undefined {
  if (value === null || typeof value === 'string') return value ?? '';
  const isList = Array.isArray(value) && value.every((own) => typeof own === 'string');
  return isList ? value.join(';') : undefined;
}

/** Under its name with blanks around it too, or by its path and inside an object. */
function twice(name: string | undefined): RowFault {
  return fault(name, 'this field has two values');
}

function absent(
  row: Readonly<Record<string, unknown>>,
  name: string,
  columns: readonly ColumnSchema[],
): RowFault {
  const names = new Set(columns.map((column) => column.name));
  const others = Object.keys(row).slice(0, 100);
  const strange = others.filter((other) => other.length <= LONGEST && !names.has(cleanText(other)));
  const near = name.length <= LONGEST ? nearestName(name, strange) : undefined;
  const meant = near === undefined ? '' : `; is ${JSON.stringify(near)} meant?`;
  return fault(name, `this field is absent: null says that its value is missing${meant}`);
}

/** `{ a: { b: 1 } }` for `a.b`. */
function innerValue(row: Readonly<Record<string, unknown>>, name: string): unknown {
  let value: unknown = row;
  for (const step of name.split('.')) {
    if (!isRecord(value) || !Object.hasOwn(value, step)) return undefined;
    value = value[step];
  }
  return value;
}

function outerNames(name: string): readonly string[] {
  const [first = ''] = name.split('.');
  return first === name ? [] : [first];
}

/** A point of GeoJSON, in a column of points. */
function pointText(
  { parser }: ColumnSchema,
  { type, coordinates }: Readonly<Record<string, unknown>>,
): string | undefined {
  const isPoint = parser?.kind === 'numeric' && parser.form === 'point';
  if (!isPoint || type !== 'Point' || !Array.isArray(coordinates)) return undefined;
  return pointCell(cellText(coordinates));
}

function fault(column: string | undefined, message: string): RowFault {
  return { kind: 'fault', column, message };
}
