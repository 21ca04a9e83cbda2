import { square } from '../util/elementary/square.js';

/** Of a symmetric matrix: its values, greatest first, and their vectors, one after the other. */
export interface SymmetricEigen {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

const MOST_SWEEPS = 30;
const NOTHING = 1e-22;

/** Jacobi's method by rows (Golub and Van Loan 2013, 8.5); `a` is (n, n) and is overwritten. */
export function symmetricEigen(a: Float64Array, n: number): SymmetricEigen {
  const v = new Float64Array(n * n);
  for (let i = 0; i < n; i++) v[i * n + i] = 1;
  const all = a.reduce((sum, value) => sum + value * value, 0);
  for (let sweep = 0; sweep < MOST_SWEEPS && offDiagonal(a, n) > NOTHING * all; sweep++) {
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, v, n, p, q);
  }
  const order = Array.from({ length: n }, (_, i) => i);
  const value = (i: number) => a[i * n + i] as number;
  order.sort((i, j) => value(j) - value(i) || i - j);
  const vectors = new Float64Array(n * n);
  for (const [place, i] of order.entries()) vectors.set(v.subarray(i * n, i * n + n), place * n);
  return { values: Float64Array.from(order, value), vectors };
}

function offDiagonal(a: Float64Array, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) sum += 2 * square(a[i * n + j] as number);
  return sum;
}

/** Turns axes p and q so that a[p][q] is 0; rows of v are turned along. */
function rotate(a: Float64Array, v: Float64Array, n: number, p: number, q: number): void {
  const apq = a[p * n + q] as number;
  if (apq === 0) return;
  const theta = ((a[q * n + q] as number) - (a[p * n + p] as number)) / (2 * apq);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  turnRows(a, n, p, q, c, s);
  for (let i = 0; i < n; i++) {
    const x = a[i * n + p] as number;
    const y = a[i * n + q] as number;
    a[i * n + p] = c * x - s * y;
    a[i * n + q] = s * x + c * y;
  }
  turnRows(v, n, p, q, c, s);
}

function turnRows(m: Float64Array, n: number, p: number, q: number, c: number, s: number): void {
  for (let i = 0; i < n; i++) {
    const x = m[p * n + i] as number;
    const y = m[q * n + i] as number;
    m[p * n + i] = c * x - s * y;
    m[q * n + i] = s * x + c * y;
  }
}
