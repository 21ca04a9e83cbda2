/** Rows that are worked on together, so that each row before them is read once. */
const BLOCK = 4;

/**
 * The lower factor of a symmetric positive matrix, row after row, in place; what lies above the diagonal is left as it is.
 * False where the matrix is not positive, or where it was stopped.
 */
export function cholesky(a: Float64Array, n: number, shouldStop: () => boolean): boolean {
  const sums = new Float64Array(BLOCK);
  for (let from = 0; from < n; from += BLOCK) {
    if (shouldStop()) return false;
    const rows = Math.min(BLOCK, n - from);
    for (let j = 0; j < from; j++) {
      rowDots(a, from * n, n, rows, a, j * n, j, sums);
      const pivot = a[j * n + j] as number;
      for (let i = 0; i < rows; i++) {
        const at = (from + i) * n + j;
        a[at] = ((a[at] as number) - (sums[i] as number)) / pivot;
      }
    }
    for (let i = from; i < from + rows; i++) {
      for (let j = from; j <= i; j++) {
        const rest = (a[i * n + j] as number) - dot(a, i * n, a, j * n, j);
        if (j === i && !(rest > 0)) return false;
        a[i * n + j] = j === i ? Math.sqrt(rest) : rest / (a[j * n + j] as number);
      }
    }
  }
  return true;
}

/** Solves L Lᵀ z = y for several columns, each (n) after the other. */
export function solveCholesky(l: Float64Array, n: number, y: Float64Array): Float64Array {
  const z = y.slice();
  for (let start = 0; start < z.length; start += n) {
    for (let i = 0; i < n; i++) {
      const sum = dot(l, i * n, z, start, i);
      z[start + i] = ((z[start + i] as number) - sum) / (l[i * n + i] as number);
    }
    for (let i = n - 1; i >= 0; i--) {
      const value = (z[start + i] as number) / (l[i * n + i] as number);
      z[start + i] = value;
      for (let k = 0; k < i; k++) {
        z[start + k] = (z[start + k] as number) - value * (l[i * n + k] as number);
      }
    }
  }
  return z;
}

/** L⁻¹ transposed, row after row; 0 below the diagonal. Undefined where it was stopped. */
export function transposedInverse(
  l: Float64Array,
  n: number,
  shouldStop: () => boolean,
): Float64Array | undefined {
  const u = new Float64Array(n * n);
  const sums = new Float64Array(BLOCK);
  for (let from = 0; from < n; from += BLOCK) {
    if (shouldStop()) return undefined;
    const rows = Math.min(BLOCK, n - from);
    for (let k = from; k < n; k++) {
      rowDots(u, from * n + from, n, rows, l, k * n + from, k - from, sums);
      const pivot = l[k * n + k] as number;
      for (let i = 0; i < rows && from + i <= k; i++) {
        u[(from + i) * n + k] = ((from + i === k ? 1 : 0) - (sums[i] as number)) / pivot;
      }
    }
  }
  return u;
}

/** U Uᵀ for a U that is 0 below the diagonal: only what lies on and below the diagonal of the product is to be read. */
export function timesTransposed(u: Float64Array, n: number): Float64Array {
  const product = new Float64Array(n * n);
  const sums = new Float64Array(BLOCK);
  for (let from = 0; from < n; from += BLOCK) {
    const rows = Math.min(BLOCK, n - from);
    for (let j = 0; j < from + rows; j++) {
      rowDots(u, from * n + from, n, rows, u, j * n + from, n - from, sums);
      for (let i = 0; i < rows; i++) product[(from + i) * n + j] = sums[i] as number;
    }
  }
  return product;
}

/** Sums of products of up to four rows, which begin `stride` apart, with the same values. */
function rowDots(
  a: Float64Array,
  from: number,
  stride: number,
  rows: number,
  b: Float64Array,
  other: number,
  count: number,
  sums: Float64Array,
): void {
  if (rows < BLOCK) {
    for (let i = 0; i < rows; i++) sums[i] = dot(a, from + i * stride, b, other, count);
    return;
  }
  const [q, r, s] = [from + stride, from + 2 * stride, from + 3 * stride];
  let [sumP, sumQ, sumR, sumS] = [0, 0, 0, 0];
  for (let k = 0; k < count; k++) {
    const value = b[other + k] as number;
    sumP += (a[from + k] as number) * value;
    sumQ += (a[q + k] as number) * value;
    sumR += (a[r + k] as number) * value;
    sumS += (a[s + k] as number) * value;
  }
  sums[0] = sumP;
  sums[1] = sumQ;
  sums[2] = sumR;
  sums[3] = sumS;
}

/** The sum of products of `count` values. */
export function dot(
  a: Float64Array,
  from: number,
  b: Float64Array,
  other: number,
  count: number,
): number {
  let [first, second, third, fourth] = [0, 0, 0, 0];
  let k = 0;
  for (; k + 3 < count; k += 4) {
    first += (a[from + k] as number) * (b[other + k] as number);
    second += (a[from + k + 1] as number) * (b[other + k + 1] as number);
    third += (a[from + k + 2] as number) * (b[other + k + 2] as number);
    fourth += (a[from + k + 3] as number) * (b[other + k + 3] as number);
  }
  for (; k < count; k++) first += (a[from + k] as number) * (b[other + k] as number);
  return first + second + (third + fourth);
}
