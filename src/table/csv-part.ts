import { closeSync, openSync, readSync } from 'node:fs';
import { type CellBuilder, createCellBuilder, filledRows, reserveRows } from './cell-builder.js';
import { createCsvKernels } from './create-csv-kernels.js';
import type { BlankLines } from './csv-kernels.js';
import type { Dialect } from './dialect.js';
import { asUtf8 } from './encoding.js';
import { pushBlock } from './push-block.js';
import type { RecordBlock } from './record-block.js';
import { createWaiting } from './waiting-bytes.js';

/** The latter part of a file, from a line's beginning on. */
export interface CsvPartJob {
  readonly kind: 'csv-part-job';
  readonly path: string;
  readonly start: number;
  /** Where the file ends. */
  readonly end: number;
  readonly dialect: Dialect;
}

/** A column of a part: numbers with their forms, or codes, and its texts as bytes. */
export interface PartCells {
  readonly kind: 'numbers' | 'coded';
  readonly numbers: Float64Array<ArrayBuffer>;
  readonly forms: Uint8Array<ArrayBuffer>;
  readonly codes: Int32Array<ArrayBuffer>;
  readonly arena: Uint8Array<ArrayBuffer>;
  readonly offsets: Int32Array<ArrayBuffer>;
  /** Hashes of its texts, by code; empty when they are looked up no more. */
  readonly hashes: Int32Array<ArrayBuffer>;
  /** Rows whose cell is no plain number. */
  readonly others: number;
}

export interface CsvPart {
  readonly kind: 'csv-part';
  readonly lines: number;
  readonly blank: BlankLines;
  readonly columns: PartCells[];
}

const CHUNK_BYTES = 1 << 18;
/** What is left of a record may be so long. */
const LONGEST = 1 << 22;
/** Records may get shorter behind those that rows are guessed from. */
const MARGIN = 1.03;

/** Reads a part; undefined when some record is unusual, of another length than the first, or cut off. */
export async function readCsvPart({
  path,
  start,
  end,
  dialect,
}: CsvPartJob): Promise<CsvPart | undefined> {
  const kernels = createCsvKernels(dialect);
  const builders: CellBuilder[] = [];
  let isEven = true;
  let rows = 0;
  const take = (block: RecordBlock) => {
    if (builders.length === 0) {
      for (let i = 0; i < block.width; i++) builders.push(createCellBuilder());
    }
    isEven &&= block.width === builders.length;
    if (!isEven) return;
    rows += block.records;
    for (const [i, cells] of builders.entries()) pushBlock(cells, block, i, kernels);
  };
  const waiting = createWaiting();
  for await (const chunk of asUtf8(chunksFrom(path, start), 'utf-8', path)) {
    waiting.push(chunk);
    if (!waiting.isEnough()) continue;
    const bytes = waiting.bytes();
    const isFirst = builders.length === 0;
    rows = 0;
    const { taken, state } = kernels.split(bytes, false, take);
    if (isFirst) reserve(builders, (end - start) / taken);
    const rest = bytes.subarray(taken);
    // A record this long is left to those who wait for it.
    if (!isEven || state === 'unusual' || rest.length > LONGEST) return undefined;
    waiting.keep(rest, taken / rows);
  }
  const rest = waiting.bytes();
  const { taken } = kernels.split(rest, true, take);
  if (!isEven || taken < rest.length) return undefined;
  const [lines, blank] = [kernels.lines(), kernels.blankLines()];
  return { kind: 'csv-part', lines, blank, columns: builders.map(partCells) };
}

/** The bytes of a file, in two buffers by turns: what is left of one may be wanted beside the next. */
async function* chunksFrom(path: string, start: number): AsyncGenerator<Buffer> {
  const buffers = [0, 1].map(() => Buffer.allocUnsafeSlow(CHUNK_BYTES)) as [Buffer, Buffer];
  const file = openSync(path, 'r');
  try {
    for (let at = start, turn = 0; ; turn = 1 - turn) {
      const buffer = turn === 0 ? buffers[0] : buffers[1];
      const read = readSync(file, buffer, 0, CHUNK_BYTES, at);
      if (read === 0) return;
      at += read;
      yield buffer.subarray(0, read);
    }
  } finally {
    closeSync(file);
  }
}

/** Makes room for so many times the rows that were read. */
function reserve(builders: readonly CellBuilder[], factor: number): void {
  for (const cells of builders) reserveRows(cells, Math.ceil(cells.rows * factor * MARGIN));
}

function partCells(cells: CellBuilder): PartCells {
  const { kind, texts, others } = cells;
  const { count, offsets, hashes } = texts;
  const arena = texts.arena.subarray(0, offsets[count]);
  const dictionary = { arena, offsets: offsets.subarray(0, count + 1), hashes };
  return { kind, ...filledRows(cells), ...dictionary, others };
}
