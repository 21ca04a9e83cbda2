import type { Allocate, TextColumn } from './table.js';

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
export function textsOf({ bytes, offsets }: TextColumn): readonly string[] {
  const decoder = new TextDecoder();
  return Array.from({ length: offsets.length - 1 }, (_, code) =>
    // Browsers do not decode shared memory: copied first.
    decoder.decode(bytes.slice(offsets[code], offsets[code + 1])),
  );
}
