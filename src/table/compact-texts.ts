import { createImageColumn, placesOfCodes, takePictures } from './image-column.js';
import { createListColumn } from './list-column.js';
import type { Column, ImageColumn, ListColumn, Table, TextColumn } from './table.js';

/** A table whose texts, lists and pictures are those of its rows alone: of a large table's dictionary few rows need little. */
export function compactTexts(table: Table): Table {
  return { ...table, columns: table.columns.map(compact) };
}

function compact(column: Column): Column {
  if (column.kind !== 'text' && column.kind !== 'list' && column.kind !== 'image') return column;
  const used = [...new Set(column.codes)].filter((code) => code >= 0).sort((a, b) => a - b);
  const places = new Map(used.map((code, place) => [code, place]));
  const codes = Int32Array.from(column.codes, (code) => places.get(code) ?? code);
  if (column.kind === 'image') return images(column, used, codes);
  return column.kind === 'text' ? texts(column, used, codes) : lists(column, used, codes);
}

function texts(column: TextColumn, used: readonly number[], codes: Int32Array): TextColumn {
  const parts = used.map((code) => partOf(column.bytes, column.offsets, code));
  const offsets = new Int32Array(parts.length + 1);
  for (const [i, part] of parts.entries()) offsets[i + 1] = (offsets[i] ?? 0) + part.length;
  const bytes = new Uint8Array(offsets.at(-1) ?? 0);
  for (const [i, part] of parts.entries()) bytes.set(part, offsets[i]);
  return { ...column, codes, bytes, offsets };
}

function lists(column: ListColumn, used: readonly number[], codes: Int32Array): ListColumn {
  const own = used.map((code) => [...partOf(column.own, column.offsets, code)]);
  return createListColumn(column.name, codes, own, column.items, plain);
}

function images(column: ImageColumn, used: readonly number[], codes: Int32Array): ImageColumn {
  const all = placesOfCodes(column);
  const lists = used.map((code) => all[code] ?? []);
  const kept = [...new Set(lists.flat())].sort((a, b) => a - b);
  const newPlaces = new Map(kept.map((place, i) => [place, i]));
  const own = lists.map((list) => list.flatMap((place) => newPlaces.get(place) ?? []));
  return createImageColumn(column.name, codes, own, takePictures(column, kept, plain), plain);
}

function plain(bytes: number): ArrayBuffer {
  return new ArrayBuffer(bytes);
}

function partOf<V extends Uint8Array | Int32Array>(
  values: V,
  offsets: Int32Array,
  code: number,
): V {
  return values.subarray(offsets[code], offsets[code + 1]) as V;
}
