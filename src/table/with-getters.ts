import type { Row } from './flat-row.js';

/** By the prototype of a row's class. */
const known = new WeakMap<object, readonly string[]>();

/** The row with what the getters of its class, and of those that it extends, give: they do not stand in the row itself. */
export function withGetters(row: Row): Row {
  const prototype: object | null = Object.getPrototypeOf(row);
  if (prototype === Object.prototype || prototype === null) return row;
  const names = known.get(prototype) ?? gettersFrom(prototype);
  known.set(prototype, names);
  if (names.length === 0) return row;
  return { ...row, ...Object.fromEntries(names.map((name) => [name, row[name]])) };
}

/** Those of the base class first; the root of all objects has none that is a column. */
function gettersFrom(prototype: object): readonly string[] {
  const base: object | null = Object.getPrototypeOf(prototype);
  if (base === null) return [];
  const own = Object.entries(Object.getOwnPropertyDescriptors(prototype))
    .filter(([, { get }]) => get !== undefined)
    .map(([name]) => name);
  return [...new Set([...gettersFrom(base), ...own])];
}
