import { inputWidths, type NetworkInput, networkInput } from '../engine/network-input.js';
import type { Params } from '../space/search-space.js';
import type { TaskShape } from '../util/task-kind.js';
import { bothClasses } from './both-classes.js';
import {
  type ElasticNetProblem,
  elasticNet,
  emptyFit,
  type LinearFit,
  linearSums,
  outputCount,
  sigmoid,
  softmax,
} from './elastic-net-solver.js';
import type { Model, ModelFamily, SavedModel, TrainContext, TrainingSet } from './model-family.js';
import { numberParam } from './params.js';
import { savedNumber, savedTensor } from './saved-model.js';

/** The strongest penalty of the path; every step divides it by FALL. */
const STRONGEST = 1;
const FALL = 3.2;

export interface ElasticNetModel extends Model {
  readonly fit: LinearFit;
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
  defaults: { path: 9, l1: 0.1 },
  space: {
    path: { kind: 'choice', options: [9] },
    l1: { kind: 'choice', options: [0, 0.1, 0.5, 1] },
  },
  train,
  predict({ fit }, x, task) {
    return answersOf(networkInput(x), fit, task);
  },
  save({ kind, fit, inputs, sparseInputs, epochs }) {
    const { coefficients } = fit;
    const json = { inputs, sparseInputs, count: coefficients.length, epochs };
    return { kind, json, tensors: { coefficients: Float32Array.from(coefficients) } };
  },
  load,
};

function train(set: TrainingSet, params: Params, context: TrainContext): ElasticNetModel {
  const { task, validation, shouldStop } = context;
  const x = networkInput(set.x);
  const problem: ElasticNetProblem = {
    x,
    y: set.y,
    weights: meanOne(set.weights, x.rows),
    classes: task.kind === 'regression' ? 0 : task.classes,
  };
  const other = networkInput(validation.x);
  let fit = emptyFit(problem);
  let best: { fit: LinearFit; score: number; step: number } | undefined;
  for (let step = 1; step <= numberParam(params, 'path'); step++) {
    if (step > 1 && shouldStop()) break;
    const penalty = { strength: STRONGEST / FALL ** (step - 1), l1: numberParam(params, 'l1') };
    fit = rounded(elasticNet(problem, penalty, fit, shouldStop));
    const score = validation.score(answersOf(other, fit, task));
    if (!best || score > best.score) best = { fit, score, step };
  }
  const chosen = best ?? { fit, step: 0 };
  const parameters = chosen.fit.coefficients.length;
  const widths = inputWidths(x);
  return { kind: 'elastic-net', fit: chosen.fit, ...widths, epochs: chosen.step, parameters };
}

/** As they will be saved. */
function rounded({ coefficients }: LinearFit): LinearFit {
  return { coefficients: coefficients.map(Math.fround) };
}

function meanOne(weights: Float64Array | undefined, rows: number): Float64Array {
  if (!weights) return new Float64Array(rows).fill(1);
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / rows;
  return weights.map((weight) => weight / mean);
}

function answersOf(x: NetworkInput, fit: LinearFit, task: TaskShape): Float32Array {
  const outputs = outputCount({ classes: task.kind === 'regression' ? 0 : task.classes });
  const sums = linearSums(x, fit, outputs);
  if (task.kind === 'regression') return Float32Array.from(sums);
  if (outputs === 1) return bothClasses(sums.map(sigmoid));
  const chances = new Float32Array(sums.length);
  for (let from = 0; from < sums.length; from += outputs) {
    chances.set(softmax(sums.subarray(from, from + outputs)), from);
  }
  return chances;
}

function load(saved: SavedModel): ElasticNetModel {
  const count = savedNumber(saved, 'count');
  const coefficients = Float64Array.from(savedTensor(saved, 'coefficients', count));
  return {
    kind: saved.kind,
    fit: { coefficients },
    inputs: savedNumber(saved, 'inputs'),
    sparseInputs: savedNumber(saved, 'sparseInputs'),
    epochs: savedNumber(saved, 'epochs'),
    parameters: count,
  };
}
