import {
  codesBlock,
  type DesignMatrix,
  type FeatureName,
  rawBlock,
  rawNumbers,
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
import { columnGains, type RawMatrix, type RawRows, type Tree } from '../trees/tree.js';
import type { Directions, FeatureImportance } from './model-family.js';

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

/** The direction of each column that trees read; undefined where none has any. */
export function treeDirections(
  x: DesignMatrix,
  read: TreeColumns,
  monotone: Directions | undefined,
): Int8Array | undefined {
  if (!monotone) return undefined;
  const directions = new Int8Array(columnCount(read));
  for (const [column, { name, source }] of rawBlock(x)?.features.entries() ?? []) {
    if (name === source) directions[column] = monotone[source] ?? 0;
  }
  return directions;
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
  return treeRows(x, read).block(0, x.rows);
}

/** The same a block of rows at a time: side by side, all would be as large again as the table. Throws for another matrix. */
export function treeRows(x: DesignMatrix, read: TreeColumns): RawRows {
  const numbers = rawBlock(x)?.columns.length ?? 0;
  const codes = codesBlock(x)?.cardinalities.length ?? 0;
  if (numbers !== read.numbers || codes !== read.codes)
    throw new Error('the trees were made for other columns');
  return {
    rows: x.rows,
    columns: columnCount(read),
    block: (from, rows) => rowsOf(x, read, from, rows),
  };
}

function rowsOf(x: DesignMatrix, read: TreeColumns, from: number, rows: number): RawMatrix {
  const { numbers, codes, sparse } = read;
  const columns = columnCount(read);
  const data = new Float64Array(rows * columns);
  for (const [column, { values, places }] of rawBlock(x)?.columns.entries() ?? []) {
    for (let row = 0; row < rows; row++) {
      const place = places ? (places[from + row] as number) : from + row;
      data[row * columns + column] = values[place] as number;
    }
  }
  const levels = codesBlock(x)?.codes ?? new Int32Array();
  for (let row = 0; codes > 0 && row < rows; row++) {
    for (let i = 0; i < codes; i++) {
      data[row * columns + numbers + i] = levels[(from + row) * codes + i] as number;
    }
  }
  const matrix = { rows, columns, data };
  fillSparse(x, sparse, matrix, { from, first: numbers + codes });
  return matrix;
}

function fillSparse(
  x: DesignMatrix,
  kept: readonly number[],
  { rows, columns, data }: RawMatrix,
  { from, first }: { readonly from: number; readonly first: number },
): void {
  const matrix = sparseBlock(x)?.matrix;
  if (!matrix || kept.length === 0) return;
  const placeOf = new Map(kept.map((column, i) => [column, first + i]));
  for (let row = 0; row < rows; row++) {
    eachEntry(matrix, from + row, (column, value) => {
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

/** The training rows in bins, column by column; all columns but codes hold numbers. */
export function binnedInput(x: DesignMatrix, read: TreeColumns, bins: number): BinnedMatrix {
  const { rows } = x;
  const data = new Uint8Array(rows * columnCount(read));
  const rules: BinRule[] = [];
  const add = (rule: BinRule, values: ArrayLike<number>) => {
    const from = rules.length * rows;
    binColumn(rule, values, data.subarray(from, from + rows));
    rules.push(rule);
  };
  const addNumbers = (values: Float64Array) => add(numericBins(values, bins), values);
  for (const column of rawBlock(x)?.columns ?? []) addNumbers(rawNumbers(column));
  for (let column = 0; column < read.codes; column++) {
    const codes = codesOf(x, column, read.codes);
    add(levelBins(codes), codes);
  }
  for (const values of sparseColumns(x, read.sparse)) addNumbers(values);
  return { rows, rules, data };
}

function codesOf(x: DesignMatrix, column: number, columns: number): Int32Array {
  const all = codesBlock(x)?.codes ?? new Int32Array();
  const own = new Int32Array(x.rows);
  for (let row = 0; row < own.length; row++) own[row] = all[row * columns + column] as number;
  return own;
}

/** So many columns at once: each look goes over all entries of the matrix. */
const SPARSE_AT_ONCE = 16;

function* sparseColumns(x: DesignMatrix, kept: readonly number[]): Generator<Float64Array> {
  for (let first = 0; first < kept.length; first += SPARSE_AT_ONCE) {
    const some = kept.slice(first, first + SPARSE_AT_ONCE);
    const block = {
      rows: x.rows,
      columns: some.length,
      data: new Float64Array(x.rows * some.length),
    };
    fillSparse(x, some, block, { from: 0, first: 0 });
    for (let column = 0; column < some.length; column++) {
      yield Float64Array.from(
        { length: x.rows },
        (_, row) => block.data[row * some.length + column] as number,
      );
    }
  }
}
