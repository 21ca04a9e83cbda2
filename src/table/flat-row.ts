import { AutofitError } from '../util/errors.js';

/** One row by column name. */
export type Row = Readonly<Record<string, unknown>>;

/** Objects inside each other, as far as paths of columns are made of them. */
const DEEPEST = 64;

/** The row with the values of objects inside it under their paths: `{ a: { b: 1 } }` as `{ 'a.b': 1 }`. */
export function flatRow(row: Row, source: string, place: number): Row {
  if (!Object.values(row).some(isNested)) return row;
  const flat: Record<string, unknown> = {};
  const add = (name: string, value: unknown, depth: number) => {
    if (depth > DEEPEST) throw tooDeep(source, place);
    if (isNested(value)) {
      for (const [inner, own] of Object.entries(value)) add(`${name}.${inner}`, own, depth + 1);
    } else if (Object.hasOwn(flat, name)) throw twice(source, place, name);
    // An assignment takes the name __proto__ otherwise.
    else Object.defineProperty(flat, name, { value, enumerable: true, configurable: true });
  };
  for (const [name, value] of Object.entries(row)) add(name, value, 0);
  return flat;
}

function isNested(value: unknown): value is Row {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function tooDeep(source: string, row: number): AutofitError {
  const message = `${source}: row ${row} has objects nested more than ${DEEPEST} deep.`;
  return new AutofitError('TOO_DEEP', message, {
    row,
    hint: 'Write its values by names of their own.',
  });
}

function twice(source: string, row: number, name: string): AutofitError {
  return new AutofitError('TWO_VALUES', `${source}: row ${row} has two values for "${name}".`, {
    row,
    hint: 'Objects inside rows are taken by their paths: rename one of them.',
  });
}
