import { dense, sequential, type TrainedNetwork } from '../engine/network.js';
import { inputWidths, type NetworkInput, networkInput } from '../engine/network-input.js';
import type { ServedNetwork } from '../engine/network-room.js';
import { predictNetwork } from '../engine/predict-network.js';
import type { DesignMatrix } from '../matrix/design-matrix.js';
import { eachEntry } from '../matrix/matrix.js';
import type { Params } from '../space/search-space.js';
import { meanOne } from '../util/mean-one.js';
import { permutation, type Random } from '../util/random.js';
import type { TaskShape } from '../util/task-kind.js';
import { inverseDistances } from './inverse-distances.js';
import type { Model, ModelFamily, SavedModel, TrainContext, TrainingSet } from './model-family.js';
import { kernelsFor } from './network-model.js';
import { numberParam, wordParam } from './params.js';
import { savedNumber, savedTensor } from './saved-model.js';

const WEIGHTINGS = ['uniform', 'distance'] as const;
/** Rows whose distances are in memory together. */
const BLOCK = 256;

/** Training rows as the weights of a dense layer, whose sums rank them by their distance. */
export interface NeighboursModel extends Model {
  readonly rows: TrainedNetwork;
  readonly y: Float32Array;
  readonly weights: Float32Array;
  readonly k: number;
  readonly weighting: (typeof WEIGHTINGS)[number];
}

/**
 * The k nearest training rows in Euclidean distance (Cover and Hart 1967), k chosen by validation. |x − t|² is
 * |x|² − 2 (x · t − ½ |t|²): a dense layer with a unit for each training row ranks them all.
 */
export const neighbours: ModelFamily<NeighboursModel> = {
  name: 'neighbours',
  inputs: { numbers: 'scaled', categories: 'one-hot' },
  counted: 'mostNeighbours',
  defaults: { scaling: 'robust', mostNeighbours: 64, weighting: 'distance', mostRows: 5000 },
  space: {
    scaling: { kind: 'choice', options: ['robust', 'standard', 'quantile'] },
    mostNeighbours: { kind: 'choice', options: [64] },
    weighting: { kind: 'choice', options: [...WEIGHTINGS] },
    mostRows: { kind: 'choice', options: [5000, 10_000] },
  },
  words: { weighting: WEIGHTINGS },
  train,
  predict(model, x, task, kernels = 'auto') {
    const sumsOf = (block: NetworkInput) => predictNetwork(model.rows, block, kernelsFor(kernels));
    return answersOf(model, x, task, sumsOf);
  },
  serve(model, task, room) {
    const sumsOf = room.serve(model.rows);
    return (x) => answersOf(model, x, task, sumsOf);
  },
  save({ kind, rows, y, weights, k, weighting }) {
    const { inputs, sparseInputs, parameters } = rows;
    const json = { inputs, sparseInputs, k, weighting, count: y.length };
    return { kind, json, tensors: { rows: parameters, y, weights } };
  },
  load,
};

function train(set: TrainingSet, params: Params, context: TrainContext): NeighboursModel {
  const { task, random, validation, kernels, shouldStop } = context;
  const weights = meanOne(set.weights);
  const kept = keptRows(set.x.rows, weights, numberParam(params, 'mostRows'), random);
  const input = networkInput(set.x);
  const most = Math.min(kept.length, numberParam(params, 'mostNeighbours'));
  const model: NeighboursModel = {
    kind: 'neighbours',
    rows: rowsAsLayer(input, kept),
    y: Float32Array.from(kept, (row) => set.y[row] ?? 0),
    weights: Float32Array.from(kept, (row) => weights?.[row] ?? 1),
    k: most,
    weighting: wordParam(params, 'weighting', WEIGHTINGS),
    length: most,
    parameters: kept.length * (1 + (input.dense?.columns ?? 0) + (input.sparse?.columns ?? 0)),
  };
  if (shouldStop()) return model;
  const candidates: number[] = [];
  for (let k = 1; k <= most; k *= 2) candidates.push(k);
  const sumsOf = (block: NetworkInput) => predictNetwork(model.rows, block, kernelsFor(kernels));
  const scores = answers(model, candidates, validation.x, task, sumsOf).map(validation.score);
  const best = scores.reduce((a, score, i) => (score > (scores[a] ?? 0) ? i : a), 0);
  const k = candidates[best] ?? most;
  return { ...model, k, length: k };
}

/** All rows that count, or so many of them, ascending: a row of weight 0 would take a neighbour's place. */
function keptRows(
  rows: number,
  weights: Float64Array | undefined,
  most: number,
  random: Random,
): Int32Array {
  const counts = (row: number) => Math.fround(weights?.[row] ?? 1) > 0;
  const own = Int32Array.from({ length: rows }, (_, row) => row).filter(counts);
  if (own.length <= most) return own;
  return permutation(random, rows).filter(counts).slice(0, most).sort();
}

