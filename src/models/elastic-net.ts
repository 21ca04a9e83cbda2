import { inputWidths, type NetworkInput, networkInput } from '../engine/network-input.js';
import { denseBlock } from '../matrix/design-matrix.js';
import type { Params } from '../space/search-space.js';
import { pow } from '../util/elementary/pow.js';
import { square } from '../util/elementary/square.js';
import { sumToRows } from '../util/mean-one.js';
import { sigmoid } from '../util/sigmoid.js';
import { type TaskShape, toldLoss } from '../util/task-kind.js';
import { bothClasses } from './both-classes.js';
import {
  type ElasticNetProblem,
  elasticNet,
  emptyFit,
  type LinearFit,
  linearSums,
  outputCount,
  SMOOTH_LOSSES,
  softmax,
} from './elastic-net-solver.js';
import type {
  Directions,
  FeatureImportance,
  Model,
  ModelFamily,
  SavedModel,
  TrainContext,
  TrainingSet,
} from './model-family.js';
import { numberParam } from './params.js';
import { savedNumber, savedTensor } from './saved-model.js';

/** The strongest penalty of the path; every step divides it by FALL. */
const STRONGEST = 1;
const FALL = 3.2;

export interface ElasticNetModel extends Model {
  readonly fit: LinearFit;
  /** Of each column over the training rows: a coefficient tells as much as its column moves. */
  readonly deviations: Float32Array;
  readonly inputs: number;
  readonly sparseInputs: number;
}

/**
 * Linear or logistic regression with absolute and squared penalties (elastic net; Zou and Hastie 2005), solved exactly
 * along a path of falling penalties; validation chooses one.
 */
export const elasticNetFamily: ModelFamily<ElasticNetModel> = {
  name: 'elastic-net',
  inputs: { numbers: 'scaled', categories: 'one-hot' },
  losses: SMOOTH_LOSSES,
  monotone: true,
  counted: 'path',
  defaults: { path: 9, l1: 0.1 },
  space: {
    path: { kind: 'choice', options: [9] },
    l1: { kind: 'choice', options: [0, 0.1, 0.5, 1] },
  },
  train,
  predict({ fit }, x, task) {
    return answersOf(networkInput(x), fit, task);
  },
  importance: effectsOf,
  linearWeights({ fit: { coefficients }, deviations }) {
    const outputs = outputsOf(coefficients, deviations);
    const weights = coefficients.subarray(0, -outputs);
    return { weights, intercepts: coefficients.subarray(-outputs) };
  },
  save({ kind, fit, deviations, inputs, sparseInputs, length }) {
    const { coefficients } = fit;
    const json = { inputs, sparseInputs, count: coefficients.length, length };
    return { kind, json, tensors: { coefficients: Float32Array.from(coefficients), deviations } };
  },
  load,
};

function train(set: TrainingSet, params: Params, context: TrainContext): ElasticNetModel {
  const { task, validation, shouldStop } = context;
  const x = networkInput(set.x);
  const problem: ElasticNetProblem = {
    x,
    y: set.y,
    weights: set.weights ? sumToRows(set.weights) : new Float64Array(x.rows).fill(1),
    classes: task.kind === 'regression' ? 0 : task.classes,
    directions: directionsOf(set, x, context.monotone),
    loss: SMOOTH_LOSSES.find((own) => own === toldLoss(task)),
  };
  const other = networkInput(validation.x);
  let fit = emptyFit(problem);
  let best: { fit: LinearFit; score: number; step: number } | undefined;
  for (let step = 1; step <= numberParam(params, 'path'); step++) {
    if (step > 1 && shouldStop()) break;
    const penalty = { strength: STRONGEST / pow(FALL, step - 1), l1: numberParam(params, 'l1') };
    fit = rounded(elasticNet(problem, penalty, fit, shouldStop));
    const score = validation.score(answersOf(other, fit, task));
    if (!best || score > best.score) best = { fit, score, step };
  }
  const chosen = best ?? { fit, step: 0 };
  const parameters = chosen.fit.coefficients.length;
  const widths = inputWidths(x);
  const deviations = deviationsOf(x);
  const length = chosen.step;
  return { kind: 'elastic-net', fit: chosen.fit, deviations, ...widths, length, parameters };
}

