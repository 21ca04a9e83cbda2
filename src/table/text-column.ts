import { type Allocate, MISSING, type TextColumn } from './table.js';

/** A column of these texts, on memory that threads may share; `codes` says which text a row has. */
export function createTextColumn(
  name: string,
  codes: Int32Array,
  texts: readonly string[],
  allocate: Allocate,
): TextColumn {
  const encoded = texts.map((text) => new TextEncoder().encode(text));
  const offsets = new Int32Array(allocate((texts.length + 1) * 4));
  for (const [i, { length }] of encoded.entries()) offsets[i + 1] = (offsets[i] ?? 0) + length;
  const bytes = new Uint8Array(allocate(offsets.at(-1) ?? 0));
  for (const [i, text] of encoded.entries()) bytes.set(text, offsets[i]);
  return { kind: 'text', name, codes, bytes, offsets };
}

/** The texts of a column by their codes. */
export function textsOf(column: TextColumn): readonly string[] {
  return Array.from({ length: column.offsets.length - 1 }, textReader(column));
}

/** The texts of these rows, '' where there is none: of a large table no more are decoded. */
export function textsOfRows(column: TextColumn, rows: Int32Array): string[] {
  const read = textReader(column);
  const known = new Map<number, string>([[MISSING, '']]);
  return Array.from(rows, (row) => {
    const code = column.codes[row] ?? MISSING;
    const text = known.get(code) ?? read(undefined, code);
    known.set(code, text);
    return text;
  });
}

/** How many rows have a text of more than so many characters. */
export function rowsBehind(column: TextColumn, characters: number): number {
  const read = textReader(column);
  const isLong = Array.from({ length: column.offsets.length - 1 }, (_, code) => {
    const bytes = (column.offsets[code + 1] ?? 0) - (column.offsets[code] ?? 0);
    return bytes > characters && read(undefined, code).length > characters;
  });
  let rows = 0;
  for (const code of column.codes) if (isLong[code]) rows++;
  return rows;
}

function textReader({ bytes, offsets }: TextColumn): (_: unknown, code: number) => string {
  const decoder = new TextDecoder();
  // Browsers do not decode shared memory: copied first.
  return (_, code) => decoder.decode(bytes.slice(offsets[code], offsets[code + 1]));
}
