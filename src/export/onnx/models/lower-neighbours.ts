import {
  classShares,
  NEAREST,
  type NeighboursModel,
  neighbours,
} from '../../../models/neighbours.js';
import { cast, rowSum, sideBySide } from '../arithmetic.js';
import type { Graph } from '../graph.js';
import { filledRows } from './filled-rows.js';
import type { DesignTensors, LowerModel } from './lower-model.js';

/** Sums rank the training rows in single precision, as the family has it; votes are weighed in double precision. */
export const lowerNeighbours: LowerModel = (graph, saved, x, { kind, classes }) => {
  const model = neighbours.load(saved);
  const input = inputOf(graph, x);
  const sums = sumsOf(graph, model, input, x.rows);
  const [largest = '', near = ''] = graph.addSeveral(
    'TopK',
    [sums, graph.ints([Math.min(model.k, model.y.length)], [1])],
    2,
    { axis: { int: 1 } },
  );
  const weights = weightsOf(graph, model, { largest, near }, normOf(graph, input, x.rows));
  return kind === 'regression'
    ? meanOf(graph, model, near, weights)
    : chancesOf(graph, model, near, weights, classes);
};

/** Dense columns before sparse ones; undefined where there are none. */
function inputOf(graph: Graph, { dense, sparse }: DesignTensors): string | undefined {
  const parts = [dense, sparse].flatMap((block) => (block ? [block.name] : []));
  return parts.length > 0 ? sideBySide(graph, parts) : undefined;
}

/** x · t − ½ |t|² of each training row t; the bias comes first, as in the engine's sums, which rounds alike. */
function sumsOf(
  graph: Graph,
  { rows: { parameters }, y }: NeighboursModel,
  input: string | undefined,
  rows: string,
): string {
  const units = y.length;
  const columns = parameters.length / units - 1;
  const biases = parameters.subarray(columns * units);
  const weights = new Float32Array(parameters.length);
  weights.set(biases);
  weights.set(parameters.subarray(0, columns * units), units);
  const ones = cast(graph, filledRows(graph, rows, [1]), 'float');
  const parts = input === undefined ? [ones] : [ones, input];
  const all = sideBySide(graph, parts);
  return graph.add('MatMul', [all, graph.floats(weights, [columns + 1, units])]);
}

/** |x|², double (N, 1). */
function normOf(graph: Graph, input: string | undefined, rows: string): string {
  if (input === undefined) return filledRows(graph, rows, [0]);
  const x = cast(graph, input, 'double');
  return rowSum(graph, graph.add('Mul', [x, x]));
}

/** How much each of the nearest rows counts, double (N, k). */
function weightsOf(
  graph: Graph,
  { weights, weighting }: NeighboursModel,
  { largest, near }: { readonly largest: string; readonly near: string },
  norm: string,
): string {
  const own = graph.add('Gather', [graph.doubles(weights, [weights.length]), near]);
  if (weighting === 'uniform') return own;
  const scalar = (value: number) => graph.doubles([value], [1]);
  const twice = graph.add('Mul', [cast(graph, largest, 'double'), scalar(2)]);
  const squared = graph.add('Max', [graph.add('Sub', [norm, twice]), scalar(0)]);
  const distance = graph.add('Add', [graph.add('Sqrt', [squared]), scalar(NEAREST)]);
  return graph.add('Div', [own, distance]);
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
