/**
 * A decision tree as flat arrays, one place a node; node 0 is the root, and a leaf has −1 for its column. Numbers go left
 * when they are at most the threshold, codes by the node's list of levels.
 */
export interface Tree {
  readonly columns: Int32Array;
  /** Of numbers; in double precision, as the numbers are. */
  readonly thresholds: Float64Array;
  /** What goes left besides: the sum of MISSING_LEFT and UNLISTED_LEFT. */
  readonly sides: Uint8Array;
  /** Where the node's list starts and ends among all; the same for numbers. */
  readonly listStarts: Int32Array;
  readonly listEnds: Int32Array;
  /** Levels that go to the other side than those that are not listed. */
  readonly listed: Int32Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** What leaves answer; with vectors, the row of its own. */
  readonly values: Float32Array;
  /** (leaves, outputs): the answers of trees that answer all outputs. Other trees have none. */
  readonly vectors?: Float32Array;
  /** What splits won. */
  readonly gains: Float32Array;
}

/** Missing values go left. */
export const MISSING_LEFT = 1;
/** Levels that are not listed go left. */
export const UNLISTED_LEFT = 2;

/** Numbers and codes to predict, (rows, columns) row after row; NaN is a missing number, a negative code a missing level. */
export interface RawMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

/** Rows of such numbers that are laid out a block at a time. */
export interface RawRows {
  readonly rows: number;
  readonly columns: number;
  block(from: number, rows: number): RawMatrix;
}

/** Where predictions go: that of row r to `at + r * stride`. */
export interface Placing {
  readonly at: number;
  readonly stride: number;
}

const PLAIN: Placing = { at: 0, stride: 1 };

/** Adds the tree's answer for each row; that of a tree with vectors to all of a row's `stride` places. */
export function addPredictions(
  tree: Tree,
  x: RawMatrix,
  to: Float64Array,
  { at, stride }: Placing = PLAIN,
): void {
  if (tree.vectors) {
    for (let row = 0; row < x.rows; row++) {
      addVector(tree, leafOf(tree, x.data, row * x.columns), to, row * stride, stride);
    }
    return;
  }
  for (let row = 0; row < x.rows; row++) {
    const place = at + row * stride;
    const value = tree.values[leafOf(tree, x.data, row * x.columns)] as number;
    to[place] = (to[place] as number) + value;
  }
}

/** Adds the vector of a leaf to so many places from `at` on. */
export function addVector(
  { values, vectors = new Float32Array() }: Tree,
  leaf: number,
  to: Float64Array,
  at: number,
  outputs: number,
): void {
  const from = (values[leaf] as number) * outputs;
  for (let output = 0; output < outputs; output++) {
    to[at + output] = (to[at + output] as number) + (vectors[from + output] as number);
  }
}

/** The leaf of the row that starts at `from`. */
export function leafOf(tree: Tree, data: Float64Array, from: number): number {
  const { columns } = tree;
  let node = 0;
  for (let column = columns[0] as number; column >= 0; column = columns[node] as number) {
    node = childOf(tree, node, data[from + column] as number);
  }
  return node;
}

/** Where a node sends a value of its column. */
export function childOf(tree: Tree, node: number, value: number): number {
  const isNumber = tree.listStarts[node] === tree.listEnds[node];
  const isLeft =
    isNumber && value <= (tree.thresholds[node] as number)
      ? true
      : goesLeft(tree, node, value, isNumber);
  return (isLeft ? tree.left[node] : tree.right[node]) as number;
}

/** Of missing values and levels. */
function goesLeft(tree: Tree, node: number, value: number, isNumber: boolean): boolean {
  const sides = tree.sides[node] as number;
  if (isNumber) return Number.isNaN(value) && (sides & MISSING_LEFT) !== 0;
  if (!(value >= 0)) return (sides & MISSING_LEFT) !== 0;
  const isUnlistedLeft = (sides & UNLISTED_LEFT) !== 0;
  return isListed(tree, node, value) !== isUnlistedLeft;
}

/** Lists ascend. */
function isListed({ listed, listStarts, listEnds }: Tree, node: number, code: number): boolean {
  let low = listStarts[node] as number;
  let high = listEnds[node] as number;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((listed[middle] as number) < code) low = middle + 1;
    else high = middle;
  }
  return low < (listEnds[node] as number) && listed[low] === code;
}

/** The sum of gains of all splits on each column. */
export function columnGains(trees: readonly Tree[], columns: number): Float64Array {
  const sums = new Float64Array(columns);
  for (const { columns: own, gains } of trees) {
    for (const [node, column] of own.entries()) {
      if (column >= 0) sums[column] = (sums[column] ?? 0) + (gains[node] ?? 0);
    }
  }
  return sums;
}
