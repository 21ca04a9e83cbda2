import type { DesignMatrix } from '../matrix/design-matrix.js';
import type { Params } from '../space/search-space.js';
import { meanOne } from '../util/mean-one.js';
import { permutation, type Random } from '../util/random.js';
import type { TaskShape } from '../util/task-kind.js';
import { type Calibration, calibrate, calibrateLatents } from './calibrate-latents.js';
import { cholesky, dot, solveCholesky, transposedInverse } from './cholesky.js';
import { type KernelRows, kernelRows, SCALES, scalesOf } from './kernel-rows.js';
import { type KernelProblem, type LearntKernel, learnKernel } from './marginal-likelihood.js';
import { kernelRow, type MaternKernel, type ReadyKernel, readyKernel } from './matern-kernel.js';
import type { Model, ModelFamily, SavedModel, TrainContext, TrainingSet } from './model-family.js';
import { numberParam, wordParam } from './params.js';
import { loadedKernelRows, savedKernelRows } from './saved-kernel-rows.js';
import { savedDoubles, savedNumber } from './saved-model.js';

/** Training rows, and how much the kernel with each of them says: `alphas` (outputs, rows). */
export interface GaussianProcessModel extends Model {
  readonly rows: KernelRows;
  readonly kernel: MaternKernel;
  readonly alphas: Float64Array;
  /** Empty for numbers. */
  readonly calibration: Calibration;
}

/**
 * Regression by a Gaussian process (Rasmussen and Williams 2006) on at most `mostRows` rows, whose kernel is learnt from
 * `likelihoodRows` of them, with a length for numbers and one for levels, or one for each column of the table; above a hundred
 * columns they share theirs. Classes are regressions on 0 and 1, calibrated by what leaving each row out says of it.
 */
export const gaussianProcess: ModelFamily<GaussianProcessModel> = {
  name: 'gaussian-process',
  inputs: { numbers: 'scaled', categories: 'one-hot' },
  defaults: { scales: 'columns', mostRows: 2000, likelihoodRows: 400 },
  space: {
    scales: { kind: 'choice', options: [...SCALES] },
    mostRows: { kind: 'choice', options: [1000, 2000] },
    likelihoodRows: { kind: 'choice', options: [200, 400, 600] },
  },
  words: { scales: SCALES },
  largestTable: 3000,
  train,
  predict: (model, x, task) => answersOf(model, readyKernel(model.kernel, model.rows), x, task),
  serve(model, task) {
    const ready = readyKernel(model.kernel, model.rows);
    return (x) => answersOf(model, ready, x, task);
  },
  save({ kind, rows, kernel, alphas, calibration }) {
    const { json, tensors } = savedKernelRows(rows);
    const scales = Float64Array.of(kernel.curved, kernel.straight, ...kernel.scales);
    const sizes = { alphas: alphas.length, calibration: calibration.length };
    const own = { kernel: scales, alphas, calibration };
    return { kind, json: { ...json, ...sizes }, tensors: { ...tensors, ...own } };
  },
  load,
};

function train(set: TrainingSet, params: Params, context: TrainContext): GaussianProcessModel {
  const { task, random, shouldStop } = context;
  const weights = meanOne(set.weights) ?? new Float64Array(set.x.rows).fill(1);
  const order = drawnRows(weights, random);
  const scaleOf = scalesOf(set.x, wordParam(params, 'scales', SCALES));
  const part = (most: number) => ({
    ...answersIn(set, weights, order.slice(0, most), task),
    scaleOf,
  });
  const few = part(numberParam(params, 'likelihoodRows'));
  const learnt = learnKernel(few, shouldStop);
  const all = part(numberParam(params, 'mostRows'));
  // Behind a stop the rows that the kernel was learnt from are soon solved.
  const fitted =
    fittedTo(all, learnt, task, shouldStop) ?? fittedTo(few, learnt, task, () => false);
  if (!fitted) throw new Error('the kernel matrix is not positive');
  return fitted;
}

/** The rows that count, in the order in which they are taken. */
function drawnRows(weights: Float64Array, random: Random): Int32Array {
  return permutation(random, weights.length).filter((row) => (weights[row] ?? 0) > 0);
}

interface Answers extends KernelProblem {
  readonly labels: Float32Array;
}

