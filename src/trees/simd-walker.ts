import { compiledSimd } from '../engine/kernels/simd/compile-simd.js';
import { instantiate } from '../engine/kernels/simd/simd-kernels.js';
import type { WalkExports } from '../engine/kernels/simd/tree-exports.js';
import { type CodeColumn, type CodeColumns, codeColumnsOf } from './code-columns.js';
import { layTrees } from './lay-trees.js';
import type { Tree } from './tree.js';
import { createReferenceWalker, type TreeWalker, WALK_ROWS } from './tree-walker.js';

/** A memory that the trees of many models stay in, so that they do not take one each. */
export interface TreeRoom {
  /** The fastest walker that runs here, on rows of so many columns. */
  walk(trees: readonly Tree[], columns: number): TreeWalker;
}

export function createTreeRoom(): TreeRoom {
  const compiled = compiledSimd();
  const wasm = compiled && instantiate(compiled.module);
  let end = 0;
  return {
    walk(trees, columns) {
      const codes = wasm && codeColumnsOf(trees);
      if (!codes) return createReferenceWalker(trees);
      const walker = createSimdWalker(wasm, end, { trees, codes, columns });
      end = walker.end;
      return walker;
    },
  };
}

/** Made at the first use and kept: one walker there is used to its end before the next one is made. */
let once: WalkExports | undefined;

/** What setting a node up takes, in steps of a row down the trees. */
const STEPS_A_NODE = 2;

/** A walker for so many rows, until the next one is asked for: where they are few, one that needs no setting up. */
export function walkerFor(trees: readonly Tree[], columns: number, rows: number): TreeWalker {
  const nodes = trees.reduce((sum, tree) => sum + tree.columns.length, 0);
  const isMany = rows * trees.length >= STEPS_A_NODE * nodes;
  const compiled = isMany ? compiledSimd() : undefined;
  const codes = compiled && codeColumnsOf(trees);
  if (!codes) return createReferenceWalker(trees);
  once ??= instantiate(compiled.module);
  return createSimdWalker(once, 0, { trees, codes, columns });
}

/** What is walked: trees, how their values become codes, and the columns of a row. */
interface Walked {
  readonly trees: readonly Tree[];
  readonly codes: CodeColumns;
  readonly columns: number;
}

/**
 * A walker in WebAssembly that takes the memory from this byte on. Values become codes once a block, told by the edges that
 * the trees ask for, so that a step compares two small integers.
 */
function createSimdWalker(
  wasm: WalkExports,
  from: number,
  { trees, codes, columns }: Walked,
): TreeWalker & { readonly end: number } {
  const { memory } = wasm;
  const laid = layTrees(memory, from, trees, codes, columns);
  const { roots, walks, edgesAt, codesAt, valuesAt, leavesAt, answersAt, sumsAt, end } = laid;
  const views = () => ({
    values: new Float64Array(memory.buffer, valuesAt, WALK_ROWS * columns),
    leaves: new Int32Array(memory.buffer, leavesAt, WALK_ROWS),
    sums: new Float64Array(memory.buffer, sumsAt, WALK_ROWS),
  });
  let { values, leaves, sums } = views();
  let taken = 0;
  const walk = (tree: number) => wasm[walks[tree] ?? 'walkTree'](roots[tree] ?? 0, taken, leavesAt);
  return {
    end,
    take(x, first, rows) {
      taken = rows;
      // Another walker may have made the memory grow.
      if (values.buffer !== memory.buffer) ({ values, leaves, sums } = views());
      values.set(x.data.subarray(first * columns, (first + rows) * columns));
      for (let i = 0; i < codes.columns.length; i++) {
        const { column, kind, edges, twin } = codes.columns[i] as CodeColumn;
        if (twin !== undefined) continue;
        const own = valuesAt + 8 * column;
        const [at, to] = [edgesAt[i] as number, codesAt[i] as number];
        wasm.codeColumn(kind, own, 8 * columns, rows, at, edges.length, to);
      }
      for (const [i, { twin }] of codes.columns.entries()) {
        if (twin !== undefined) wasm.codesBelow(codesAt[twin] ?? 0, codesAt[i] ?? 0, rows);
      }
    },
    leavesOf(tree) {
      walk(tree);
      return leaves;
    },
    addAnswers(first, step, to, at) {
      for (let row = 0; row < taken; row++) sums[row] = to[at + row * step] as number;
      for (let tree = first; tree < trees.length; tree += step) {
        walk(tree);
        wasm.addAnswers(leavesAt, taken, answersAt[tree] as number, sumsAt);
      }
      for (let row = 0; row < taken; row++) to[at + row * step] = sums[row] as number;
    },
  };
}