/** Of a column's own numbers, which are scaled upwards; columns of the dense block come first. */
function directionsOf(
  set: TrainingSet,
  x: NetworkInput,
  monotone: Directions | undefined,
): Int8Array | undefined {
  if (!monotone) return undefined;
  const { inputs, sparseInputs } = inputWidths(x);
  const directions = new Int8Array(inputs + sparseInputs);
  for (const [column, { name, source }] of denseBlock(set.x)?.features.entries() ?? []) {
    if (name === source) directions[column] = monotone[source] ?? 0;
  }
  return directions;
}

/** The size of each column's coefficients, all outputs together, times how far the column strays. */
function effectsOf(model: ElasticNetModel): FeatureImportance {
  const { fit, deviations, inputs } = model;
  const { coefficients } = fit;
  const outputs = outputsOf(coefficients, deviations);
  const effects = deviations.map((deviation, column) => {
    const own = coefficients.subarray(column * outputs, (column + 1) * outputs);
    return deviation * own.reduce((sum, value) => sum + Math.abs(value), 0);
  });
  return { dense: effects.subarray(0, inputs), sparse: effects.subarray(inputs) };
}

/** Each has a coefficient for every column, and an intercept. */
function outputsOf(coefficients: Float64Array, columns: ArrayLike<unknown>): number {
  return coefficients.length / (columns.length + 1);
}

/** The standard deviation of each column, sparse ones after dense ones. */
function deviationsOf({ rows, dense, sparse }: NetworkInput): Float32Array {
  const width = dense?.columns ?? 0;
  const sums = new Float64Array(width + (sparse?.columns ?? 0));
  const squares = new Float64Array(sums.length);
  const add = (column: number, value: number) => {
    sums[column] = (sums[column] ?? 0) + value / rows;
    squares[column] = (squares[column] ?? 0) + (value * value) / rows;
  };
  for (const [i, value] of dense?.data.entries() ?? []) add(i % width, value);
  for (const [i, column] of sparse?.indices.entries() ?? []) {
    add(width + column, sparse?.values[i] ?? 0);
  }
  return Float32Array.from(squares, (own, column) =>
    Math.sqrt(Math.max(0, own - square(sums[column] ?? 0))),
  );
}

/** As they will be saved. */
function rounded({ coefficients }: LinearFit): LinearFit {
  return { coefficients: coefficients.map(Math.fround) };
}

function answersOf(x: NetworkInput, fit: LinearFit, task: TaskShape): Float64Array {
  const outputs = outputCount({ classes: task.kind === 'regression' ? 0 : task.classes });
  const sums = linearSums(x, fit, outputs);
  if (task.kind === 'regression') return sums;
  if (outputs === 1) return bothClasses(sums.map(sigmoid));
  const chances = new Float64Array(sums.length);
  for (let from = 0; from < sums.length; from += outputs) {
    chances.set(softmax(sums.subarray(from, from + outputs)), from);
  }
  return chances;
}

function load(saved: SavedModel): ElasticNetModel {
  const count = savedNumber(saved, 'count');
  const inputs = savedNumber(saved, 'inputs');
  const sparseInputs = savedNumber(saved, 'sparseInputs');
  const coefficients = Float64Array.from(savedTensor(saved, 'coefficients', count));
  return {
    kind: saved.kind,
    fit: { coefficients },
    deviations: savedTensor(saved, 'deviations', inputs + sparseInputs),
    inputs,
    sparseInputs,
    length: savedNumber(saved, 'length'),
    parameters: count,
  };
}
