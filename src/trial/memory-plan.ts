import type { DesignMatrix } from '../matrix/design-matrix.js';
import type { ModelInputs } from '../matrix/model-inputs.js';
import { pictureValueBytes } from '../preprocessing/picture-fits.js';
import { mostIndexBytes, textIndexBytes } from '../preprocessing/text-index.js';
import type { Table } from '../table/table.js';
import { type RowShape, trialRowBytes } from './row-needs.js';

/** Bytes of the process before it has any data: Node, what is loaded, what is not collected yet, the report. */
export const OF_PROCESS = 200e6;
/** Bytes that a worker takes before it has any data: the engine, code, what models are trained in. */
const OF_WORKER = 100e6;
/** Of what is left, what prepared folds may fill between trials. */
const KEPT_SHARE = 0.5;

/** How memory is shared out. */
export interface MemoryPlan {
  /** Workers that have room for a trial each, at least one. */
  readonly workers: number;
  /** Bytes of prepared folds that each may keep. */
  readonly keptBytes: number;
}

/** What trials are about. */
export interface TrialsShape {
  readonly table: Table;
  readonly shape: RowShape;
  /** What the families take that are searched. */
  readonly inputs: readonly ModelInputs[];
}

export function planMemory(trials: TrialsShape, workers: number, memory: number): MemoryPlan {
  const most = Math.max(0, ...trials.inputs.map((own) => jobBytes(trials, own)));
  const room = memory - OF_PROCESS - tableBytes(trials.table);
  const fitting = Math.max(1, Math.min(workers, Math.floor(room / most)));
  return { workers: fitting, keptBytes: Math.max(0, KEPT_SHARE * (room / fitting - most)) };
}

/** The bytes of the whole process while it runs a single trial of a family that takes these inputs. */
export function loneTrialBytes(trials: TrialsShape, inputs: ModelInputs): number {
  return OF_PROCESS + tableBytes(trials.table) + jobBytes(trials, inputs);
}

/** Rows of which some may be chosen, before they are a table. */
export interface RowsToBe {
  readonly rows: number;
  readonly texts: TextsToBe;
  /** What a row takes that has so many bytes of texts. */
  readonly shapeOf: (textBytes: number) => RowShape;
  /** What the families take that are searched. */
  readonly inputs: readonly ModelInputs[];
}

/** Texts of rows; those of some rows are fewer, but not by as much where rows share them. */
export interface TextsToBe {
  readonly columns: number;
  /** Bytes of all different ones. */
  readonly all: number;
  /** Bytes of those of a row, whether others have them too. */
  readonly ofRow: number;
}

/** The most of these rows with which a lone trial of each family fits. */
export function mostRows(own: RowsToBe, memory: number): number {
  let [fitting, tooMany] = [0, own.rows + 1];
  while (tooMany - fitting > 1) {
    const rows = Math.floor((fitting + tooMany) / 2);
    if (bytesOfRows(own, rows) <= memory) fitting = rows;
    else tooMany = rows;
  }
  return fitting;
}

/** What so many rows take in a lone trial of the family that takes most, or of the one that takes least. */
export function bytesOfRows(
  { texts, shapeOf, inputs }: RowsToBe,
  rows: number,
  which: 'most' | 'least' = 'most',
): number {
  const bytes = Math.min(texts.all, rows * texts.ofRow);
  const shape = shapeOf(bytes / rows);
  const each = inputs.map((own) => trialRowBytes(shape, own));
  const perRow = which === 'most' ? Math.max(0, ...each) : Math.min(...each);
  const indexes = mostIndexBytes(texts.columns, bytes);
  return OF_PROCESS + OF_WORKER + indexes + rows * (shape.tableBytes + perRow);
}

/** A worker with a trial. */
function jobBytes({ table, shape }: TrialsShape, inputs: ModelInputs): number {
  const rows = table.rows * trialRowBytes(shape, inputs);
  return OF_WORKER + rows + indexBytes(table) + pictureBytes(table);
}

/** Bytes of the blocks of a design matrix. */
export function designBytes({ blocks }: DesignMatrix): number {
  return blocks.reduce((sum, block) => {
    // Of those that are looked at in a table there is no copy.
    if (block.kind === 'raw') {
      const own = block.columns.filter(({ places }) => places === undefined);
      return sum + 8 * block.rows * own.length;
    }
    if (block.kind === 'codes') return sum + block.codes.byteLength;
    if (block.kind === 'pixels') return sum + block.pixels.byteLength;
    if (block.kind === 'dense') return sum + block.matrix.data.byteLength;
    const { offsets, indices, values } = block.matrix;
    return sum + offsets.byteLength + indices.byteLength + values.byteLength;
  }, 0);
}

/** Each worker counts the terms of texts once, and keeps the counts; so it does with the numbers of pictures, by fold. */
function indexBytes({ columns }: Table): number {
  return columns.reduce((sum, column) => {
    if (column.kind === 'image') return sum + pictureValueBytes(column);
    return sum + (column.kind === 'text' ? textIndexBytes(column) : 0);
  }, 0);
}

/** Pictures are shared by all workers; a trial gathers those of its rows. */
function pictureBytes({ columns }: Table): number {
  return columns.reduce(
    (sum, column) =>
      sum +
      (column.kind === 'image' ? column.pixels.byteLength + (column.deep?.byteLength ?? 0) : 0),
    0,
  );
}

/** Bytes of the columns of a table, which all workers share. */
export function tableBytes({ columns }: Table): number {
  return columns.reduce((sum, column) => {
    if (column.kind === 'numeric') {
      const parts = column.parts?.length ?? 0;
      return sum + (1 + parts) * column.values.byteLength;
    }
    if (column.kind === 'datetime') return sum + column.values.byteLength;
    return sum + column.codes.byteLength + ('bytes' in column ? column.bytes.byteLength : 0);
  }, 0);
}
