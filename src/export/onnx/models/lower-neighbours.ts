import { NEAREST } from '../../../models/inverse-distances.js';
import { classShares, type NeighboursModel, neighbours } from '../../../models/neighbours.js';
import { square } from '../../../util/elementary/square.js';
import { arithmetic, cast, rowSum, sideBySide } from '../arithmetic.js';
import type { Graph } from '../graph.js';
import { filledRows } from './filled-rows.js';
import type { DesignTensors, LowerModel } from './lower-model.js';

/** Sums rank the training rows in single precision, as the family has it; votes are weighed in double precision. */
export const lowerNeighbours: LowerModel = (graph, saved, x, { kind, classes }) => {
  const model = neighbours.load(saved);
  const ranking = rankingOf(graph, model, x);
  const sums = graph.add('MatMul', [ranking.input, ranking.weights]);
  const [, near = ''] = graph.addSeveral(
    'TopK',
    [sums, graph.ints([Math.min(model.k, model.y.length)], [1])],
    2,
    { axis: { int: 1 } },
  );
  const weights = weightsOf(graph, model, ranking, near);
  return kind === 'regression'
    ? meanOf(graph, model, near, weights)
    : chancesOf(graph, model, near, weights, classes);
};

/** What is multiplied to x · t − ½ |t|² of each training row t, both float: a 1 before all columns, and ½ |t|² before all t. */
interface Ranking {
  readonly input: string;
  readonly weights: string;
}

/** The bias comes first, as in the engine's sums, which rounds alike. */
function rankingOf(
  graph: Graph,
  { rows: { parameters }, y }: NeighboursModel,
  { dense, sparse, rows }: DesignTensors,
): Ranking {
  const units = y.length;
  const columns = parameters.length / units - 1;
  const weights = new Float32Array(parameters.length);
  weights.set(parameters.subarray(columns * units));
  weights.set(parameters.subarray(0, columns * units), units);
  const ones = cast(graph, filledRows(graph, rows, [1]), 'float');
  const blocks = [dense, sparse].flatMap((block) => (block ? [block.name] : []));
  return {
    input: sideBySide(graph, [ones, ...blocks]),
    weights: graph.floats(weights, [columns + 1, units]),
  };
}

/** How much each of the nearest rows counts, double (N, k). */
function weightsOf(graph: Graph, model: NeighboursModel, ranking: Ranking, near: string): string {
  const { weights, weighting } = model;
  const own = graph.add('Gather', [graph.doubles(weights, [weights.length]), near]);
  if (weighting === 'uniform') return own;
  const { add, div, sqrt } = arithmetic(graph);
  const squared = squaredDistances(graph, model, ranking, near);
  return div(own, add(sqrt(squared), NEAREST));
}

/** |x − t|² of the nearest rows, double (N, k), at least 0: close rows' sums cancel out in single precision. */
function squaredDistances(
  graph: Graph,
  { rows: { parameters }, y }: NeighboursModel,
  ranking: Ranking,
  near: string,
): string {
  const units = y.length;
  const { add, sub, mul } = arithmetic(graph);
  const [x, t] = [cast(graph, ranking.input, 'double'), cast(graph, ranking.weights, 'double')];
  const sums = graph.add('GatherElements', [graph.add('MatMul', [x, t]), near], {
    axis: { int: 1 },
  });
  // What rounding ½ |t|² to single precision took away.
  const rounded = new Float64Array(units);
  for (const [i, value] of parameters.entries()) {
    const unit = i % units;
    rounded[unit] =
      (rounded[unit] ?? 0) + (i < parameters.length - units ? square(value) : 2 * value);
  }
  const lost = graph.add('Gather', [graph.doubles(rounded, [units]), near]);
  // The 1 before all columns is not one of them.
  const norm = sub(rowSum(graph, mul(x, x)), 1);
  const squared = add(sub(norm, mul(2, sums)), lost);
  return graph.add('Max', [squared, graph.doubles([0], [])]);
}

/** The weighted mean of the nearest rows' answers; kept rows all count, so that weights sum to more than 0. */
function meanOf(graph: Graph, { y }: NeighboursModel, near: string, weights: string): string {
  const answers = graph.add('Gather', [graph.doubles(y, [y.length]), near]);
  const sum = rowSum(graph, graph.add('Mul', [weights, answers]));
  return graph.add('Div', [sum, rowSum(graph, weights)]);
}

/** Shares of the votes, to which all rows together add one neighbour. */
function chancesOf(
  graph: Graph,
  model: NeighboursModel,
  near: string,
  weights: string,
  classes: number,
): string {
  const { y } = model;
  const flags = new Float64Array(y.length * classes);
  for (const [row, code] of y.entries()) flags[row * classes + code] = 1;
  const votes = graph.add('Gather', [graph.doubles(flags, [y.length, classes]), near]);
  const axis = graph.ints([1], [1]);
  const each = graph.add('Unsqueeze', [weights, graph.ints([2], [1])]);
  const sums = graph.add('ReduceSum', [graph.add('Mul', [votes, each]), axis], {
    keepdims: { int: 0 },
  });
  const all = rowSum(graph, weights);
  const count = graph.doubles([Math.min(model.k, y.length)], [1]);
  const prior = graph.add('Div', [all, count]);
  const shares = graph.doubles(classShares(model, classes), [1, classes]);
  const raised = graph.add('Add', [sums, graph.add('Mul', [prior, shares])]);
  return graph.add('Div', [raised, graph.add('Add', [all, prior])]);
}
