import { addVector, leafOf, type RawMatrix, type Tree } from './tree.js';

/** Rows that walk down all trees before the next ones: their values stay in the cache. */
export const WALK_ROWS = 256;

/** Finds the leaves of many trees for blocks of rows. */
export interface TreeWalker {
  /** Takes so many rows of x from this one on, at most WALK_ROWS. */
  take(x: RawMatrix, from: number, rows: number): void;
  /** The leaf of each row taken, in a tree; the next call writes over it. */
  leavesOf(tree: number): Int32Array;
  /** Adds what every `step`-th tree from the first on answers for each row taken; to the places from `at` on, as far apart. */
  addAnswers(first: number, step: number, to: Float64Array, at: number): void;
}

/** Written to be read: the other walkers must agree with it. */
export function createReferenceWalker(trees: readonly Tree[]): TreeWalker {
  const leaves = new Int32Array(WALK_ROWS);
  let x: RawMatrix = { rows: 0, columns: 0, data: new Float64Array() };
  let taken = { from: 0, rows: 0 };
  const leavesOf = (tree: number) => {
    const { from, rows } = taken;
    const own = trees[tree];
    if (!own) throw new Error(`there is no tree ${tree}`);
    for (let row = 0; row < rows; row++) {
      leaves[row] = leafOf(own, x.data, (from + row) * x.columns);
    }
    return leaves;
  };
  return {
    take(matrix, from, rows) {
      x = matrix;
      taken = { from, rows };
    },
    leavesOf,
    addAnswers(first, step, to, at) {
      for (let i = first; i < trees.length; i += step) {
        addAnswers((trees[i] as Tree).values, leavesOf(i), taken.rows, to, at, step);
      }
    },
  };
}

/** Adds to (rows, outputs) what all trees answer: all outputs each, or one by one, those of an output every so many trees. */
export function addAllAnswers(
  trees: readonly Tree[],
  walker: TreeWalker,
  x: RawMatrix,
  outputs: number,
  to: Float64Array,
): void {
  const haveVectors = trees.some(({ vectors }) => vectors !== undefined);
  for (let from = 0; from < x.rows; from += WALK_ROWS) {
    const rows = Math.min(WALK_ROWS, x.rows - from);
    walker.take(x, from, rows);
    const at = from * outputs;
    if (haveVectors) {
      for (const [i, tree] of trees.entries()) {
        addVectors(tree, walker.leavesOf(i), rows, to, at, outputs);
      }
      continue;
    }
    for (let output = 0; output < outputs; output++) {
      walker.addAnswers(output, outputs, to, at + output);
    }
  }
}

function addVectors(
  tree: Tree,
  leaves: Int32Array,
  rows: number,
  to: Float64Array,
  at: number,
  outputs: number,
): void {
  for (let row = 0; row < rows; row++) {
    addVector(tree, leaves[row] as number, to, at + row * outputs, outputs);
  }
}

/** Adds what the leaves answer, row after row; that of the first one at `at`. */
function addAnswers(
  values: Float32Array,
  leaves: Int32Array,
  rows: number,
  to: Float64Array,
  at: number,
  stride: number,
): void {
  let place = at;
  for (let row = 0; row < rows; row++) {
    to[place] = (to[place] as number) + (values[leaves[row] as number] as number);
    place += stride;
  }
}
