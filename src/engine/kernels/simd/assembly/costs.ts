import { laneMask, panelsOf, ROW, signalStride, sumLanes } from './panels';
import { exp4, log4, sigmoid4 } from './vector-math';

/** Padding columns get a gradient of 0, which keeps their weights at 0. */
// @ts-ignore: decorator
@inline
function squaredError(x: usize, y: usize, dx: usize, mask: v128, scale: v128): v128 {
  const error = v128.and(f32x4.sub(v128.load(x), v128.load(y)), mask);
  v128.store(dx, f32x4.mul(error, scale));
  return f32x4.mul(error, error);
}

/** Σ (x − y)², dx = 2 (x − y) / rows. */
export function meanSquaredError(x: usize, y: usize, dx: usize, rows: i32, columns: i32): f64 {
  const stride = signalStride(rows);
  const scale = f32x4.splat(<f32>(2.0 / <f64>rows));
  let cost: f64 = 0;
  for (let j = 0; j < panelsOf(columns); j++) {
    const left = laneMask(j * 8, columns);
    const right = laneMask(j * 8 + 4, columns);
    const skip = <usize>j * stride;
    const end = skip + <usize>rows * ROW;
    for (let at = skip; at < end; at += ROW) {
      const low = squaredError(x + at, y + at, dx + at, left, scale);
      const high = squaredError(x + at + 16, y + at + 16, dx + at + 16, right, scale);
      cost += sumLanes(f32x4.add(low, high));
    }
  }
  return cost;
}

// @ts-ignore: decorator
@inline
function crossEntropy(x: usize, y: usize, dx: usize, mask: v128, scale: v128): v128 {
  const logit = v128.load(x);
  const target = v128.load(y);
  const e = exp4(f32x4.neg(f32x4.abs(logit)));
  const tail = log4(f32x4.add(f32x4.splat(1), e));
  const gradient = f32x4.mul(f32x4.sub(sigmoid4(logit), target), scale);
  v128.store(dx, v128.and(gradient, mask));
  const base = f32x4.sub(f32x4.pmax(logit, f32x4.splat(0)), f32x4.mul(target, logit));
  return v128.and(f32x4.add(base, tail), mask);
}

/** Σ log(1 + eˣ) − y·x, dx = (σ(x) − y) / rows. */
export function binaryCrossEntropy(x: usize, y: usize, dx: usize, rows: i32, columns: i32): f64 {
  const stride = signalStride(rows);
  const scale = f32x4.splat(<f32>(1.0 / <f64>rows));
  let cost: f64 = 0;
  for (let c = 0; c < columns; c += 4) {
    const mask = laneMask(c, columns);
    const skip = placeOf(0, c, stride);
    const end = skip + <usize>rows * ROW;
    for (let at = skip; at < end; at += ROW) {
      cost += sumLanes(crossEntropy(x + at, y + at, dx + at, mask, scale));
    }
  }
  clearHalf(dx, rows, columns, stride);
  return cost;
}

/** Σ logsumexp(x) − x[class], dx = (softmax(x) − onehot(class)) / rows; y has the class in its first column. */
export function softmaxCrossEntropy(x: usize, y: usize, dx: usize, rows: i32, columns: i32): f64 {
  const stride = signalStride(rows);
  const share: f32 = <f32>(1.0 / <f64>rows);
  let cost: f64 = 0;
  for (let r = 0; r < rows; r++) {
    const at = <usize>r * ROW;
    const target = <i32>load<f32>(y + at);
    const place = at + <usize>(target >> 3) * stride + (<usize>(target & 7) << 2);
    const logit = load<f32>(x + place);
    const max = maxOfRow(x + at, stride, columns);
    const sum = exponentials(x + at, dx + at, stride, columns, max);
    cost += <f64>(f32x4.extract_lane(log4(f32x4.splat(sum)), 0) + (max - logit));
    scaleRow(dx + at, stride, columns, share / sum);
    store<f32>(dx + place, load<f32>(dx + place) - share);
  }
  clearHalf(dx, rows, columns, stride);
  return cost;
}

