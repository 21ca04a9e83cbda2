import { createReadStream } from 'node:fs';
import {
  type CellBuilder,
  createCellBuilder,
  filledRows,
  pushCell,
  reserveRows,
} from './cell-builder.js';
import { type Dialect, trims } from './dialect.js';
import { asUtf8 } from './encoding.js';
import { createSplitter, splitRecords } from './split-records.js';

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
  readonly arena: Uint8Array;
  readonly offsets: Int32Array<ArrayBuffer>;
  /** Rows whose cell is no plain number. */
  readonly others: number;
}

export interface CsvPart {
  readonly kind: 'csv-part';
  readonly lines: number;
  readonly columns: readonly PartCells[];
}

const CHUNK_BYTES = 1 << 18;
/** Records may get shorter behind those that rows are guessed from. */
const MARGIN = 1.03;

/** Reads a part; undefined when some record is unusual, of another length than the first, or cut off. */
export async function readCsvPart({
  path,
  start,
  end,
  dialect,
}: CsvPartJob): Promise<CsvPart | undefined> {
  const splitter = createSplitter({
    delimiter: dialect.delimiter.charCodeAt(0),
    quote: dialect.quote.charCodeAt(0),
    trims: trims(dialect),
  });
  const builders: CellBuilder[] = [];
  let isEven = true;
  const take = () => {
    if (builders.length === 0) {
      for (let i = 0; i < splitter.fields; i++) builders.push(createCellBuilder());
    }
    isEven &&= splitter.fields === builders.length;
    for (const [i, cells] of builders.entries()) {
      pushCell(cells, splitter.bytes, splitter.starts[i] ?? 0, splitter.ends[i] ?? 0);
    }
  };
  const file = createReadStream(path, { start, highWaterMark: CHUNK_BYTES });
  let rest = Buffer.alloc(0);
  for await (const chunk of asUtf8(file, 'utf-8', path)) {
    const bytes = Buffer.concat([rest, chunk]);
    const isFirst = builders.length === 0;
    rest = bytes.subarray(splitRecords(splitter, bytes, false, take));
    if (isFirst) reserve(builders, (end - start) / (bytes.length - rest.length));
    // A record this long is left to those who wait for it.
    if (!isEven || splitter.state === 'unusual' || rest.length > 4 * CHUNK_BYTES) return undefined;
  }
  const taken = splitRecords(splitter, rest, true, take);
  if (!isEven || taken < rest.length) return undefined;
  return { kind: 'csv-part', lines: splitter.line, columns: builders.map(partCells) };
}

/** Makes room for so many times the rows that were read. */
function reserve(builders: readonly CellBuilder[], factor: number): void {
  for (const cells of builders) reserveRows(cells, Math.ceil(cells.rows * factor * MARGIN));
}

function partCells(cells: CellBuilder): PartCells {
  const { kind, texts, others } = cells;
  const { count, offsets } = texts;
  const arena = texts.arena.subarray(0, offsets[count]);
  return { kind, ...filledRows(cells), arena, offsets: offsets.subarray(0, count + 1), others };
}
