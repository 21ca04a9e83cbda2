import type { BinnedMatrix } from './bins.js';
import { type DrawOptions, drawColumns, drawRows } from './draw-rows.js';
import { eachLeaf } from './each-leaf.js';
import { growSymmetricTree, symmetricHistograms } from './grow-symmetric-tree.js';
import { type GrownTree, type GrowRules, growTree, histogramsFor } from './grow-tree.js';
import type { Loss } from './losses.js';
import { pairFinder } from './pair-finder.js';
import { createTreeArena } from './simd-arena.js';
import type { Tree } from './tree.js';
import type { CreateTreeArena, TreeArena } from './tree-arena.js';

/** Whether a tree grows leaf by leaf, or level by level with one split for all nodes of a level. */
export type GrowPolicy = 'leaf-wise' | 'symmetric';

export interface RoundOptions extends Omit<GrowRules, 'columns' | 'columnsOfNode'>, DrawOptions {
  readonly loss: Loss;
  /** What each tree's answers are multiplied by (shrinkage; Friedman 2001). */
  readonly learningRate: number;
  /** @default leaf-wise */
  readonly growPolicy?: GrowPolicy | undefined;
  /** @default the fastest that runs here */
  readonly createArena?: CreateTreeArena;
}

/** What rounds start from and change. */
export interface RoundState {
  readonly x: BinnedMatrix;
  readonly y: Float32Array;
  readonly weights: Float64Array;
  /** Undefined where all rows count alike. */
  readonly givenWeights: Float64Array | undefined;
  /** (rows, outputs); each round adds its answers. */
  readonly scores: Float64Array;
  readonly options: RoundOptions;
}

/** Grows a round of trees, all by the scores before it; undefined when it is told to stop. */
export type GrowRound = () => readonly Tree[] | undefined;

/** Rounds of one tree for each output. */
export function outputRounds(state: RoundState): GrowRound {
  const { x, options } = state;
  const histograms =
    options.growPolicy === 'symmetric'
      ? symmetricHistograms(options, x.rows)
      : histogramsFor(options);
  const arena = (options.createArena ?? createTreeArena)(x, histograms);
  return () => growRound(state, arena);
}

function growRound(state: RoundState, arena: TreeArena): readonly Tree[] | undefined {
  const { x, y, weights, givenWeights, options } = state;
  const { loss, shouldStop } = options;
  const predictions = state.scores.slice();
  loss.link(predictions);
  const count = drawRows(arena.order, weights, options);
  const trees: Tree[] = [];
  for (let output = 0; output < loss.outputs; output++) {
    loss.gradients(predictions, y, weights, output, arena.pairs);
    const columns = drawColumns(x.rules.length, options);
    const finder = pairFinder(arena, x.rules, options, givenWeights);
    const grow = options.growPolicy === 'symmetric' ? growSymmetricTree : growTree;
    const grown = grow(finder, count, { ...options, columns });
    if (shouldStop?.()) return undefined;
    setLeafValues(grown, state, arena.order, output);
    const tree = shrunk(grown.build(), options.learningRate);
    const { leaves } = grown;
    eachLeaf(tree, { leaves, count, order: arena.order }, x, (row, leaf) => {
      const score = row * loss.outputs + output;
      state.scores[score] = (state.scores[score] as number) + (tree.values[leaf] as number);
    });
    trees.push(tree);
  }
  return trees;
}

/** What leaves of absolute errors and quantiles answer. */
function setLeafValues(
  grown: GrownTree,
  { y, scores, weights, options }: RoundState,
  order: Int32Array,
  output: number,
): void {
  const { leafValue, outputs } = options.loss;
  if (!leafValue) return;
  for (const leaf of grown.leaves) {
    const rows = order.subarray(leaf.start, leaf.start + leaf.count);
    const residuals = Float64Array.from(
      rows,
      (row) => (y[row] ?? 0) - (scores[row * outputs + output] ?? 0),
    );
    const own = Float64Array.from(rows, (row) => weights[row] ?? 0);
    grown.setValue(leaf, leafValue(residuals, own, output));
  }
}

function shrunk(tree: Tree, learningRate: number): Tree {
  return { ...tree, values: tree.values.map((value) => learningRate * value) };
}
