import type { Matrix, SparseMatrix } from './matrix.js';

/** A column of a block, and the column of the table that it came from. */
export interface FeatureName {
  readonly name: string;
  readonly source: string;
}

/** Numbers as doubles hold them, which may be those of a table, looked at and not copied. */
export interface RawColumn {
  readonly values: Float64Array | Float32Array;
  /** Which of the values each row has. @default one a row, in their order */
  readonly places?: Int32Array | undefined;
}

/** Numbers as they are, column after column; a missing one is NaN. */
export interface RawBlock {
  readonly kind: 'raw';
  readonly rows: number;
  readonly columns: readonly RawColumn[];
  readonly features: readonly FeatureName[];
}

/** Numbers that are filled and scaled, so that single precision is enough. */
export interface DenseBlock {
  readonly kind: 'dense';
  readonly matrix: Matrix;
  readonly features: readonly FeatureName[];
}

/** Few entries a row, such as one-hot levels. */
export interface SparseBlock {
  readonly kind: 'sparse';
  readonly matrix: SparseMatrix;
  readonly features: readonly FeatureName[];
}

/** Codes of levels, row after row; each lies in 0 … cardinality − 1 of its column. */
export interface CodesBlock {
  readonly kind: 'codes';
  readonly rows: number;
  readonly codes: Int32Array;
  readonly cardinalities: readonly number[];
  readonly features: readonly FeatureName[];
}

/** Pictures as bytes, (pictures, side, side, channels), row after row; a row may have several, or none. */
export interface PixelsBlock {
  readonly kind: 'pixels';
  readonly rows: number;
  /** Pixels a side. */
  readonly side: number;
  readonly channels: 3;
  readonly pixels: Uint8Array;
  /** Where the pictures of each row begin, and behind them all where the last ends, (rows + 1). */
  readonly offsets: Int32Array;
  /** The column of pictures alone. */
  readonly features: readonly FeatureName[];
}

export type Block = RawBlock | DenseBlock | SparseBlock | CodesBlock | PixelsBlock;

/** What a model is fitted on: blocks that share their rows. */
export interface DesignMatrix {
  readonly rows: number;
  readonly blocks: readonly Block[];
}

/** Names of all columns, block after block. */
export function featureNames(x: DesignMatrix): readonly FeatureName[] {
  return x.blocks.flatMap((block) => block.features);
}

/** The numbers of a column, so many rows from one on, in an array of their own. */
export function rawNumbers(
  { values, places }: RawColumn,
  from = 0,
  count = places?.length ?? values.length,
): Float64Array {
  if (!places) return Float64Array.from(values.subarray(from, from + count));
  const own = new Float64Array(count);
  for (let i = 0; i < count; i++) own[i] = values[places[from + i] as number] as number;
  return own;
}

export function rawBlock(x: DesignMatrix): RawBlock | undefined {
  return x.blocks.find((block) => block.kind === 'raw');
}

export function denseBlock(x: DesignMatrix): DenseBlock | undefined {
  return x.blocks.find((block) => block.kind === 'dense');
}

export function sparseBlock(x: DesignMatrix): SparseBlock | undefined {
  return x.blocks.find((block) => block.kind === 'sparse');
}

export function codesBlock(x: DesignMatrix): CodesBlock | undefined {
  return x.blocks.find((block) => block.kind === 'codes');
}

/** One a column of pictures, in the order of the table. */
export function pixelsBlocks(x: DesignMatrix): readonly PixelsBlock[] {
  return x.blocks.filter((block) => block.kind === 'pixels');
}
