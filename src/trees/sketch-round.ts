import type { Random } from '../util/random.js';
import type { GrowRound, RoundState } from './boost-round.js';
import { drawColumns, drawRows } from './draw-rows.js';
import { eachLeaf } from './each-leaf.js';
import { type GrownLeaf, growTree, histogramsFor } from './grow-tree.js';
import type { Loss } from './losses.js';
import { type CreateSketchArena, createSketchArena, type SketchArena } from './sketch-arena.js';
import { sketchFinder } from './sketch-finder.js';
import { addVector, type Tree } from './tree.js';

export interface SketchOptions {
  /** How many projections splits are found on; odd, so that with the hessian they lie in pairs. */
  readonly gradients: number;
  /** @default the fastest that runs here */
  readonly createArena?: CreateSketchArena;
}

/** Rows whose gradients are worked out between two questions whether to stop. */
const ROWS_AT_A_TIME = 256;

/**
 * Rounds of one tree that answers all outputs: its splits are found on random projections of the gradients, its leaves are
 * fitted to all gradients and hessians (SketchBoost; Iosipoi and Vakhrushev 2022). A row's hessian at splits is the sum of
 * those of its outputs: where the paper counts rows, rows that are right already would hold leaves together.
 */
export function sketchRounds(
  state: RoundState,
  { gradients, createArena = createSketchArena }: SketchOptions,
): GrowRound {
  const { x, y, options } = state;
  const { loss } = options;
  const derivatives = rowDerivatives(loss);
  const own: Sketch = {
    derivatives,
    arena: createArena(x, histogramsFor(options), gradients + 1),
    chances: new Float32Array(y.length * loss.outputs),
    g: new Float64Array(loss.outputs),
    h: new Float64Array(loss.outputs),
  };
  return () => growRound(state, own);
}

interface Sketch {
  readonly derivatives: NonNullable<Loss['rowGradients']>;
  readonly arena: SketchArena;
  /** (rows, outputs): predictions before the round, of its rows. */
  readonly chances: Float32Array;
  /** Of one row. */
  readonly g: Float64Array;
  readonly h: Float64Array;
}

function rowDerivatives({ name, rowGradients }: Loss): NonNullable<Loss['rowGradients']> {
  if (!rowGradients) throw new Error(`the loss ${name} has no gradients to project`);
  return rowGradients;
}

function growRound(state: RoundState, sketch: Sketch): readonly Tree[] | undefined {
  const { x, weights, givenWeights, options } = state;
  const { arena } = sketch;
  const count = drawRows(arena.order, weights, options);
  const projection = drawProjection(options.random, options.loss.outputs, arena.width - 1);
  const columns = drawColumns(x.rules.length, options);
  if (!projectRows(state, sketch, count, projection)) return undefined;
  const finder = sketchFinder(arena, x.rules, options, givenWeights);
  const grown = growTree(finder, count, { ...options, columns });
  const vectors = leafVectors(state, sketch, grown.leaves);
  if (!vectors || options.shouldStop?.()) return undefined;
  for (const [i, leaf] of grown.leaves.entries()) grown.setValue(leaf, i);
  const tree = { ...grown.build(), vectors };
  const { leaves } = grown;
  const { outputs } = options.loss;
  eachLeaf(tree, { leaves, count, order: arena.order }, x, (row, leaf) =>
    addVector(tree, leaf, state.scores, row * outputs, outputs),
  );
  return [tree];
}

/** (gradients, outputs), normal, such that squares keep their expected sum (Johnson and Lindenstrauss 1984). */
function drawProjection(random: Random, outputs: number, gradients: number): Float64Array {
  const scale = 1 / Math.sqrt(gradients);
  return Float64Array.from({ length: gradients * outputs }, () => scale * random.normal());
}

/** Links the scores of the round's rows and projects their gradients; false when it is told to stop. */
function projectRows(
  { y, weights, scores, options: { loss, shouldStop } }: RoundState,
  { derivatives, arena, chances, g, h }: Sketch,
  count: number,
  projection: Float64Array,
): boolean {
  const { outputs } = loss;
  const { width, numbers, order } = arena;
  const linked = new Float64Array(outputs);
  for (let place = 0; place < count; place++) {
    if (place % ROWS_AT_A_TIME === 0 && shouldStop?.()) return false;
    const row = order[place] as number;
    const from = row * outputs;
    const weight = weights[row] as number;
    for (let c = 0; c < outputs; c++) linked[c] = scores[from + c] as number;
    loss.link(linked);
    for (let c = 0; c < outputs; c++) chances[from + c] = linked[c] as number;
    derivatives(chances, from, y[row] as number, g, h);
    for (let j = 0; j < width - 1; j++) {
      numbers[row * width + j] = weight * dotAt(g, projection, j * outputs);
    }
    numbers[(row + 1) * width - 1] = weight * sumOf(h);
  }
  return true;
}

function sumOf(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  return sum;
}

/** The product of a vector and one that starts at `from`. */
function dotAt(vector: Float64Array, others: Float64Array, from: number): number {
  let sum = 0;
  for (let i = 0; i < vector.length; i++) {
    sum += (vector[i] as number) * (others[from + i] as number);
  }
  return sum;
}

/** (leaves, outputs): −η G / (H + λ) of each output; undefined when it is told to stop. */
function leafVectors(
  { y, weights, options }: RoundState,
  { derivatives, arena, chances, g, h }: Sketch,
  leaves: readonly GrownLeaf[],
): Float32Array | undefined {
  const { loss, lambda, learningRate, shouldStop } = options;
  const { outputs } = loss;
  const vectors = new Float32Array(leaves.length * outputs);
  const sumG = new Float64Array(outputs);
  const sumH = new Float64Array(outputs);
  for (const [i, { start, count }] of leaves.entries()) {
    if (shouldStop?.()) return undefined;
    sumG.fill(0);
    sumH.fill(0);
    for (let place = start; place < start + count; place++) {
      const row = arena.order[place] as number;
      const weight = weights[row] as number;
      derivatives(chances, row * outputs, y[row] as number, g, h);
      for (let c = 0; c < outputs; c++) {
        sumG[c] = (sumG[c] as number) + weight * (g[c] as number);
        sumH[c] = (sumH[c] as number) + weight * (h[c] as number);
      }
    }
    for (let c = 0; c < outputs; c++) {
      const under = (sumH[c] as number) + lambda;
      vectors[i * outputs + c] = under > 0 ? (-learningRate * (sumG[c] as number)) / under : 0;
    }
  }
  return vectors;
}
