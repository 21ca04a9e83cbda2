import { permutation, type Random, resumeRandom } from '../util/random.js';
import type { BinnedMatrix } from './bins.js';
import { type GrownTree, type GrowRules, growTree, histogramsFor } from './grow-tree.js';
import type { Loss } from './losses.js';
import { createTreeArena } from './simd-arena.js';
import { addPredictions, leafOf, type RawMatrix, type Tree } from './tree.js';
import type { CreateTreeArena, TreeArena } from './tree-arena.js';

export interface BoostOptions extends Omit<GrowRules, 'columns' | 'columnsOfNode'> {
  readonly loss: Loss;
  readonly rounds: number;
  /** What each tree's answers are multiplied by (shrinkage; Friedman 2001). */
  readonly learningRate: number;
  /** Of the rows and of the columns, what each tree sees; both in (0, 1]. */
  readonly rowShare: number;
  readonly columnShare: number;
  /** Rounds without a better validation score before it ends. */
  readonly patience: number;
  readonly random: Random;
  readonly weights?: Float64Array | undefined;
  /** Rows that no tree is grown on, and the score of predictions for them; higher is better. */
  readonly validation?:
    | { readonly x: RawMatrix; readonly score: (predictions: Float64Array) => number }
    | undefined;
  /** Asked before every split; a round that is not grown to its end is dropped. */
  readonly shouldStop?: () => boolean;
  /** The round after which it pauses, leaving a checkpoint. */
  readonly pauseAfter?: number | undefined;
  readonly from?: BoostCheckpoint | undefined;
  /** @default the fastest that runs here */
  readonly createArena?: CreateTreeArena;
}

/** Boosted trees: scores are `start` plus the sum of all trees' answers, then linked. */
export interface Booster {
  readonly start: Float64Array;
  /** Rounds of one tree for each output. */
  readonly rounds: readonly (readonly Tree[])[];
}

/** Boosting between two rounds. */
export interface BoostCheckpoint {
  readonly kind: 'boost-checkpoint';
  readonly booster: Booster;
  readonly bestRound: number;
  readonly bestScore: number | null;
  readonly random: readonly number[];
}

export interface BoostResult {
  /** The rounds up to the best one. */
  readonly booster: Booster;
  readonly bestRound: number;
  readonly bestScore: number | undefined;
  /** Rounds run. */
  readonly rounds: number;
  /** Left by a pause; undefined once boosting has ended. */
  readonly checkpoint: BoostCheckpoint | undefined;
}

/**
 * Gradient boosting on histograms, by first and second derivatives (Friedman 2001; Chen and Guestrin 2016; Ke et al.
 * 2017). `raw` holds the rows of `x` as numbers; `y` numbers, or class codes. Keeps the rounds up to the best validation
 * score, all of them without validation.
 */
export function boost(
  x: BinnedMatrix,
  raw: RawMatrix,
  y: Float32Array,
  options: BoostOptions,
): BoostResult {
  const { loss, from, validation, rounds: most, pauseAfter, patience } = options;
  const random = from ? resumeRandom(from.random) : options.random;
  const weights = options.weights ?? new Float64Array(x.rows).fill(1);
  const start = from?.booster.start ?? loss.start(y, weights);
  const rounds = [...(from?.booster.rounds ?? [])];
  const scores = scoresOf({ start, rounds }, raw);
  const watched = validation && scoresOf({ start, rounds }, validation.x);
  const arena = (options.createArena ?? createTreeArena)(x, histogramsFor(options));
  const state = { x, raw, y, weights, arena, scores, options: { ...options, random } };
  let bestRound = from?.bestRound ?? 0;
  let bestScore = from?.bestScore ?? undefined;
  let isOver = false;
  while (rounds.length < Math.min(most, pauseAfter ?? most) && !isOver) {
    const trees = growRound(state);
    isOver = trees === undefined;
    if (!trees) break;
    rounds.push(trees);
    const score = validation && scoreRound(trees, validation, watched, loss);
    if (score === undefined || score > (bestScore ?? Number.NEGATIVE_INFINITY)) {
      bestRound = rounds.length;
      bestScore = score;
    }
    isOver = rounds.length - bestRound >= patience;
  }
  const isPaused = !isOver && rounds.length < most;
  const best = { bestRound, bestScore: bestScore ?? null };
  const checkpoint: BoostCheckpoint | undefined = isPaused
    ? { kind: 'boost-checkpoint', booster: { start, rounds }, ...best, random: random.state() }
    : undefined;
  const booster = { start, rounds: rounds.slice(0, bestRound) };
  return { booster, bestRound, bestScore, rounds: rounds.length, checkpoint };
}

interface BoostState {
  readonly x: BinnedMatrix;
  readonly raw: RawMatrix;
  readonly y: Float32Array;
  readonly weights: Float64Array;
  readonly arena: TreeArena;
  /** (rows, outputs). */
  readonly scores: Float64Array;
  readonly options: BoostOptions;
}

