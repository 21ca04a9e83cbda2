import type { ModelInputs } from '../matrix/model-inputs.js';
import type { ColumnSchema } from '../schema/schema.js';

/** What a row of a table holds, so far as memory goes. */
export interface RowShape {
  /** Bytes of the table's own columns, with label, folds and what is worked out row by row before trials. */
  readonly tableBytes: number;
  /** Columns of numbers, and of those such that have gaps. */
  readonly numbers: number;
  readonly withGaps: number;
  readonly levels: number;
  readonly dates: number;
  /** Bytes of texts and lists, of which features are made. */
  readonly textBytes: number;
  /** Numbers of an answer. */
  readonly outputs: number;
}

/** Labels, rows of folds, and the hashes by which copies are found. */
const BESIDE_COLUMNS = 40;
/** What is not collected yet of arrays that are used for a moment. */
const SLACK = 1.25;
/** Numbers that a date becomes. */
const PARTS_OF_DATE = 8;
/** Terms of a text, and their weights, by its bytes. */
const TIMES_TEXT = 8;

export function rowShape(
  columns: readonly ColumnSchema[],
  classes: number,
  textBytes: number,
): RowShape {
  const of = (...kinds: ColumnSchema['kind'][]) =>
    columns.filter(({ kind }) => kinds.includes(kind));
  const dates = of('datetime').length;
  const own = of('numeric', 'datetime', 'boolean');
  const parts = own.reduce((sum, { parser }) => sum + (parser ? partsOf(parser) : 0), 0);
  const numbers = own.length + parts;
  const levels = of('categorical').length;
  return {
    tableBytes: BESIDE_COLUMNS + 8 * numbers + 4 * (columns.length - own.length) + textBytes,
    numbers,
    withGaps: own.filter(({ evidence }) => evidence.missing > 0).length,
    levels,
    dates,
    textBytes,
    outputs: Math.max(1, classes),
  };
}

function partsOf(parser: NonNullable<ColumnSchema['parser']>): number {
  return parser.kind === 'numeric' ? (parser.parts?.length ?? 0) : 0;
}

/** Bytes a row of what a trial of a family with these inputs holds at its peak, beside the table. */
export function trialRowBytes(shape: RowShape, { numbers, categories }: ModelInputs): number {
  if (numbers === 'none' && categories === 'none') return 0;
  const ofInputs = numbers === 'raw' ? treeBytes(shape) : networkBytes(shape);
  return SLACK * (ofInputs + TIMES_TEXT * shape.textBytes + 16 * shape.outputs);
}

/**
 * Bins twice, here and in WebAssembly; codes and means of levels; and for each row its place, order, scratch, label, weight,
 * gradients in and out of order, and a column at a time while bins are found.
 */
function treeBytes({ numbers, levels, dates }: RowShape): number {
  const ofDates = 8 * PARTS_OF_DATE * dates;
  return 2 * (numbers + levels + PARTS_OF_DATE * dates) + 12 * levels + ofDates + 100;
}

/** Columns in double precision with their gaps, until they are side by side in single precision; entries of levels. */
function networkBytes({ numbers, withGaps, levels, dates }: RowShape): number {
  return 12 * (numbers + withGaps + PARTS_OF_DATE * dates) + 16 * levels + 80;
}