/** Classes are outputs around 0, in units in which all together have a variance of 1. */
function answersIn(
  set: TrainingSet,
  weights: Float64Array,
  rows: Int32Array,
  task: TaskShape,
): Omit<Answers, 'scaleOf'> {
  const kept = rows.slice().sort();
  const labels = Float32Array.from(kept, (row) => set.y[row] ?? 0);
  const own = Float64Array.from(kept, (row) => weights[row] ?? 1);
  const x = kernelRows(set.x, kept);
  const y =
    task.classes === 0 ? Float64Array.from(labels) : centredFlags(labels, own, task.classes);
  return { x, y, weights: own, labels };
}

function centredFlags(labels: Float32Array, weights: Float64Array, classes: number): Float64Array {
  const n = labels.length;
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const flags = new Float64Array(n * classes);
  let squares = 0;
  for (let c = 0; c < classes; c++) {
    const flag = (row: number) => (labels[row] === c ? 1 : 0);
    const share = weights.reduce((sum, weight, row) => sum + weight * flag(row), 0) / all;
    for (let row = 0; row < n; row++) flags[c * n + row] = flag(row) - share;
    squares += share * (1 - share);
  }
  const unit = Math.sqrt(Math.max(squares / classes, 1e-12));
  return flags.map((value) => value / unit);
}

/** Undefined where it was stopped. */
function fittedTo(
  problem: Answers,
  { kernel, noise }: LearntKernel,
  task: TaskShape,
  shouldStop: () => boolean,
): GaussianProcessModel | undefined {
  const { x, y, weights, labels } = problem;
  const n = x.rows;
  const ready = readyKernel(kernel, x);
  const l = new Float64Array(n * n);
  for (let row = 0; row < n; row++) {
    if (shouldStop()) return undefined;
    l.set(kernelRow(ready, x, row, row + 1), row * n);
    l[row * n + row] = (l[row * n + row] ?? 0) + noise / (weights[row] ?? 1);
  }
  if (!cholesky(l, n, shouldStop)) return undefined;
  const alphas = solveCholesky(l, n, y);
  const { classes } = task;
  const left = classes === 0 ? new Float64Array() : leftOut(l, y, alphas, n, shouldStop);
  if (!left) return undefined;
  const calibration =
    classes === 0 ? left : calibrateLatents(left, labels, weights, classes, shouldStop);
  const parameters = n * x.columns + alphas.length;
  const model = { kind: 'gaussian-process', rows: x, kernel, alphas, calibration };
  return { ...model, length: 0, parameters };
}

/** What the other rows say of each row, (rows, outputs): y − α / K⁻¹ᵢᵢ. Undefined where it was stopped. */
function leftOut(
  l: Float64Array,
  y: Float64Array,
  alphas: Float64Array,
  n: number,
  shouldStop: () => boolean,
): Float64Array | undefined {
  const u = transposedInverse(l, n, shouldStop);
  if (!u) return undefined;
  const outputs = y.length / n;
  const latents = new Float64Array(y.length);
  for (let row = 0; row < n; row++) {
    const start = row * n + row;
    const precision = dot(u, start, u, start, n - row);
    for (let c = 0; c < outputs; c++) {
      const at = c * n + row;
      latents[row * outputs + c] = (y[at] as number) - (alphas[at] as number) / precision;
    }
  }
  return latents;
}

function answersOf(
  { rows: t, alphas, calibration }: GaussianProcessModel,
  ready: ReadyKernel,
  x: DesignMatrix,
  task: TaskShape,
): Float64Array {
  const own = kernelRows(x);
  const outputs = Math.max(1, task.classes);
  const answers = new Float64Array(own.rows * outputs);
  for (let row = 0; row < own.rows; row++) {
    const values = kernelRow(ready, own, row);
    for (let c = 0; c < outputs; c++) {
      answers[row * outputs + c] = dot(values, 0, alphas, c * t.rows, t.rows);
    }
  }
  if (task.classes > 0) calibrate(calibration, answers, task.classes);
  return answers;
}

function load(saved: SavedModel): GaussianProcessModel {
  const rows = loadedKernelRows(saved);
  const kernel = savedDoubles(saved, 'kernel', 2 + rows.columns);
  const [curved = 0, straight = 0] = kernel;
  const alphas = savedDoubles(saved, 'alphas', sizeOf(saved, 'alphas'));
  return {
    kind: saved.kind,
    rows,
    kernel: { curved, straight, scales: kernel.slice(2) },
    alphas,
    calibration: savedDoubles(saved, 'calibration', sizeOf(saved, 'calibration')),
    length: 0,
    parameters: rows.data.length + alphas.length,
  };
}

/** Of a tensor; files before format 8 do not say it. */
function sizeOf(saved: SavedModel, name: string): number | undefined {
  return name in saved.json ? savedNumber(saved, name) : undefined;
}