/** Each row of out is the softmax of that row of x. */
export function softmaxForward(x: usize, out: usize, rows: i32, columns: i32): void {
  const stride = signalStride(rows);
  for (let r = 0; r < rows; r++) {
    const at = <usize>r * ROW;
    const max = maxOfRow(x + at, stride, columns);
    const sum = exponentials(x + at, out + at, stride, columns, max);
    scaleRow(out + at, stride, columns, 1 / sum);
  }
}

/** dx = out · (dout − ⟨dout, out⟩), row by row. */
export function softmaxBackward(
  out: usize,
  dout: usize,
  dx: usize,
  rows: i32,
  columns: i32,
): void {
  const stride = signalStride(rows);
  for (let r = 0; r < rows; r++) {
    let sums = f32x4.splat(0);
    for (let c = 0; c < columns; c += 4) {
      const at = placeOf(r, c, stride);
      sums = f32x4.add(sums, f32x4.mul(v128.load(out + at), v128.load(dout + at)));
    }
    const inner = f32x4.splat(sumLanes(sums));
    for (let c = 0; c < columns; c += 4) {
      const at = placeOf(r, c, stride);
      v128.store(
        dx + at,
        f32x4.mul(v128.load(out + at), f32x4.sub(v128.load(dout + at), inner)),
      );
    }
  }
  clearHalf(dx, rows, columns, stride);
}

// @ts-ignore: decorator
@inline
function placeOf(row: i32, column: i32, stride: usize): usize {
  return <usize>(column >> 3) * stride + <usize>row * ROW + (<usize>(column & 7) << 2);
}

/** Zeros in the right half of the last panel when no column lies there, which the loops by 4 leave out. */
function clearHalf(dx: usize, rows: i32, columns: i32, stride: usize): void {
  if (((columns - 1) & 7) > 3) return;
  const start = placeOf(0, columns - 1, stride) & ~<usize>31;
  const right = dx + (start | 16);
  for (let r = 0; r < rows; r++) v128.store(right + <usize>r * ROW, f32x4.splat(0));
}

/** Padding lanes count as −∞. */
// @ts-ignore: decorator
@inline
function logits(x: usize, column: i32, columns: i32): v128 {
  return v128.bitselect(v128.load(x), f32x4.splat(-Infinity), laneMask(column, columns));
}

function maxOfRow(x: usize, stride: usize, columns: i32): f32 {
  let max = f32x4.splat(-Infinity);
  for (let c = 0; c < columns; c += 4) {
    max = f32x4.pmax(max, logits(x + placeOf(0, c, stride), c, columns));
  }
  const low = f32x4.extract_lane(max, 0);
  const high = f32x4.extract_lane(max, 2);
  const left = low > f32x4.extract_lane(max, 1) ? low : f32x4.extract_lane(max, 1);
  const right = high > f32x4.extract_lane(max, 3) ? high : f32x4.extract_lane(max, 3);
  return left > right ? left : right;
}

/** out = e^(x − max), 0 in the padding; returns the sum. */
function exponentials(x: usize, out: usize, stride: usize, columns: i32, max: f32): f32 {
  const shift = f32x4.splat(max);
  let sum = f32x4.splat(0);
  for (let c = 0; c < columns; c += 4) {
    const at = placeOf(0, c, stride);
    const e = exp4(f32x4.sub(v128.load(x + at), shift));
    const kept = v128.and(e, laneMask(c, columns));
    v128.store(out + at, kept);
    sum = f32x4.add(sum, kept);
  }
  return sumLanes(sum);
}

function scaleRow(out: usize, stride: usize, columns: i32, factor: f32): void {
  for (let c = 0; c < columns; c += 4) {
    const at = out + placeOf(0, c, stride);
    v128.store(at, f32x4.mul(v128.load(at), f32x4.splat(factor)));
  }
}
