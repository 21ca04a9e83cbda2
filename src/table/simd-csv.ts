import { compileWasm } from '../util/compile-wasm.js';
import { growMemory } from '../util/grow-memory.js';
import {
  type BlankLines,
  type CsvKernels,
  joinBlank,
  type NumbersInBlock,
  type Split,
  type SplitOptions,
  type TextsInBlock,
} from './csv-kernels.js';
import { csvBase64 } from './generated/wasm.js';
import { FORM, plain, readShortest } from './plain-number.js';
import type { RecordBlock } from './record-block.js';
import { createReferenceCsv } from './reference-csv.js';

/** What assembly/index.ts exports; places are bytes of the memory. */
interface CsvExports {
  readonly memory: WebAssembly.Memory;
  split(
    ...places: [
      input: number,
      at: number,
      length: number,
      isLast: number,
      delimiter: number,
      quote: number,
      trims: number,
      keepsBlank: number,
      starts: number,
      ends: number,
      fieldRoom: number,
      lines: number,
      recordRoom: number,
      line: number,
      blankBehind: number,
      result: number,
    ]
  ): number;
  readNumbers(
    ...places: [
      input: number,
      starts: number,
      ends: number,
      stride: number,
      records: number,
      powers: number,
      values: number,
      forms: number,
    ]
  ): number;
  joinTexts(
    input: number,
    starts: number,
    ends: number,
    stride: number,
    records: number,
    out: number,
    offsets: number,
  ): void;
  hashTexts(
    input: number,
    starts: number,
    ends: number,
    stride: number,
    records: number,
    hashes: number,
  ): void;
}

/** Records and fields of a block at most. */
const RECORDS = 4096;
const FIELDS = 1 << 18;
/** Powers of ten that doubles hold exactly. */
const POWERS = Float64Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));
/** Bytes that are read behind the input. */
const MARGIN = 64;
/** The form of cells that may be numbers, but not such as are read in WebAssembly. */
const ASK = 251;
/** Why splitting ended, by number: the block is full, or the record has more fields than there is room for. */
const STATES = ['full', 'cut', 'open', 'unusual', 'wide'] as const;

/** What lies where. */
const RESULT = 1024;
const TENS = RESULT + 64;
const LINES = TENS + 8 * POWERS.length;
const VALUES = LINES + 4 * RECORDS;
const HASHES = VALUES + 8 * RECORDS;
const FORMS = HASHES + 4 * (RECORDS + 1);
const STARTS = FORMS + RECORDS;
const ENDS = STARTS + 4 * FIELDS;
const INPUT = ENDS + 4 * FIELDS;

let compiled: { readonly module: WebAssembly.Module | undefined } | undefined;

/** Kernels in WebAssembly with 128-bit vectors; undefined where there are none. */
export function createSimdCsv(options: SplitOptions, line = 0): CsvKernels | undefined {
  compiled ??= { module: compileWasm(csvBase64) };
  if (!compiled.module) return undefined;
  const wasm = new WebAssembly.Instance(compiled.module).exports as unknown as CsvExports;
  growMemory(wasm.memory, INPUT + MARGIN);
  new Float64Array(wasm.memory.buffer, TENS, POWERS.length).set(POWERS);
  const isOwn = ({ bytes }: RecordBlock) => bytes.buffer === wasm.memory.buffer;
  const splitter: SimdSplitter = { wasm, options, line, blank: { before: 0, behind: 0 } };
  const reference = createReferenceCsv(options);
  /** Takes all records from the first one on that has more fields than there is room for. */
  let wider: CsvKernels | undefined;
  return {
    split(bytes, isLast, onBlock) {
      const found = wider ? undefined : splitHere(splitter, bytes, isLast, onBlock);
      const { taken, state } = found ?? { taken: 0, state: 'wide' };
      if (state !== 'wide') return { taken, state };
      wider ??= createReferenceCsv(options, splitter.line, splitter.blank);
      const rest = wider.split(bytes.subarray(taken), isLast, onBlock);
      return { ...rest, taken: taken + rest.taken };
    },
    lines: () => wider?.lines() ?? splitter.line,
    blankLines: () => wider?.blankLines() ?? splitter.blank,
    skip(lines, blank, isFilled) {
      if (wider) return wider.skip(lines, blank, isFilled);
      splitter.line += lines;
      splitter.blank = joinBlank(splitter.blank, blank, isFilled);
    },
    numbersIn: (block, column) =>
      isOwn(block) ? numbersHere(wasm, block, column) : reference.numbersIn(block, column),
    textsIn: (block, column) =>
      isOwn(block) ? textsHere(wasm, block, column) : reference.textsIn(block, column),
    hashesIn(block, column) {
      if (!isOwn(block)) return reference.hashesIn(block, column);
      const { width, records, starts, ends } = block;
      const [from, to] = [starts.byteOffset + 4 * column, ends.byteOffset + 4 * column];
      wasm.hashTexts(INPUT, from, to, width, records, HASHES);
      return new Int32Array(wasm.memory.buffer, HASHES, records);
    },
  };
}

