/** Rows that are worked on together, so that each row before them is read once. */
const BLOCK = 4;

/**
 * The lower factor of a symmetric positive matrix, row after row, in place; what lies above the diagonal is left as it is.
 * False where the matrix is not positive, or where it was stopped.
 */
export function cholesky(a: Float64Array, n: number, shouldStop: () => boolean): boolean {
  for (let from = 0; from < n; from += BLOCK) {
    if (shouldStop()) return false;
    const to = Math.min(n, from + BLOCK);
    if (to - from === BLOCK) fourRows(a, n, from);
    for (let i = from; i < to; i++) {
      for (let j = to - from === BLOCK ? from : 0; j <= i; j++) {
        const rest = (a[i * n + j] as number) - dot(a, i * n, a, j * n, j);
        if (j === i && !(rest > 0)) return false;
        a[i * n + j] = j === i ? Math.sqrt(rest) : rest / (a[j * n + j] as number);
      }
    }
  }
  return true;
}

/** Four rows' entries before their own block. */
function fourRows(a: Float64Array, n: number, from: number): void {
  const [p, q, r, s] = [from * n, (from + 1) * n, (from + 2) * n, (from + 3) * n];
  for (let j = 0; j < from; j++) {
    let [sumP, sumQ, sumR, sumS] = [0, 0, 0, 0];
    const own = j * n;
    for (let k = 0; k < j; k++) {
      const value = a[own + k] as number;
      sumP += (a[p + k] as number) * value;
      sumQ += (a[q + k] as number) * value;
      sumR += (a[r + k] as number) * value;
      sumS += (a[s + k] as number) * value;
    }
    const pivot = a[own + j] as number;
    a[p + j] = ((a[p + j] as number) - sumP) / pivot;
    a[q + j] = ((a[q + j] as number) - sumQ) / pivot;
    a[r + j] = ((a[r + j] as number) - sumR) / pivot;
    a[s + j] = ((a[s + j] as number) - sumS) / pivot;
  }
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

/** L⁻¹ transposed, row after row: only what lies on and above the diagonal is set. */
export function transposedInverse(l: Float64Array, n: number): Float64Array {
  const u = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    u[i * n + i] = 1 / (l[i * n + i] as number);
    for (let k = i + 1; k < n; k++) {
      u[i * n + k] = -dot(l, k * n + i, u, i * n + i, k - i) / (l[k * n + k] as number);
    }
  }
  return u;
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
