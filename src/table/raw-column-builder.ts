import type { CodedCells } from './raw-table.js';

/** Collects the cells of one column, which come as texts. */
export interface RawColumnBuilder {
  push(cell: string): void;
  finish(name: string): CodedCells;
}

export function createRawColumnBuilder(): RawColumnBuilder {
  const codeOf = new Map<string, number>();
  let codes = new Int32Array(64);
  let length = 0;
  return {
    push(cell) {
      let code = codeOf.get(cell);
      if (code === undefined) {
        code = codeOf.size;
        codeOf.set(cell, code);
      }
      if (length === codes.length) codes = grown(codes);
      codes[length++] = code;
    },
    finish: (name) => ({
      kind: 'coded',
      name,
      codes: codes.slice(0, length),
      values: [...codeOf.keys()],
      isDistinct: true,
    }),
  };
}

function grown(codes: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(codes.length * 2);
  larger.set(codes);
  return larger;
}
