import { exp } from '../../util/elementary/exp.js';
import { square } from '../../util/elementary/square.js';
import type { DropoutStep, Floats, Offset } from './kernels.js';

/** dx ← dx · scale where x > 0, else 0. */
export function reluScaleBackward(
  a: Floats,
  x: Offset,
  dx: Offset,
  length: number,
  scale: number,
): void {
  for (let i = 0; i < length; i++) {
    a[dx + i] = (a[x + i] as number) > 0 ? (a[dx + i] as number) * scale : 0;
  }
}

/** The softmax of one row, shifted by its maximum. */
export function softmaxRow(a: Floats, x: Offset, out: Offset, columns: number): void {
  let max = -Infinity;
  for (let j = 0; j < columns; j++) max = Math.max(max, a[x + j] as number);
  let sum = 0;
  for (let j = 0; j < columns; j++) {
    const e = exp((a[x + j] as number) - max);
    a[out + j] = e;
    sum += e;
  }
  for (let j = 0; j < columns; j++) a[out + j] = (a[out + j] as number) / sum;
}

/** dx = out · (dout − ⟨dout, out⟩), row by row. */
export function softmaxBackward(
  a: Floats,
  out: Offset,
  dout: Offset,
  dx: Offset,
  rows: number,
  columns: number,
): void {
  for (let start = 0; start < rows * columns; start += columns) {
    let inner = 0;
    for (let j = start; j < start + columns; j++) {
      inner += (a[dout + j] as number) * (a[out + j] as number);
    }
    for (let j = start; j < start + columns; j++) {
      a[dx + j] = (a[out + j] as number) * ((a[dout + j] as number) - inner);
    }
  }
}

/** out = x + y. */
export function add(a: Floats, x: Offset, y: Offset, out: Offset, length: number): void {
  for (let i = 0; i < length; i++) a[out + i] = (a[x + i] as number) + (a[y + i] as number);
}

/** to ← keep · to + take · from. */
export function blend(
  a: Floats,
  to: Offset,
  from: Offset,
  length: number,
  keep: number,
  take: number,
): void {
  for (let i = 0; i < length; i++) {
    a[to + i] = keep * (a[to + i] as number) + take * (a[from + i] as number);
  }
}

/** Σ x². */
export function sumOfSquares(a: Floats, x: Offset, length: number): number {
  let sum = 0;
  for (let i = x; i < x + length; i++) sum += square(a[i] as number);
  return sum;
}

/** out = x / (1 − rate) where the stream of `seed` keeps a value, else 0. */
export function dropout(
  a: Floats,
  x: Offset,
  out: Offset,
  length: number,
  { rate, seed }: DropoutStep,
): void {
  const scale = 1 / (1 - rate);
  for (let i = 0; i < length; i++) {
    a[out + i] = dropoutKeeps(seed, i, rate) ? (a[x + i] as number) * scale : 0;
  }
}

/** Whether dropout keeps the value at `index`: a hash of (seed, index), so that backward need not store a mask. */
export function dropoutKeeps(seed: number, index: number, rate: number): boolean {
  let h = Math.imul(index + 1, 0x9e3779b1) ^ seed;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h >= dropoutThreshold(rate);
}

/** The 32-bit integer below which a share `rate` of all of them lies. */
export function dropoutThreshold(rate: number): number {
  return Math.min(Math.ceil(rate * 2 ** 32) - 2 ** 31, 2 ** 31 - 1);
}
