import { exp } from '../util/elementary/exp.js';

/**
 * One row's part in a pool: for each class (one for numbers) the members' log-probabilities (their standardised numbers),
 * then an offset a class.
 */
export interface PoolRows {
  readonly rows: number;
  readonly classes: number;
  readonly members: number;
  /** (rows, classes, members). */
  readonly inputs: Float64Array;
}

const STEPS = 12;
/** A step that changes no weight by more ends the search. */
const TOLERANCE = 1e-6;

/**
 * The weights of a pool: z_c = Σ w_m x_mc + b_c, of a softmax for several classes (a log-linear pool; Genest and Zidek 1986),
 * as it is for numbers. Fitted by Newton's method with a squared penalty, in rows, on how far weights stray from equal ones.
 * The members' weights, then the offsets.
 */
export function fitPool(
  x: PoolRows,
  y: Float64Array,
  weights: Float64Array,
  penalty: number,
): Float64Array {
  const { members, classes } = x;
  const size = members + classes;
  const start = Float64Array.from({ length: size }, (_, i) => (i < members ? 1 / members : 0));
  const pool = start.slice();
  for (let step = 0; step < STEPS; step++) {
    const { gradient, hessian } = derivatives(x, y, weights, pool);
    for (let i = 0; i < size; i++) {
      gradient[i] = (gradient[i] ?? 0) + penalty * ((pool[i] ?? 0) - (start[i] ?? 0));
      hessian[i * size + i] = (hessian[i * size + i] ?? 0) + penalty;
    }
    const change = solve(hessian, gradient);
    for (let i = 0; i < size; i++) pool[i] = (pool[i] ?? 0) - (change[i] ?? 0);
    if (change.every((own) => Math.abs(own) < TOLERANCE)) break;
  }
  return pool;
}

/** What the pool answers: (rows, classes) probabilities, or one standardised number a row. */
export function poolAnswers(x: PoolRows, pool: Float64Array): Float64Array {
  const { rows, classes } = x;
  const answers = new Float64Array(rows * classes);
  for (let row = 0; row < rows; row++) answerRow(x, row, pool, answers.subarray(row * classes));
  return answers;
}

function answerRow(x: PoolRows, row: number, pool: Float64Array, answers: Float64Array): void {
  const { classes, members, inputs } = x;
  for (let c = 0; c < classes; c++) {
    let sum = pool[members + c] ?? 0;
    const from = (row * classes + c) * members;
    for (let m = 0; m < members; m++) sum += (pool[m] ?? 0) * (inputs[from + m] ?? 0);
    answers[c] = sum;
  }
  if (classes === 1) return;
  let most = Number.NEGATIVE_INFINITY;
  for (let c = 0; c < classes; c++) most = Math.max(most, answers[c] ?? 0);
  let total = 0;
  for (let c = 0; c < classes; c++) {
    answers[c] = exp((answers[c] ?? 0) - most);
    total += answers[c] ?? 0;
  }
  for (let c = 0; c < classes; c++) answers[c] = (answers[c] ?? 0) / total;
}

/** Of half the squared error, or of the cross-entropy, summed over rows. */
function derivatives(x: PoolRows, y: Float64Array, weights: Float64Array, pool: Float64Array) {
  const { rows, classes, members, inputs } = x;
  const size = members + classes;
  const gradient = new Float64Array(size);
  const hessian = new Float64Array(size * size);
  const answers = new Float64Array(classes);
  /** The row's inputs by weight, and their mean under the answers. */
  const own = new Float64Array(size);
  const mean = new Float64Array(size);
  const add = (factor: number, vector: Float64Array) => {
    for (let i = 0; i < size; i++) {
      const left = factor * (vector[i] ?? 0);
      if (left === 0) continue;
      for (let j = 0; j < size; j++) {
        hessian[i * size + j] = (hessian[i * size + j] ?? 0) + left * (vector[j] ?? 0);
      }
    }
  };
  for (let row = 0; row < rows; row++) {
    const weight = weights[row] ?? 1;
    answerRow(x, row, pool, answers);
    mean.fill(0);
    for (let c = 0; c < classes; c++) {
      const from = (row * classes + c) * members;
      own.fill(0);
      own.set(inputs.subarray(from, from + members));
      own[members + c] = 1;
      const chance = answers[c] ?? 0;
      const error = classes === 1 ? chance - (y[row] ?? 0) : chance - (y[row] === c ? 1 : 0);
      for (let i = 0; i < size; i++) {
        gradient[i] = (gradient[i] ?? 0) + weight * error * (own[i] ?? 0);
        mean[i] = (mean[i] ?? 0) + chance * (own[i] ?? 0);
      }
      add(classes === 1 ? weight : weight * chance, own);
    }
    if (classes > 1) add(-weight, mean);
  }
  return { gradient, hessian };
}

/** Solves a symmetric positive definite system by Cholesky's decomposition, in place. */
export function solve(matrix: Float64Array, right: Float64Array): Float64Array {
  const size = right.length;
  const at = (i: number, j: number) => matrix[i * size + j] ?? 0;
  for (let j = 0; j < size; j++) {
    for (let i = j; i < size; i++) {
      let sum = at(i, j);
      for (let k = 0; k < j; k++) sum -= at(i, k) * at(j, k);
      matrix[i * size + j] = i === j ? Math.sqrt(Math.max(sum, Number.MIN_VALUE)) : sum / at(j, j);
    }
  }
  const solved = right.slice();
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) solved[i] = (solved[i] ?? 0) - at(i, k) * (solved[k] ?? 0);
    solved[i] = (solved[i] ?? 0) / at(i, i);
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) solved[i] = (solved[i] ?? 0) - at(k, i) * (solved[k] ?? 0);
    solved[i] = (solved[i] ?? 0) / at(i, i);
  }
  return solved;
}
