import { resumeRandom } from '../util/random.js';
import type { BinnedMatrix } from './bins.js';
import { outputRounds, type RoundOptions } from './boost-round.js';
import type { Loss } from './losses.js';
import { walkerFor } from './simd-walker.js';
import { type SketchOptions, sketchRounds } from './sketch-round.js';
import { addPredictions, type RawMatrix, type RawRows, type Tree } from './tree.js';
import { addAllAnswers, type TreeWalker } from './tree-walker.js';

/** Whether a split is the best of all edges of a column, or of one drawn edge of each (Geurts et al. 2006). */
export const SPLITTERS = ['best', 'random'] as const;
export type Splitter = (typeof SPLITTERS)[number];

export interface BoostOptions extends Omit<RoundOptions, 'randomEdges'> {
  readonly rounds: number;
  /** Rounds without a better validation score before it ends. */
  readonly patience: number;
  /** Of leaf-wise trees. @default best */
  readonly splitter?: Splitter | undefined;
  readonly weights?: Float64Array | undefined;
  /** Rows that no tree is grown on, and the score of predictions for them; higher is better. */
  readonly validation?:
    | { readonly x: RawMatrix; readonly score: (predictions: Float64Array) => number }
    | undefined;
  /** One tree a round answers all outputs, grown on so many projections of their gradients. @default a tree for each output */
  readonly sketch?: SketchOptions | undefined;
  /** Asked before every split; a round that is not grown to its end is dropped. */
  readonly shouldStop?: () => boolean;
  /** The round after which it pauses, leaving a checkpoint. */
  readonly pauseAfter?: number | undefined;
  readonly from?: BoostCheckpoint | undefined;
}

/** Boosted trees: scores are `start` plus the sum of all trees' answers, then linked. */
export interface Booster {
  readonly start: Float64Array;
  /** Rounds of one tree for each output, or of one that answers all. */
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
 * 2017). `raw` gives the rows of `x` as numbers; `y` numbers, or class codes. Keeps the rounds up to the best validation
 * score, all of them without validation.
 */
export function boost(
  x: BinnedMatrix,
  raw: RawRows,
  y: Float32Array,
  options: BoostOptions,
): BoostResult {
  const { loss, from, validation, rounds: most, pauseAfter, patience } = options;
  const random = from ? resumeRandom(from.random) : options.random;
  const weights = options.weights ?? new Float64Array(x.rows).fill(1);
  const start = from?.booster.start ?? loss.start(y, weights);
  const rounds = [...(from?.booster.rounds ?? [])];
  const scores = new Float64Array(raw.rows * start.length);
  const watched = new Float64Array((validation?.x.rows ?? 0) * start.length);
  const isReady = [
    { x: raw, to: scores },
    ...(validation ? [{ x: blocksOf(validation.x), to: watched }] : []),
  ]
    .map(({ x, to }) => fillScores({ start, rounds }, x, to, options.shouldStop))
    .every((isWhole) => isWhole);
  const known = { x, y, weights, givenWeights: options.weights, scores };
  const randomEdges = options.splitter === 'random' ? random : undefined;
  const state = { ...known, options: { ...options, random, randomEdges } };
  const growRound = options.sketch ? sketchRounds(state, options.sketch) : outputRounds(state);
  let bestRound = from?.bestRound ?? 0;
  let bestScore = from?.bestScore ?? undefined;
  let isOver = !isReady;
  while (rounds.length < Math.min(most, pauseAfter ?? most) && !isOver) {
    const trees = growRound();
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

/** Rows whose scores so far are worked out between two questions whether to stop. */
const ROWS_AT_A_TIME = 1024;

/** Scores of the rounds that there are already; false when it is told to stop. */
function fillScores(
  booster: Booster,
  x: RawRows,
  to: Float64Array,
  shouldStop: BoostOptions['shouldStop'],
): boolean {
  if (booster.rounds.length === 0) {
    fillStart(booster, to);
    return true;
  }
  for (let from = 0; from < x.rows; from += ROWS_AT_A_TIME) {
    if (shouldStop?.()) return false;
    const rows = Math.min(ROWS_AT_A_TIME, x.rows - from);
    const scores = scoresOf(booster, x.block(from, rows));
    to.set(scores, from * booster.start.length);
  }
  return true;
}

/** Blocks of rows that lie there already. */
export function blocksOf({ rows, columns, data }: RawMatrix): RawRows {
  const block = (from: number, count: number) => ({
    rows: count,
    columns,
    data: data.subarray(from * columns, (from + count) * columns),
  });
  return { rows, columns, block };
}

function fillStart({ start }: Booster, to: Float64Array): void {
  for (let at = 0; at < to.length; at += start.length) to.set(start, at);
}

function scoreRound(
  trees: readonly Tree[],
  { x, score }: NonNullable<BoostOptions['validation']>,
  scores: Float64Array,
  loss: Loss,
): number {
  for (const [output, tree] of trees.entries()) {
    addPredictions(tree, x, scores, { at: output, stride: loss.outputs });
  }
  const linked = scores.slice();
  loss.link(linked);
  return score(linked);
}

/** Scores before the link, (rows, outputs); a walker of all trees that is at hand need not be made. */
export function scoresOf(
  { start, rounds }: Booster,
  x: RawMatrix,
  walker: TreeWalker = walkerFor(rounds.flat(), x.columns, x.rows),
): Float64Array {
  const outputs = start.length;
  const scores = new Float64Array(x.rows * outputs);
  fillStart({ start, rounds }, scores);
  addAllAnswers(rounds.flat(), walker, x, outputs, scores);
  return scores;
}
