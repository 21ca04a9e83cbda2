import { counterStep, counters, dropped } from './dropout';
import { madd, ROW } from './panels';

/** What becomes of a finished sum before it is stored. */
export const STORE: i32 = 0;
export const RELU: i32 = 1;
export const RELU_DROPOUT: i32 = 2;
/** Passes a gradient where the value at the same place is above 0: the slope of the two above. */
export const GATE: i32 = 3;

/** Set before a product and read once per panel, so that tiles need few arguments. */
export let seed: i32 = 0;
export let threshold: i32 = 0;
export let scale: f32 = 1;

export function setFinish(newSeed: i32, newThreshold: i32, newScale: f32): void {
  seed = newSeed;
  threshold = newThreshold;
  scale = newScale;
}

@inline
function finish(mode: i32, sum: v128, counter: v128, gate: usize): v128 {
  if (mode == STORE) return sum;
  if (mode == RELU) return f32x4.pmax(sum, f32x4.splat(0));
  const scaled = f32x4.mul(sum, f32x4.splat(scale));
  if (mode == GATE) return v128.and(scaled, f32x4.gt(v128.load(gate), f32x4.splat(0)));
  const kept = f32x4.pmax(scaled, f32x4.splat(0));
  return v128.andnot(kept, dropped(counter, i32x4.splat(seed), i32x4.splat(threshold)));
}

@inline
function finishRow(mode: i32, out: usize, left: v128, right: v128, counter: v128, gate: usize): void {
  v128.store(out, finish(mode, left, counter, gate));
  const next = mode == RELU_DROPOUT ? i32x4.add(counter, counterStep(4)) : counter;
  v128.store(out, finish(mode, right, next, gate + 16), 16);
}

/**
 * One panel of a signal: out (rows, 8) = start + a · b, in tiles of 4 rows × 8 columns. a is (rows, depth)
 * in panels, b one panel of weights (depth, 8), start 8 floats. The loop over depth is not unrolled: V8
 * would spill the 8 sums.
 */
@inline
export function multiplyPanel(
  mode: i32,
  a: usize,
  stride: usize,
  rows: i32,
  depth: i32,
  b: usize,
  start: usize,
  out: usize,
  gate: usize,
  column: i32,
  columns: i32,
): void {
  const bEnd = b + <usize>depth * ROW;
  const next = counterStep(columns);
  let counter = counters(column);
  for (let r = 0; r < rows; r += 4) {
    let l0 = v128.load(start);
    let r0 = v128.load(start, 16);
    let l1 = l0;
    let r1 = r0;
    let l2 = l0;
    let r2 = r0;
    let l3 = l0;
    let r3 = r0;
    let bk = b;
    let panel = a;
    while (bk < bEnd) {
      let ak = panel;
      const stop = min(bk + 8 * ROW, bEnd);
      do {
        const left = v128.load(bk);
        const right = v128.load(bk, 16);
        let value = v128.load32_splat(ak);
        l0 = madd(value, left, l0);
        r0 = madd(value, right, r0);
        value = v128.load32_splat(ak, 32);
        l1 = madd(value, left, l1);
        r1 = madd(value, right, r1);
        value = v128.load32_splat(ak, 64);
        l2 = madd(value, left, l2);
        r2 = madd(value, right, r2);
        value = v128.load32_splat(ak, 96);
        l3 = madd(value, left, l3);
        r3 = madd(value, right, r3);
        ak += 4;
        bk += ROW;
      } while (bk < stop);
      panel += stride;
    }
    finishRow(mode, out, l0, r0, counter, gate);
    if (mode == RELU_DROPOUT) counter = i32x4.add(counter, next);
    finishRow(mode, out + 32, l1, r1, counter, gate + 32);
    if (mode == RELU_DROPOUT) counter = i32x4.add(counter, next);
    finishRow(mode, out + 64, l2, r2, counter, gate + 64);
    if (mode == RELU_DROPOUT) counter = i32x4.add(counter, next);
    finishRow(mode, out + 96, l3, r3, counter, gate + 96);
    if (mode == RELU_DROPOUT) counter = i32x4.add(counter, next);
    a += 4 * ROW;
    out += 4 * ROW;
    gate += 4 * ROW;
  }
}
