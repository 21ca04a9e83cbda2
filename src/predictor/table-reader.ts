import type { AskedBackbone } from '../image/asked-picture.js';
import type { PictureDecoder } from '../image/read-pictures.js';
import { columnsWithComma } from '../schema/columns-with-comma.js';
import { judgeDrift } from '../schema/judge-drift.js';
import { objectPoints } from '../schema/object-points.js';
import { parseTable } from '../schema/parse-table.js';
import type { Schema } from '../schema/schema.js';
import { type SettledColumns, type SettleOptions, settleSchema } from '../schema/settle-schema.js';
import { imageColumns, withPictures } from '../schema/with-pictures.js';
import { type PictureSource, WRITTEN_PICTURES } from '../table/picture-cells.js';
import type { RawTable } from '../table/raw-table.js';
import type { ColumnValues, ValueOptions } from '../table/read-rows.js';
import type { ReadingOptions } from '../table/reading-options.js';
import type { ReadingProgress } from '../table/reading-progress.js';
import type { Allocate, Table } from '../table/table.js';
import { checkPlainOptions } from '../util/check-arguments.js';
import type { PredictorState } from './predictor-state.js';
import { READING_KINDS } from './reading-kinds.js';

/** How data is read that is predicted or scored. */
export interface PredictOptions extends SettleOptions, ReadingOptions {
  /** Told how much is read, and how many rows of a large table are predicted. */
  readonly onProgress?: ((event: PredictProgress) => void) | undefined;
}

/** How far a prediction is; plain data. */
export type PredictProgress =
  | ReadingProgress
  | {
      readonly kind: 'predicting';
      readonly rows: number;
      /** Undefined while more are read. */
      readonly total: number | undefined;
      /** How much of the source is behind them, in [0, 1], where that is known and the total is not. */
      readonly share?: number | undefined;
    };

/** Reads data of any kind that is known here. */
export type ReadData<Data> = (
  data: Data,
  options: ReadingOptions & ValueOptions & Pick<PredictOptions, 'onProgress'>,
) => Promise<RawTable>;

/** How data is read here. */
export interface DataReading<Data> {
  readonly read: ReadData<Data>;
  /** Gives the pictures that cells name. @default those that cells hold themselves */
  readonly openPictures?: OpenPictures | undefined;
  /** Opens threads that decode them. @default this one, one picture after another */
  readonly openDecoder?: OpenDecoder | undefined;
}

/** Opens what decodes the pictures of so many rows, and asks a backbone of them; undefined where this thread is done sooner. */
export type OpenDecoder = (
  rows: number,
  asked: AskedBackbone | undefined,
) => (PictureDecoder & { close(): Promise<void> }) | undefined;

/** Opens pictures where a table lies, or in the folder that is told. */
export type OpenPictures = (
  raw: Pick<RawTable, 'folder' | 'isPictureFolder'>,
  images: string | undefined,
) => Promise<PictureSource>;

/** Typed columns, with what was noticed of their cells. */
export interface ParsedRows {
  readonly table: Table;
  readonly notes: readonly string[];
  /** The places of the table's rows among those that were read; undefined where all are kept. */
  readonly rows: Int32Array | undefined;
  /** By which the cells were read. */
  readonly schema: Schema;
}

/** Data that was read, to be parsed as far as the model knows it. */
export interface ReadRows {
  /** Whether the label's column is there. */
  readonly hasLabel: boolean;
  readonly source: string;
  /** Cells as they are written. */
  readonly raw: RawTable;
  /** With 'required', rows without a label are left out; with 'ignored', the label is not read. */
  readonly parse: (label: 'required' | 'ignored') => ParsedRows;
}

/** Reads data as typed columns, as the model's own was. */
export function tableReader<Source>(
  { schema: trained }: PredictorState,
  {
    read,
    openPictures = async () => WRITTEN_PICTURES,
    openDecoder,
  }: DataReading<Source | ColumnValues>,
  allocate: Allocate,
) {
  // All columns have the same backbone.
  const [image] = imageColumns(trained);
  const backbone = image?.parser.backbone;
  // As whoever predicts asks it.
  const asked: AskedBackbone | undefined = backbone && { backbone, kernels: 'auto' };
  const commaColumns = columnsWithComma(trained);
  return async (
    data: Source | ColumnValues,
    options: PredictOptions | number | undefined,
  ): Promise<ReadRows> => {
    const { force, ...reading } = predictOptions(options);
    const cells = objectPoints(await read(data, { ...reading, commaColumns }), trained);
    const source = await openPictures(cells, reading.images);
    const { onProgress } = reading;
    const decoder = image && openDecoder?.(cells.rows, asked);
    const own = { source, allocate, onProgress, decoder, kernels: decoder && asked?.kernels };
    const raw = await withPictures(cells, trained, own).finally(() => decoder?.close());
    return {
      hasLabel: raw.columns.some(({ name }) => name === trained.label),
      source: raw.source,
      raw,
      parse: (label) => parseAsTrained(raw, trained, { allocate, label, force }),
    };
  };
}

/** The cells of rows as training's were, or as they show clearly that they are written. Throws an AutofitError where they cannot be read. */
export function parseAsTrained(
  raw: RawTable,
  trained: Schema,
  { allocate, label, force }: SettleOptions & Required<SettledColumns> & { allocate: Allocate },
): ParsedRows {
  const { schema, notes: other } = settleSchema(raw, trained, { force, label });
  const { table, notes, warnings, rows } = parseTable(raw, schema, { allocate, label, force });
  const drift = judgeDrift(raw, schema, { force });
  return { table, rows, schema, notes: [...raw.notes, ...other, ...warnings, ...notes, ...drift] };
}

/** Array.map passes the place of an element along with it, which is no option. Throws an AutofitError for others that there are not. */
export function predictOptions(given: PredictOptions | number | undefined): PredictOptions {
  if (given === undefined || typeof given === 'number') return {};
  checkPlainOptions(given, READING_KINDS);
  return given;
}
