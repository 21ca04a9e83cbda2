import { AutofitError } from '../util/errors.js';

/** One row by column name. */
export type Row = Readonly<Record<string, unknown>>;

/** The row with the values of objects inside it under their paths: `{ a: { b: 1 } }` as `{ 'a.b': 1 }`. */
export function flatRow(row: Row, source: string, place: number): Row {
  if (!Object.values(row).some(isNested)) return row;
  const flat: Record<string, unknown> = {};
  const add = (name: string, value: unknown) => {
    if (isNested(value)) {
      for (const [inner, own] of Object.entries(value)) add(`${name}.${inner}`, own);
    } else if (Object.hasOwn(flat, name)) throw twice(source, place, name);
    else flat[name] = value;
  };
  for (const [name, value] of Object.entries(row)) add(name, value);
  return flat;
}

function isNested(value: unknown): value is Row {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function twice(source: string, row: number, name: string): AutofitError {
  return new AutofitError('TWO_VALUES', `${source}: row ${row} has two values for "${name}".`, {
    row,
    hint: 'Objects inside rows are taken by their paths: rename one of them.',
  });
}
