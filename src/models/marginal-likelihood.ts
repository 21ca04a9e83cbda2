import { exp } from '../util/elementary/exp.js';
import { log } from '../util/elementary/log.js';
import { square } from '../util/elementary/square.js';
import { greatestOf } from '../util/extremes.js';
import { cholesky, dot, solveCholesky, timesTransposed, transposedInverse } from './cholesky.js';
import { eachInCommon, type KernelRows, levelRows } from './kernel-rows.js';
import { type MaternKernel, matern, maternSlope } from './matern-kernel.js';
import { type CostAt, rprop } from './rprop.js';

/** Added to the noise, so that copies of a row leave the matrix positive. */
export const JITTER = 1e-6;
/** How sure the first guesses are: precisions of normal distributions of the parameters' logarithms. */
const SURE_OF_VARIANCE = 1 / 9;
const SURE_OF_SCALE = 1;
const STEPS = 40;
/** The point begins with so many: of what is curved, of what is straight, of noise. */
const VARIANCES = 3;

/** Rows and what is to be said of them: `y` (outputs, rows), one output after the other. */
export interface KernelProblem {
  readonly x: KernelRows;
  /** Which scale each column has, counted from 0. */
  readonly scaleOf: Int32Array;
  readonly y: Float64Array;
  /** How much each row counts: noise is divided by it. */
  readonly weights: Float64Array;
}

export interface LearntKernel {
  readonly kernel: MaternKernel;
  /** The variance of what the kernel does not explain. */
  readonly noise: number;
}

/** The kernel under which the rows' answers are likeliest (Rasmussen and Williams 2006, chapter 5), all outputs sharing it. */
export function learnKernel(
  problem: KernelProblem,
  shouldStop: () => boolean,
  most = STEPS,
): LearntKernel {
  const { x, scaleOf } = problem;
  const scaled = { x, scaleOf, count: Math.max(-1, greatestOf(scaleOf)) + 1 };
  const first = firstGuess(scaled);
  const pairs = pairsOf(scaled);
  const costAt: CostAt = (point) => costOf(problem, pairs, first, point, shouldStop);
  const point = rprop(first.point, costAt, most, shouldStop);
  const { curved, straight, noise, scales } = parameters(point, first.product);
  const byColumn = Float64Array.from(scaleOf, (scale) => scales[scale] ?? 0);
  return { kernel: { curved, straight, scales: byColumn }, noise };
}

interface Scaled {
  readonly x: KernelRows;
  readonly scaleOf: Int32Array;
  readonly count: number;
}

interface Guess {
  /** Half of the logarithms of three variances, then logarithms of scales. */
  readonly point: Float64Array;
  /** The mean of a row's product with itself. */
  readonly product: number;
}

/** All scales have equal shares of the distance between two rows. */
function firstGuess({ x: { rows, columns, data }, scaleOf, count }: Scaled): Guess {
  const spread = new Float64Array(count);
  let product = 0;
  for (let column = 0; column < columns; column++) {
    let [sum, squares] = [0, 0];
    for (let row = 0; row < rows; row++) {
      const value = data[row * columns + column] as number;
      sum += value;
      squares += value * value;
    }
    const scale = scaleOf[column] as number;
    spread[scale] = (spread[scale] ?? 0) + squares / rows - square(sum / rows);
    product += squares / rows;
  }
  const scales = spread.map((variance) => -log(2 * count * Math.max(variance, 1e-3)));
  const variances = [0.8, 0.4, 0.5].map(log);
  return { point: Float64Array.of(...variances, ...scales), product: Math.max(product, 1e-9) };
}

interface Parameters {
  readonly curved: number;
  readonly straight: number;
  readonly noise: number;
  readonly scales: Float64Array;
}

function parameters(point: Float64Array, product: number): Parameters {
  const [curved = 0, straight = 0, noise = 0] = point;
  return {
    curved: exp(2 * curved),
    straight: exp(2 * straight) / product,
    noise: exp(2 * noise) + JITTER,
    scales: point.subarray(VARIANCES).map(exp),
  };
}

/** Of all pairs of rows, row after row, a row with itself last. */
interface Pairs {
  /** Squared distances by scale, those of a pair side by side. */
  readonly distances: Float64Array;
  readonly products: Float64Array;
}

function pairsOf(scaled: Scaled): Pairs {
  const { x, scaleOf, count } = scaled;
  const { rows, columns, numbers, data } = x;
  const size = (rows * (rows + 1)) / 2;
  const distances = new Float64Array(size * count);
  const products = new Float64Array(size);
  const norms = normsByScale(scaled);
  const levels = levelRows(x);
  const add = (at: number, value: number) => {
    distances[at] = (distances[at] as number) + value;
  };
  for (let i = 0, pair = 0; i < rows; i++) {
    const first = pair;
    eachInCommon(x, i, levels, i + 1, (j, column, product) => {
      products[first + j] = (products[first + j] as number) + product;
      add((first + j) * count + (scaleOf[column] as number), -2 * product);
    });
    for (let j = 0; j <= i; j++, pair++) {
      const [own, other, at] = [i * columns, j * columns, pair * count];
      products[pair] = (products[pair] as number) + dot(data, own, data, other, numbers);
      for (let scale = 0; scale < count; scale++) {
        const both = (norms[i * count + scale] as number) + (norms[j * count + scale] as number);
        // What is alike is at no distance, however its parts were rounded.
        distances[at + scale] = Math.max(0, both + (distances[at + scale] as number));
      }
      for (let k = 0; k < numbers; k++) {
        add(
          at + (scaleOf[k] as number),
          square((data[own + k] as number) - (data[other + k] as number)),
        );
      }
    }
  }
  return { distances, products };
}

