import type { Allocate, ListColumn } from './table.js';

/** A column of these lists of items, on memory that threads may share; `codes` says which list a row has. */
export function createListColumn(
  name: string,
  codes: Int32Array,
  lists: readonly (readonly number[])[],
  items: number,
  allocate: Allocate,
): ListColumn {
  const offsets = new Int32Array(allocate((lists.length + 1) * 4));
  for (const [code, { length }] of lists.entries())
    offsets[code + 1] = (offsets[code] ?? 0) + length;
  const own = new Int32Array(allocate(4 * (offsets.at(-1) ?? 0)));
  for (const [code, list] of lists.entries()) own.set(list, offsets[code]);
  return { kind: 'list', name, codes, offsets, own, items };
}

/** The lists of a column by their codes. */
export function listsOf({ offsets, own }: ListColumn): number[][] {
  return Array.from({ length: offsets.length - 1 }, (_, code) => [
    ...own.subarray(offsets[code], offsets[code + 1]),
  ]);
}
