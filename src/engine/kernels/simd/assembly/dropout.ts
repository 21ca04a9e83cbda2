import { panelsOf, ROW, signalStride } from './panels';

const STEP: i32 = 0x9e3779b1;

/** The counters of four neighbours in a row, the first at `index` = row · columns + column. */
@inline
export function counters(index: i32): v128 {
  return i32x4.add(i32x4.splat((index + 1) * STEP), i32x4(0, STEP, 2 * STEP, 3 * STEP));
}

/** What to add to counters to move on by so many indices. */
@inline
export function counterStep(indices: i32): v128 {
  return i32x4.splat(indices * STEP);
}

/** All bits set where the stream of `seed` drops a value: the same hash as the reference. */
@inline
export function dropped(counter: v128, seed: v128, threshold: v128): v128 {
  let h = v128.xor(counter, seed);
  h = i32x4.mul(v128.xor(h, i32x4.shr_u(h, 16)), i32x4.splat(0x85ebca6b));
  h = i32x4.mul(v128.xor(h, i32x4.shr_u(h, 13)), i32x4.splat(0xc2b2ae35));
  return i32x4.lt_s(h, threshold);
}

/** out = x · scale, or 0 where the stream drops. */
export function dropout(
  x: usize,
  out: usize,
  rows: i32,
  columns: i32,
  threshold: i32,
  scale: f32,
  seed: i32,
): void {
  const stride = signalStride(rows);
  const grow = f32x4.splat(scale);
  const seeds = i32x4.splat(seed);
  const limit = i32x4.splat(threshold);
  const next = counterStep(columns);
  const half = counterStep(4);
  for (let j = 0; j < panelsOf(columns); j++) {
    let counter = counters(j * 8);
    const end = <usize>rows * ROW;
    for (let at: usize = 0; at < end; at += ROW) {
      const left = dropped(counter, seeds, limit);
      const right = dropped(i32x4.add(counter, half), seeds, limit);
      v128.store(out + at, v128.andnot(f32x4.mul(v128.load(x + at), grow), left));
      v128.store(out + at, v128.andnot(f32x4.mul(v128.load(x + at, 16), grow), right), 16);
      counter = i32x4.add(counter, next);
    }
    x += stride;
    out += stride;
  }
}
