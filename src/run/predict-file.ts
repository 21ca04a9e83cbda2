import type { OpenModel, OpenModels } from '../predictor/open-models.js';
import type { PredictorState } from '../predictor/predictor-state.js';
import type { PredictOptions, PredictProgress } from '../predictor/table-reader.js';
import { checkUncertain } from '../predictor/uncertain-answers.js';
import { columnsWithComma } from '../schema/columns-with-comma.js';
import { featureColumns } from '../schema/schema.js';
import { toldName } from '../schema/told-name.js';
import { imageColumns } from '../schema/with-pictures.js';
import type { DataSource } from '../table/data-source.js';
import { IMAGE_COLUMN } from '../table/picture-columns.js';
import { isPictureFolder } from '../table/picture-folder.js';
import type { RawTable } from '../table/raw-table.js';
import { readBlocks } from '../table/read-blocks.js';
import type { ColumnValues } from '../table/read-rows.js';
import { readTable } from '../table/read-table.js';
import type { Allocate } from '../table/table.js';
import { type BlockSize, type TableBlocks, wholeBlock } from '../table/table-block.js';
import { AutofitError } from '../util/errors.js';
import { nearestName } from '../util/nearest-name.js';
import type { WrittenRows } from './batch-block.js';
import type { BatchColumn } from './batch-column.js';
import {
  type BatchFormat,
  headerText,
  outputForm,
  textBytes,
  writtenColumns,
} from './batch-format.js';
import { createParquetPieces } from './batch-parquet.js';
import { type OutputStream, writeBatch } from './batch-sink.js';
import { predictBlocks, type WrittenBlocks } from './predict-blocks.js';
import { checkPredictFileOptions, type PredictFileOptions } from './predict-file-options.js';
import { type Explain, predictWhole, tooMany } from './predict-whole.js';

/** What was predicted into a file. */
export interface PredictedFile {
  readonly rows: number;
  /** What the reader of the data noticed. */
  readonly notes: readonly string[];
}

/** What a predictor predicts files by. */
export interface PredictFileParts {
  readonly state: PredictorState;
  readonly workers: number;
  readonly allocate: Allocate;
  readonly models: OpenModels;
  /** Explains answers of a model. */
  readonly explainOf: (state: PredictorState) => Explain;
}

/** So many rows settle how a table is written, and are worked on together. */
const BLOCK: BlockSize = { rows: 65_536, bytes: 1 << 25 };
/** Where rows have pictures, whose pixels take most of the memory. */
const PICTURE_BLOCK: BlockSize = { rows: 2048, bytes: 1 << 25 };

/**
 * Predicts a source into a file or a stream, block by block in the order of the rows. A file is written under another name first: on a
 * mistake there is none, or the old one.
 */
export async function predictFile(
  parts: PredictFileParts,
  data: DataSource | ColumnValues,
  out: string | OutputStream,
  options: PredictFileOptions,
  size = blockOf(parts.state),
): Promise<PredictedFile> {
  const { reading, choice } = checkPredictFileOptions(options);
  const { schema } = parts.state;
  const model = parts.models(choice);
  const path = typeof out === 'string' ? out : undefined;
  const copied = [...new Set(options.with ?? (await ownCopied(data)))];
  const withProba = options.proba === true;
  if (withProba && schema.task.classes.length === 0) throw noClasses();
  const coverage = coverageOf(model.state, options);
  const format: BatchFormat = { ...outputForm(path, options.to), copied, withProba, coverage };
  const explained = options.explain ? featureColumns(schema).map(({ name }) => name) : [];
  const columns = writtenColumns(schema, format, explained);
  const counted = { rows: 0, notes: [] as readonly string[] };
  const isExplained = options.explain === true;
  const asked: Asked = { ...parts, ...model, format, reading, isExplained, size };
  await writeBatch(out, piecesOf(predictedRows(asked, data, counted), columns, format, counted));
  return counted;
}

/** What intervals or sets are to cover; a predictor that has them tells them unless it is told not to. */
function coverageOf(state: PredictorState, { intervals }: PredictFileOptions): number | undefined {
  if (intervals === false) return undefined;
  if (intervals === undefined) return state.uncertainty?.coverage;
  checkUncertain(state, state.schema.task.classes.length > 0 ? 'sets' : 'intervals');
  return intervals;
}

function blockOf({ schema }: PredictorState): BlockSize {
  return imageColumns(schema).length > 0 ? PICTURE_BLOCK : BLOCK;
}

/** Of pictures in a folder their paths, by which answers are known. */
async function ownCopied(data: DataSource | ColumnValues): Promise<readonly string[]> {
  const isFolder = typeof data === 'string' && (await isPictureFolder(data));
  return isFolder ? [IMAGE_COLUMN] : [];
}

/** What is told in the end. */
interface Counted {
  rows: number;
  notes: readonly string[];
}