/** Weights (columns, rows) and biases −½ |t|²; sparse columns follow the dense ones, as the engine has it. */
function rowsAsLayer(x: NetworkInput, kept: Int32Array): TrainedNetwork {
  const { inputs, sparseInputs } = inputWidths(x);
  const units = kept.length;
  const columns = inputs + sparseInputs;
  const parameters = new Float32Array(units * (columns + 1));
  for (const [unit, row] of kept.entries()) {
    let squares = 0;
    const put = (column: number, value: number) => {
      parameters[column * units + unit] = value;
      squares += value * value;
    };
    for (let column = 0; column < inputs; column++) {
      put(column, x.dense?.data[row * inputs + column] ?? 0);
    }
    if (x.sparse) eachEntry(x.sparse, row, (column, value) => put(inputs + column, value));
    parameters[columns * units + unit] = -squares / 2;
  }
  const network = sequential([dense(units)]);
  return { kind: 'trained-network', network, inputs, sparseInputs, parameters };
}

function answersOf(
  model: NeighboursModel,
  x: DesignMatrix,
  task: TaskShape,
  sumsOf: ServedNetwork,
): Float64Array {
  const [only = new Float64Array()] = answers(model, [model.k], x, task, sumsOf);
  return only;
}

/** Predictions by each number of neighbours; `sumsOf` gives what ranks the training rows. */
function answers(
  model: NeighboursModel,
  counts: readonly number[],
  x: DesignMatrix,
  task: TaskShape,
  sumsOf: ServedNetwork,
): readonly Float64Array[] {
  const width = Math.max(1, task.classes);
  const all = counts.map(() => new Float64Array(x.rows * width));
  const input = networkInput(x);
  const shares = classShares(model, width);
  const most = Math.max(...counts);
  for (let from = 0; from < x.rows; from += BLOCK) {
    const block = rowsOf(input, from, Math.min(BLOCK, x.rows - from));
    const sums = sumsOf(block);
    for (let row = 0; row < block.rows; row++) {
      const own = sums.subarray(row * model.y.length, (row + 1) * model.y.length);
      const near = nearest(own, most);
      const closeness =
        model.weighting === 'uniform'
          ? near.map(() => 1)
          : inverseDistances(model.rows, near, own, block, row);
      for (const [i, k] of counts.entries()) {
        const vote = voteOf(model, near.slice(0, k), closeness, shares);
        all[i]?.set(vote, (from + row) * width);
      }
    }
  }
  return all;
}

/** The weighted share of each class among the kept rows; of numbers a single 0, for the mean needs no prior. */
export function classShares({ y, weights }: NeighboursModel, width: number): Float64Array {
  const shares = new Float64Array(width);
  if (width === 1) return shares;
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  for (const [row, code] of y.entries()) {
    shares[code] = (shares[code] ?? 0) + (weights[row] ?? 0) / all;
  }
  return shares;
}

/** The places of the largest sums, largest first; the first of equal ones. */
function nearest(sums: Float32Array, most: number): number[] {
  const places: number[] = [];
  let least = Number.NEGATIVE_INFINITY;
  for (let unit = 0; unit < sums.length; unit++) {
    const sum = sums[unit] as number;
    if (places.length === most && sum <= least) continue;
    let place = places.length;
    while (place > 0 && (sums[places[place - 1] as number] as number) < sum) place--;
    places.splice(place, 0, unit);
    if (places.length > most) places.pop();
    least = sums[places.at(-1) as number] as number;
  }
  return places;
}

/** The mean of numbers; or chances of classes, to which all rows together add one neighbour. */
function voteOf(
  { y, weights }: NeighboursModel,
  near: readonly number[],
  closeness: readonly number[],
  shares: Float64Array,
): Float64Array {
  const vote = new Float64Array(shares.length);
  let all = 0;
  for (const [place, unit] of near.entries()) {
    const weight = (closeness[place] as number) * (weights[unit] as number);
    const answer = y[unit] as number;
    if (shares.length === 1) vote[0] = (vote[0] ?? 0) + weight * answer;
    else vote[answer] = (vote[answer] ?? 0) + weight;
    all += weight;
  }
  if (shares.length === 1) return vote.map((sum) => (all > 0 ? sum / all : 0));
  const prior = all > 0 ? all / near.length : 1;
  return vote.map((sum, code) => (sum + prior * (shares[code] ?? 0)) / (all + prior));
}

/** So many rows of an input, sharing its memory. */
function rowsOf({ dense, sparse }: NetworkInput, from: number, rows: number): NetworkInput {
  return {
    rows,
    dense: dense && {
      ...dense,
      rows,
      data: dense.data.subarray(from * dense.columns, (from + rows) * dense.columns),
    },
    sparse: sparse && { ...sparse, rows, offsets: sparse.offsets.subarray(from, from + rows + 1) },
  };
}

function load(saved: SavedModel): NeighboursModel {
  const inputs = savedNumber(saved, 'inputs');
  const sparseInputs = savedNumber(saved, 'sparseInputs');
  const count = savedNumber(saved, 'count');
  const weighting = WEIGHTINGS.find((name) => name === saved.json.weighting);
  if (!weighting) throw new Error(`the saved ${saved.kind} model has no weighting`);
  const parameters = savedTensor(saved, 'rows', count * (1 + inputs + sparseInputs));
  const network = sequential([dense(count)]);
  const k = savedNumber(saved, 'k');
  return {
    kind: saved.kind,
    rows: { kind: 'trained-network', network, inputs, sparseInputs, parameters },
    y: savedTensor(saved, 'y', count),
    weights: savedTensor(saved, 'weights', count),
    k,
    weighting,
    length: k,
    parameters: parameters.length,
  };
}
