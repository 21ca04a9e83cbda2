import {
  codesBlock,
  type DesignMatrix,
  type FeatureName,
  rawBlock,
  sparseBlock,
} from '../matrix/design-matrix.js';
import { eachEntry } from '../matrix/matrix.js';
import {
  type BinnedMatrix,
  type BinRule,
  binColumn,
  levelBins,
  numericBins,
} from '../trees/bins.js';
import { columnGains, type RawMatrix, type Tree } from '../trees/tree.js';
import type { FeatureImportance } from './model-family.js';

/** Sparse columns that trees look at, at most: those with most entries. */
const MOST_SPARSE = 256;

/** How trees read a design matrix: its numbers, its codes, then some of its sparse columns. */
export interface TreeColumns {
  readonly numbers: number;
  readonly codes: number;
  /** Columns of the sparse block, ascending. */
  readonly sparse: readonly number[];
}

/** How many columns trees read. */
export function columnCount({ numbers, codes, sparse }: TreeColumns): number {
  return numbers + codes + sparse.length;
}

export function treeColumns(x: DesignMatrix): TreeColumns {
  const sparse = sparseBlock(x)?.matrix;
  const entries = new Float64Array(sparse?.columns ?? 0);
  for (const column of sparse?.indices ?? []) entries[column] = (entries[column] ?? 0) + 1;
  const common = [...entries.keys()]
    .sort((a, b) => (entries[b] ?? 0) - (entries[a] ?? 0) || a - b)
    .slice(0, MOST_SPARSE)
    .sort((a, b) => a - b);
  return {
    numbers: rawBlock(x)?.columns.length ?? 0,
    codes: codesBlock(x)?.cardinalities.length ?? 0,
    sparse: common,
  };
}

/** The features of all columns that trees read, in their order. */
export function treeFeatures(x: DesignMatrix, { sparse }: TreeColumns): readonly FeatureName[] {
  const ofSparse = sparseBlock(x)?.features ?? [];
  return [
    ...(rawBlock(x)?.features ?? []),
    ...(codesBlock(x)?.features ?? []),
    ...sparse.flatMap((column) => ofSparse[column] ?? []),
  ];
}

/** All columns side by side, row after row; what a sparse row does not hold is 0. */
export function treeInput(x: DesignMatrix, read: TreeColumns): RawMatrix {
  const { numbers, codes, sparse } = read;
  const columns = columnCount(read);
  const data = new Float64Array(x.rows * columns);
  for (const [column, values] of rawBlock(x)?.columns.entries() ?? []) {
    for (let row = 0; row < x.rows; row++) data[row * columns + column] = values[row] as number;
  }
  const levels = codesBlock(x)?.codes ?? new Int32Array();
  for (let i = 0; i < levels.length; i++) {
    const row = Math.floor(i / codes);
    data[row * columns + numbers + (i - row * codes)] = levels[i] as number;
  }
  fillSparse(x, sparse, data, columns, numbers + codes);
  return { rows: x.rows, columns, data };
}

function fillSparse(
  x: DesignMatrix,
  kept: readonly number[],
  data: Float64Array,
  columns: number,
  first: number,
): void {
  const matrix = sparseBlock(x)?.matrix;
  if (!matrix || kept.length === 0) return;
  const placeOf = new Map(kept.map((column, i) => [column, first + i]));
  for (let row = 0; row < x.rows; row++) {
    eachEntry(matrix, row, (column, value) => {
      const place = placeOf.get(column);
      if (place !== undefined) data[row * columns + place] = value;
    });
  }
}

/** The gain of all splits on each column of the design matrix. */
export function treeImportance(
  trees: readonly Tree[],
  { numbers, codes, sparse }: TreeColumns,
): FeatureImportance {
  const gains = columnGains(trees, numbers + codes + sparse.length);
  const ofSparse = new Float64Array((sparse.at(-1) ?? -1) + 1);
  for (const [i, column] of sparse.entries()) ofSparse[column] = gains[numbers + codes + i] ?? 0;
  return {
    raw: gains.subarray(0, numbers),
    codes: gains.subarray(numbers, numbers + codes),
    sparse: ofSparse,
  };
}

/** The training rows in bins; all columns but codes hold numbers. */
export function binnedInput(
  raw: RawMatrix,
  { numbers, codes }: TreeColumns,
  bins: number,
): BinnedMatrix {
  const { rows, columns } = raw;
  const data = new Uint8Array(rows * columns);
  const rules: BinRule[] = [];
  const values = new Float64Array(rows);
  for (let column = 0; column < columns; column++) {
    for (let row = 0; row < rows; row++) values[row] = raw.data[row * columns + column] as number;
    const isCodes = column >= numbers && column < numbers + codes;
    const rule = isCodes ? levelBins(values) : numericBins(values, bins);
    binColumn(rule, values, data.subarray(column * rows, (column + 1) * rows));
    rules.push(rule);
  }
  return { rows, rules, data };
}