interface SimdSplitter {
  readonly wasm: CsvExports;
  readonly options: SplitOptions;
  line: number;
  blank: BlankLines;
}

function splitHere(
  splitter: SimdSplitter,
  given: Buffer,
  isLast: boolean,
  onBlock: (block: RecordBlock) => void,
): { readonly taken: number; readonly state: Split['state'] | 'wide' } {
  const { wasm, options } = splitter;
  const { delimiter, quote } = options;
  // As much again for the texts of a column.
  growMemory(wasm.memory, INPUT + 2 * (given.length + MARGIN));
  const { buffer } = wasm.memory;
  const bytes = Buffer.from(buffer, INPUT, given.length);
  bytes.set(given);
  const result = new Int32Array(buffer, RESULT, 6);
  const starts = new Int32Array(buffer, STARTS, FIELDS);
  const ends = new Int32Array(buffer, ENDS, FIELDS);
  const lines = new Int32Array(buffer, LINES, RECORDS);
  const [last, trims, blank] = [isLast, options.trims, options.keepsBlank].map(Number) as [
    number,
    number,
    number,
  ];
  const rooms = [STARTS, ENDS, FIELDS, LINES, RECORDS] as const;
  for (let taken = 0; ; ) {
    const input = [INPUT, taken, given.length, last, delimiter, quote, trims, blank] as const;
    const state =
      STATES[wasm.split(...input, ...rooms, splitter.line, splitter.blank.behind, RESULT)] ??
      'full';
    const [next = 0, records = 0, width = 0, line = 0, before = 0, behind = 0] = result;
    splitter.blank = { before: splitter.blank.before + before, behind };
    splitter.line = line;
    taken = next;
    if (records > 0) onBlock({ bytes, width, records, starts, ends, lines });
    if (state !== 'full') return { taken, state };
    if (taken === given.length) return { taken, state: 'done' };
  }
}

function numbersHere(wasm: CsvExports, block: RecordBlock, column: number): NumbersInBlock {
  const { bytes, width, records, starts, ends } = block;
  const [from, to] = [starts.byteOffset + 4 * column, ends.byteOffset + 4 * column];
  let others = wasm.readNumbers(INPUT, from, to, width, records, TENS, VALUES, FORMS);
  const values = new Float64Array(wasm.memory.buffer, VALUES, records);
  const forms = new Uint8Array(wasm.memory.buffer, FORMS, records);
  for (let row = 0; others > 0 && row < records; row++) {
    if (forms[row] !== ASK) continue;
    const field = row * width + column;
    const form = readShortest(bytes, starts[field] ?? 0, ends[field] ?? 0);
    forms[row] = form;
    if (form === FORM.text) continue;
    values[row] = plain.value;
    others--;
  }
  return { values, forms, others };
}

function textsHere(wasm: CsvExports, block: RecordBlock, column: number): TextsInBlock {
  const { bytes, width, records, starts, ends } = block;
  const [from, to] = [starts.byteOffset + 4 * column, ends.byteOffset + 4 * column];
  const out = INPUT + bytes.length + MARGIN;
  wasm.joinTexts(INPUT, from, to, width, records, out, HASHES);
  const offsets = new Int32Array(wasm.memory.buffer, HASHES, records + 1);
  return { bytes: new Uint8Array(wasm.memory.buffer, out, offsets[records]), offsets };
}