/** One tree for each output, all by the scores before the round; undefined when it is told to stop. */
function growRound(state: BoostState): readonly Tree[] | undefined {
  const { x, y, weights, arena, options } = state;
  const { loss, random, columnShare, shouldStop } = options;
  const predictions = state.scores.slice();
  loss.link(predictions);
  const count = drawRows(arena.order, weights, options);
  const trees: Tree[] = [];
  for (let output = 0; output < loss.outputs; output++) {
    loss.gradients(predictions, y, weights, output, arena.pairs);
    const columns = drawColumns(x.rules.length, columnShare, random);
    const grown = growTree(arena, x.rules, count, { ...options, columns });
    if (shouldStop?.()) return undefined;
    setLeafValues(grown, state, output);
    const tree = shrunk(grown.build(), options.learningRate);
    addTree(tree, grown, count, state, output);
    trees.push(tree);
  }
  return trees;
}

/**
 * Puts the rows of a round first in the order, and the others behind them, both ascending; how many they are (selection
 * sampling; Knuth, The Art of Computer Programming 2, 3.4.2, algorithm S). Rows of weight 0 are never drawn.
 */
function drawRows(
  order: Int32Array,
  weights: Float64Array,
  { rowShare, random }: BoostOptions,
): number {
  const rows = order.length;
  let left = 0;
  for (let row = 0; row < rows; row++) if (weights[row] !== 0) left++;
  const count = Math.min(left, Math.max(1, Math.round(rowShare * left)));
  const takesAll = count === left;
  let drawn = 0;
  for (let row = 0; row < rows; row++) {
    const counts = weights[row] !== 0;
    const isDrawn = counts && (takesAll || left * random.next() < count - drawn);
    if (counts) left--;
    order[isDrawn ? drawn++ : count + row - drawn] = row;
  }
  return count;
}

function drawColumns(columns: number, share: number, random: Random): Int32Array {
  if (share >= 1) return Int32Array.from({ length: columns }, (_, column) => column);
  const count = Math.max(1, Math.round(share * columns));
  return permutation(random, columns).subarray(0, count).sort();
}

/** What leaves of absolute errors and quantiles answer. */
function setLeafValues(grown: GrownTree, state: BoostState, output: number): void {
  const { leafValue, outputs } = state.options.loss;
  if (!leafValue) return;
  const { arena, y, scores, weights } = state;
  for (const leaf of grown.leaves) {
    const rows = arena.order.subarray(leaf.start, leaf.start + leaf.count);
    const residuals = Float64Array.from(
      rows,
      (row) => (y[row] ?? 0) - (scores[row * outputs + output] ?? 0),
    );
    const own = Float64Array.from(rows, (row) => weights[row] ?? 0);
    grown.setValue(leaf, leafValue(residuals, own));
  }
}

function shrunk(tree: Tree, learningRate: number): Tree {
  return { ...tree, values: tree.values.map((value) => learningRate * value) };
}

/** Rows that were grown on lie leaf by leaf in the order; the others, behind them, have to walk down the tree. */
function addTree(
  tree: Tree,
  grown: GrownTree,
  count: number,
  { raw, arena: { order }, scores, options }: BoostState,
  output: number,
): void {
  const { outputs } = options.loss;
  const add = (place: number, leaf: number) => {
    const score = (order[place] as number) * outputs + output;
    scores[score] = (scores[score] as number) + (tree.values[leaf] as number);
  };
  for (const { node, start, count: rows } of grown.leaves) {
    for (let place = start; place < start + rows; place++) add(place, node);
  }
  for (let place = count; place < order.length; place++) {
    add(place, leafOf(tree, raw.data, (order[place] as number) * raw.columns));
  }
}

function scoreRound(
  trees: readonly Tree[],
  { x, score }: NonNullable<BoostOptions['validation']>,
  watched: Float64Array | undefined,
  loss: Loss,
): number {
  const scores = watched ?? new Float64Array();
  for (const [output, tree] of trees.entries()) {
    addPredictions(tree, x, scores, { at: output, stride: loss.outputs });
  }
  const linked = scores.slice();
  loss.link(linked);
  return score(linked);
}

/** Rows that walk down all trees before the next ones: their numbers stay in the cache. */
const BLOCK = 256;

/** Scores before the link, (rows, outputs). */
export function scoresOf({ start, rounds }: Booster, x: RawMatrix): Float64Array {
  const outputs = start.length;
  const scores = Float64Array.from({ length: x.rows * outputs }, (_, i) => start[i % outputs] ?? 0);
  for (let from = 0; from < x.rows; from += BLOCK) {
    const rows = Math.min(BLOCK, x.rows - from);
    const data = x.data.subarray(from * x.columns, (from + rows) * x.columns);
    const block = { rows, columns: x.columns, data };
    const to = scores.subarray(from * outputs, (from + rows) * outputs);
    for (const trees of rounds) {
      for (const [output, tree] of trees.entries()) {
        addPredictions(tree, block, to, { at: output, stride: outputs });
      }
    }
  }
  return scores;
}
