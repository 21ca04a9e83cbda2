/** A column of cells exactly as written: `values[codes[row]]` is the text of a row. */
export interface RawColumn {
  readonly name: string;
  readonly codes: Int32Array;
  /** The distinct texts, in order of first appearance. */
  readonly values: readonly string[];
}

/** A record that does not fit the header. */
export interface BadRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A table of cells exactly as written, before anything is judged. */
export interface RawTable {
  readonly kind: 'raw-table';
  /** The file's path, or what else it came from; for messages. */
  readonly source: string;
  readonly rows: number;
  readonly columns: readonly RawColumn[];
  /** Whether the first record names the columns. */
  readonly header: boolean;
  /** Names that the header has more than once. */
  readonly repeated: readonly string[];
  /** Records that were set aside. */
  readonly badRows: readonly BadRow[];
  /** What the reader noticed and the user should know. */
  readonly notes: readonly string[];
}

/** A table that was in memory: its keys are its names, and it has no records. */
export const NO_RECORDS = { header: true, repeated: [], badRows: [] } as const;

/** Collects the cells of one column. */
export interface RawColumnBuilder {
  push(cell: string): void;
  finish(name: string): RawColumn;
}

export function createRawColumnBuilder(): RawColumnBuilder {
  const codeOf = new Map<string, number>();
  let codes = new Int32Array(1024);
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
    finish: (name) => ({ name, codes: codes.slice(0, length), values: [...codeOf.keys()] }),
  };
}

function grown(codes: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(codes.length * 2);
  larger.set(codes);
  return larger;
}
