import { FORM } from '../table/plain-number.js';
import type { CodedCells, RawColumn, RawTable } from '../table/raw-table.js';
import type { ColumnSchema, Schema } from './schema.js';

/** The table with points in one column that come as objects, in parts: `loc.type` and `loc.coordinates` for `loc`. */
export function objectPoints(raw: RawTable, schema: Schema): RawTable {
  const byName = new Map(raw.columns.map((column) => [column.name, column]));
  const points = schema.columns.flatMap((column) => pointOf(column, byName) ?? []);
  if (points.length === 0) return raw;
  const parts = new Set(points.flatMap(({ name }) => [name, ...partNames(name)]));
  const others = raw.columns.filter(({ name }) => !parts.has(name));
  return { ...raw, columns: [...others, ...points] };
}

function partNames(name: string): readonly [type: string, coordinates: string] {
  return [`${name}.type`, `${name}.coordinates`];
}

/** Undefined where the column holds something itself, is none of points, or has no such parts. */
function pointOf(
  { name, parser }: ColumnSchema,
  byName: ReadonlyMap<string, RawColumn>,
): CodedCells | undefined {
  if (parser?.kind !== 'numeric' || parser.form !== 'point') return undefined;
  // Rows without a point have a column of their own.
  const own = byName.get(name);
  if (own && holdsSomething(own)) return undefined;
  const [type, coordinates] = partNames(name).map((part) => byName.get(part));
  if (type?.kind !== 'coded' || coordinates?.kind !== 'coded') return undefined;
  if (!type.values.every((value) => value === 'Point' || value === '')) return undefined;
  const values = coordinates.values.map((value) => (value === '' ? value : pointCell(value)));
  return { ...coordinates, name, values };
}

function holdsSomething(column: RawColumn): boolean {
  if (column.kind === 'coded') return column.values.some((value) => value !== '');
  return column.forms.some((form) => form !== FORM.empty);
}

/** A point as a cell holds it, of coordinates as JSON. */
export function pointCell(coordinates: string): string {
  return `{"type":"Point","coordinates":${coordinates}}`;
}