/** Sums of squares of each row's levels and terms, (rows, scales). */
function normsByScale({ x: { rows, columns, numbers, data }, scaleOf, count }: Scaled) {
  const norms = new Float64Array(rows * count);
  for (let row = 0; row < rows; row++) {
    for (let k = numbers; k < columns; k++) {
      const at = row * count + (scaleOf[k] as number);
      norms[at] = (norms[at] as number) + square(data[row * columns + k] as number);
    }
  }
  return norms;
}

/** The negative logarithm of the likelihood and of the first guesses' distributions, with its gradient. */
function costOf(
  { x: { rows: n }, y, weights }: KernelProblem,
  pairs: Pairs,
  { point: guess, product }: Guess,
  point: Float64Array,
  shouldStop: () => boolean,
): ReturnType<CostAt> {
  const own = parameters(point, product);
  const { curved, straight, noise, scales } = own;
  const count = scales.length;
  const l = new Float64Array(n * n);
  const squared = new Float64Array(pairs.products.length);
  for (let i = 0, pair = 0; i < n; i++) {
    for (let j = 0; j <= i; j++, pair++) {
      const distance = dot(pairs.distances, pair * count, scales, 0, count);
      squared[pair] = distance;
      l[i * n + j] = curved * matern(distance) + straight * (pairs.products[pair] as number);
    }
    l[i * n + i] = (l[i * n + i] as number) + noise / (weights[i] as number);
  }
  if (!cholesky(l, n, shouldStop)) return undefined;
  const alphas = solveCholesky(l, n, y);
  let cost = dot(y, 0, alphas, 0, y.length) / 2;
  const outputs = y.length / n;
  for (let i = 0; i < n; i++) cost += outputs * log(l[i * n + i] as number);
  const inverse = transposedInverse(l, n, shouldStop);
  if (!inverse) return undefined;
  const slopes = slopesOf(timesTransposed(inverse, n), alphas, n);
  const gradient = gradientOf(own, weights, pairs, squared, slopes);
  for (let i = 0; i < point.length; i++) {
    const away = (point[i] ?? 0) - (guess[i] ?? 0);
    const sure = i < VARIANCES ? SURE_OF_VARIANCE : SURE_OF_SCALE;
    cost += (sure * away * away) / 2;
    gradient[i] = (gradient[i] ?? 0) + sure * away;
  }
  return { cost, gradient };
}

/** The cost's derivatives by the kernel of each pair: outputs · K⁻¹ − α αᵀ; half of it for a row with itself. */
function slopesOf(inverse: Float64Array, alphas: Float64Array, n: number): Float64Array {
  const slopes = new Float64Array((n * (n + 1)) / 2);
  const outputs = alphas.length / n;
  for (let i = 0, pair = 0; i < n; i++) {
    for (let j = 0; j <= i; j++, pair++) {
      let slope = outputs * (inverse[i * n + j] as number);
      for (let start = 0; start < alphas.length; start += n) {
        slope -= (alphas[start + i] as number) * (alphas[start + j] as number);
      }
      slopes[pair] = j === i ? slope / 2 : slope;
    }
  }
  return slopes;
}

function gradientOf(
  { curved, straight, noise, scales }: Parameters,
  weights: Float64Array,
  { distances, products }: Pairs,
  squared: Float64Array,
  slopes: Float64Array,
): Float64Array {
  const count = scales.length;
  const gradient = new Float64Array(VARIANCES + count);
  const byScale = gradient.subarray(VARIANCES);
  let [ofCurved, ofStraight, ofNoise] = [0, 0, 0];
  for (let pair = 0; pair < slopes.length; pair++) {
    const [own, distance] = [slopes[pair] as number, squared[pair] as number];
    ofCurved += 2 * own * curved * matern(distance);
    ofStraight += 2 * own * straight * (products[pair] as number);
    const slope = own * curved * maternSlope(distance);
    for (let k = 0; k < count; k++) {
      byScale[k] = (byScale[k] as number) + slope * (distances[pair * count + k] as number);
    }
  }
  for (const [row, weight] of weights.entries()) {
    ofNoise += (2 * (slopes[(row * (row + 3)) / 2] as number) * (noise - JITTER)) / weight;
  }
  for (let k = 0; k < count; k++) byScale[k] = (byScale[k] as number) * (scales[k] as number);
  gradient.set([ofCurved, ofStraight, ofNoise]);
  return gradient;
}