interface Asked extends PredictFileParts, OpenModel {
  readonly format: BatchFormat;
  readonly reading: PredictOptions;
  readonly isExplained: boolean;
  readonly size: BlockSize;
}

/** What is written, as bytes. */
async function* piecesOf(
  blocks: WrittenBlocks,
  columns: readonly Pick<BatchColumn, 'name' | 'kind'>[],
  format: BatchFormat,
  counted: Counted,
): AsyncGenerator<Uint8Array> {
  const parquet = format.form === 'parquet' ? await createParquetPieces(columns) : undefined;
  let isBegun = false;
  try {
    for (let next = await blocks.next(); ; next = await blocks.next()) {
      if (next.done) {
        counted.notes = next.value;
        break;
      }
      if (!isBegun && !parquet) yield textBytes(headerText(columns, format), format);
      isBegun = true;
      yield bytesOf(next.value, parquet);
    }
    if (parquet) yield parquet.finish();
  } finally {
    await blocks.return([]);
  }
}

function bytesOf(
  written: WrittenRows,
  parquet: Awaited<ReturnType<typeof createParquetPieces>> | undefined,
): Uint8Array {
  if (written instanceof Uint8Array) return written;
  if (!parquet) throw new Error('columns where bytes are wanted');
  return parquet.write(written);
}

/** A table of one block is predicted as a whole. */
async function* predictedRows(
  asked: Asked,
  data: DataSource | ColumnValues,
  counted: Counted,
): WrittenBlocks {
  const { state, format, isExplained } = asked;
  const { force = false, onProgress, ...reading } = asked.reading;
  const { images } = reading;
  const heard = createHeard(onProgress);
  const { schema } = state;
  const commaColumns = columnsWithComma(schema);
  const options = { ...reading, header: schema.header, commaColumns, onProgress: heard.tell };
  const blocks = blocksOf(data, options, asked.size, counted);
  try {
    const first = await blocks.next();
    if (first.done) throw new Error('a source without a block');
    const { table } = first.value;
    const second = await blocks.next();
    checkCopied(table, second.done ? [] : second.value.table.columns, format.copied);
    const tell = onProgress;
    if (second.done) {
      const explain = isExplained ? asked.explainOf(state) : undefined;
      const whole = { ...asked, force, images, tell, explain };
      return yield* predictWhole(whole, { ...table, notes: second.value });
    }
    if (isExplained) throw tooMany(table);
    heard.end();
    const source = typeof data === 'string' ? data : table.source;
    const own = { ...asked, force, images, tell, source, share: heard.share };
    return yield* predictBlocks(own, first.value, blocks, second.value);
  } finally {
    await blocks.return([]);
  }
}

async function* blocksOf(
  data: DataSource | ColumnValues,
  options: Parameters<typeof readTable>[1],
  size: BlockSize,
  counted: Counted,
): TableBlocks {
  const blocks =
    typeof data === 'string' ? readBlocks(data, { ...options }, size) : rowsIn(data, options);
  try {
    for (let next = await blocks.next(); ; next = await blocks.next()) {
      if (next.done) return next.value;
      counted.rows += next.value.table.rows;
      yield next.value;
    }
  } finally {
    await blocks.return([]);
  }
}

async function* rowsIn(
  data: Exclude<DataSource | ColumnValues, string>,
  options: Parameters<typeof readTable>[1],
): TableBlocks {
  const table = await readTable(data, options);
  yield wholeBlock(table);
  return table.notes;
}

/** Passes on how much is read until it is told to end, and knows it from then on. */
function createHeard(onProgress: ((event: PredictProgress) => void) | undefined) {
  let share: number | undefined;
  let isOver = false;
  return {
    tell:
      onProgress &&
      ((event: PredictProgress) => {
        if (event.kind === 'reading')
          share = event.total === undefined ? undefined : event.bytes / event.total;
        if (!isOver) onProgress(event);
      }),
    end: () => {
      isOver = true;
    },
    share: () => share,
  };
}

/** Rows that name their own columns may lack one that those behind them have. */
function checkCopied(
  { source, columns }: RawTable,
  behind: RawTable['columns'],
  copied: readonly string[],
): void {
  const names = [...new Set([...columns, ...behind].map(({ name }) => name))];
  const absent = copied.find((name) => toldName(name, names) === undefined);
  if (absent === undefined) return;
  const nearest = nearestName(absent, names);
  throw new AutofitError('NO_COLUMN', `${source} has no column "${absent}" to copy.`, {
    file: source,
    hint: `${nearest === undefined ? '' : `Is "${nearest}" meant? `}The columns are: ${names.join(', ')}.`,
  });
}

function noClasses(): AutofitError {
  return new AutofitError('NO_CLASSES', 'A regression model has no class probabilities.', {
    hint: 'Leave `proba` out.',
  });
}
