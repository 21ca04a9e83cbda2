import { cholesky, dot, solveCholesky, transposedInverse } from './cholesky.js';
import type { KernelRows } from './kernel-rows.js';
import { type MaternKernel, matern, maternSlope, pairOf } from './matern-kernel.js';
import { type CostAt, rprop } from './rprop.js';

/** Added to the noise, so that copies of a row leave the matrix positive. */
export const JITTER = 1e-6;
/** How sure the first guesses are: precisions of normal distributions of the parameters' logarithms. */
const SURE_OF_VARIANCE = 1 / 9;
const SURE_OF_SCALE = 1;
const STEPS = 40;

/** Rows and what is to be said of them: `y` (outputs, rows), one output after the other. */
export interface KernelProblem {
  readonly x: KernelRows;
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
  const first = firstGuess(problem.x);
  const pairs = pairsOf(problem.x);
  const costAt: CostAt = (point) => costOf(problem, pairs, first, point, shouldStop);
  const point = rprop(first.point, costAt, most, shouldStop);
  return parameters(point, first.product);
}

interface Guess {
  /** Half of the logarithms of three variances, then logarithms of scales. */
  readonly point: Float64Array;
  /** The mean of a row's product with itself. */
  readonly product: number;
}

/** Numbers and levels have equal shares of the distance between two rows. */
function firstGuess({ rows, columns, numbers, data }: KernelRows): Guess {
  const spread = new Float64Array(2);
  let product = 0;
  for (let column = 0; column < columns; column++) {
    let [sum, squares] = [0, 0];
    for (let row = 0; row < rows; row++) {
      const value = data[row * columns + column] as number;
      sum += value;
      squares += value * value;
    }
    const block = column < numbers ? 0 : 1;
    spread[block] = (spread[block] ?? 0) + squares / rows - (sum / rows) ** 2;
    product += squares / rows;
  }
  const scales = spread.map((variance) => -Math.log(4 * Math.max(variance, 1e-3)));
  const variances = [0.8, 0.4, 0.5].map(Math.log);
  return { point: Float64Array.of(...variances, ...scales), product: Math.max(product, 1e-9) };
}

function parameters(point: Float64Array, product: number): LearntKernel {
  const [curved = 0, straight = 0, noise = 0, numbers = 0, levels = 0] = point;
  return {
    kernel: {
      curved: Math.exp(2 * curved),
      straight: Math.exp(2 * straight) / product,
      numbers: Math.exp(numbers),
      levels: Math.exp(levels),
    },
    noise: Math.exp(2 * noise) + JITTER,
  };
}

/** Of all pairs of rows, below the diagonal and on it. */
interface Pairs {
  readonly near: Float64Array;
  readonly far: Float64Array;
  readonly products: Float64Array;
}

function pairsOf(x: KernelRows): Pairs {
  const n = x.rows;
  const pairs = { near: new Float64Array(n * n), far: new Float64Array(n * n) };
  const products = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      [pairs.near[i * n + j], pairs.far[i * n + j], products[i * n + j]] = pairOf(x, i, x, j);
    }
  }
  return { ...pairs, products };
}

/** The negative logarithm of the likelihood and of the first guesses' distributions, with its gradient. */
function costOf(
  { x: { rows: n }, y, weights }: KernelProblem,
  pairs: Pairs,
  { point: guess, product }: Guess,
  point: Float64Array,
  shouldStop: () => boolean,
): ReturnType<CostAt> {
  const { kernel, noise } = parameters(point, product);
  const l = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const at = i * n + j;
      const { near, far, products } = pairs;
      const squared = kernel.numbers * (near[at] as number) + kernel.levels * (far[at] as number);
      l[at] = kernel.curved * matern(squared) + kernel.straight * (products[at] as number);
    }
    l[i * n + i] = (l[i * n + i] as number) + noise / (weights[i] as number);
  }
  if (!cholesky(l, n, shouldStop)) return undefined;
  const alphas = solveCholesky(l, n, y);
  let cost = dot(y, 0, alphas, 0, y.length) / 2;
  const outputs = y.length / n;
  for (let i = 0; i < n; i++) cost += outputs * Math.log(l[i * n + i] as number);
  const inverse = transposedInverse(l, n);
  const gradient = likelihoodGradient({ kernel, noise, weights }, pairs, inverse, alphas);
  for (let i = 0; i < point.length; i++) {
    const away = (point[i] ?? 0) - (guess[i] ?? 0);
    const sure = i < 3 ? SURE_OF_VARIANCE : SURE_OF_SCALE;
    cost += (sure * away * away) / 2;
    gradient[i] = (gradient[i] ?? 0) + sure * away;
  }
  return { cost, gradient };
}

/** ½ tr((outputs · K⁻¹ − α αᵀ) ∂K) for each parameter, K⁻¹ = U Uᵀ. */
function likelihoodGradient(
  { kernel, noise, weights }: LearntKernel & Pick<KernelProblem, 'weights'>,
  { near, far, products }: Pairs,
  u: Float64Array,
  alphas: Float64Array,
): Float64Array {
  const n = weights.length;
  const gradient = new Float64Array(5);
  const [sums, outputs] = [[0, 0, 0, 0, 0], alphas.length / n];
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const at = i * n + j;
      let own = outputs * dot(u, i * n + i, u, j * n + i, n - i);
      for (let start = 0; start < alphas.length; start += n) {
        own -= (alphas[start + i] as number) * (alphas[start + j] as number);
      }
      // Pairs count twice but for those of a row with itself; ½ of the trace.
      if (j === i) own /= 2;
      const [nearby, away] = [near[at] as number, far[at] as number];
      const squared = kernel.numbers * nearby + kernel.levels * away;
      const slope = own * kernel.curved * maternSlope(squared);
      sums[0] = (sums[0] as number) + 2 * own * kernel.curved * matern(squared);
      sums[1] = (sums[1] as number) + 2 * own * kernel.straight * (products[at] as number);
      if (j === i) sums[2] = (sums[2] as number) + (2 * own * (noise - JITTER)) / (weights[i] ?? 1);
      sums[3] = (sums[3] as number) + slope * kernel.numbers * nearby;
      sums[4] = (sums[4] as number) + slope * kernel.levels * away;
    }
  }
  gradient.set(sums);
  return gradient;
}
