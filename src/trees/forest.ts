import { type Random, resumeRandom, shuffle } from '../util/random.js';
import type { BinnedMatrix } from './bins.js';
import { type GrowRules, growTree, histogramsFor } from './grow-tree.js';
import { pairFinder } from './pair-finder.js';
import { createTreeArena } from './simd-arena.js';
import { walkerFor } from './simd-walker.js';
import type { SplitRules } from './split.js';
import type { RawMatrix, Tree } from './tree.js';
import type { CreateTreeArena, TreeArena } from './tree-arena.js';
import { addAllAnswers, type TreeWalker } from './tree-walker.js';

export interface ForestOptions {
  readonly trees: number;
  /** One tree a class and turn answers the chance of its class; 0 for numbers. */
  readonly classes: number;
  /** Whether each tree sees rows drawn with replacement (Breiman 1996), or all of them. */
  readonly bootstrap: boolean;
  /** Whether edges are drawn, one a column and node (Geurts et al. 2006), or the best ones found. */
  readonly randomEdges: boolean;
  /** Of the columns, what each node's split may use. */
  readonly columnShare: number;
  /** The least weight of rows in a leaf. */
  readonly minLeaf: number;
  readonly maxDepth: number;
  readonly levelSmoothing: number;
  readonly directions?: SplitRules['directions'];
  readonly random: Random;
  readonly weights?: Float64Array | undefined;
  /** Asked before every split: turns that are grown are the forest, but the first is kept as far as it came. */
  readonly shouldStop?: () => boolean;
  /** The turn after which it pauses, leaving a checkpoint. */
  readonly pauseAfter?: number | undefined;
  readonly from?: ForestCheckpoint | undefined;
  readonly createArena?: CreateTreeArena;
}

/** Trees whose answers are averaged; those of one turn, one for each output, side by side. */
export interface Forest {
  readonly outputs: number;
  readonly turns: readonly (readonly Tree[])[];
}

/** A forest between two turns. */
export interface ForestCheckpoint {
  readonly kind: 'forest-checkpoint';
  readonly turns: readonly (readonly Tree[])[];
  readonly random: readonly number[];
}

export interface ForestResult {
  readonly forest: Forest;
  /** Left by a pause; undefined once all trees are grown. */
  readonly checkpoint: ForestCheckpoint | undefined;
}

/** A random forest (Breiman 2001), or extremely randomised trees; `y` holds numbers, or class codes. */
export function growForest(x: BinnedMatrix, y: Float32Array, options: ForestOptions): ForestResult {
  const { classes, shouldStop, from, trees: most, pauseAfter = most } = options;
  const random = from ? resumeRandom(from.random) : options.random;
  // Two classes need one tree: that of the second one.
  const outputs = classes > 2 ? classes : 1;
  const columns = new Int32Array(x.rules.length);
  const rules = growRules(columns, { ...options, random });
  const arena = (options.createArena ?? createTreeArena)(x, histogramsFor(rules));
  const turns = [...(from?.turns ?? [])];
  const end = Math.min(most, pauseAfter);
  const isEnough = () => turns.length > 0 && shouldStop?.() === true;
  while (turns.length < end && !isEnough()) {
    for (let column = 0; column < columns.length; column++) columns[column] = column;
    const weights = drawWeights(x.rows, options.weights, options.bootstrap, random);
    const trees: Tree[] = [];
    for (let output = 0; output < outputs && !isEnough(); output++) {
      const wanted = outputs > 1 ? output : undefined;
      trees.push(growOne(arena, y, weights, wanted, rules, options.weights));
    }
    if (isEnough()) break;
    turns.push(trees);
  }
  const isPaused = turns.length === end && end < most;
  const left = { kind: 'forest-checkpoint', turns, random: random.state() } as const;
  return { forest: { outputs, turns }, checkpoint: isPaused ? left : undefined };
}

/** Splits draw from the columns, which they shuffle. */
function growRules(all: Int32Array, options: ForestOptions): GrowRules {
  const { columnShare, minLeaf, maxDepth, levelSmoothing, directions, randomEdges } = options;
  const { random, shouldStop } = options;
  const count = Math.max(1, Math.round(columnShare * all.length));
  return {
    maxLeaves: Number.POSITIVE_INFINITY,
    maxDepth,
    columns: all,
    columnsOfNode() {
      shuffle(random, all);
      return all.subarray(0, count);
    },
    lambda: 0,
    minChildWeight: minLeaf,
    minChildRows: 1,
    // Rounding is not worth a split.
    minGain: 1e-9,
    levelSmoothing,
    maxLevels: 64,
    directions,
    randomEdges: randomEdges ? random : undefined,
    shouldStop,
  };
}

/** How often each row was drawn, times its own weight. */
function drawWeights(
  rows: number,
  own: Float64Array | undefined,
  bootstrap: boolean,
  random: Random,
): Float64Array {
  const weights = new Float64Array(rows).fill(bootstrap ? 0 : 1);
  for (let i = 0; bootstrap && i < rows; i++) {
    const row = random.integer(rows);
    weights[row] = (weights[row] as number) + 1;
  }
  return own ? weights.map((weight, row) => weight * (own[row] ?? 0)) : weights;
}

/** A tree whose leaves answer the weighted mean of y, or the share of a class: g = −w y and h = w. */
function growOne(
  arena: TreeArena,
  y: Float32Array,
  weights: Float64Array,
  wanted: number | undefined,
  rules: GrowRules,
  own: Float64Array | undefined,
): Tree {
  const { x } = arena;
  let count = 0;
  for (let row = 0; row < x.rows; row++) {
    const weight = weights[row] as number;
    const answer = wanted === undefined ? (y[row] as number) : Number(y[row] === wanted);
    arena.pairs[2 * row] = -weight * answer;
    arena.pairs[2 * row + 1] = weight;
    if (weight > 0) arena.order[count++] = row;
  }
  return growTree(pairFinder(arena, x.rules, rules, own), count, rules).build();
}

/** The mean of all trees' answers, (rows, outputs); a walker of all trees that is at hand need not be made. */
export function forestMeans(
  { outputs, turns }: Forest,
  x: RawMatrix,
  walker: TreeWalker = walkerFor(turns.flat(), x.columns, x.rows),
): Float64Array {
  const means = new Float64Array(x.rows * outputs);
  addAllAnswers(turns.flat(), walker, x, outputs, means);
  return means.map((sum) => sum / turns.length);
}
