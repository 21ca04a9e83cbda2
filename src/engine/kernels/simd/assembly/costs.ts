import { laneMask, ROW, signalStride, sumLanes } from './panels';
import { exp4, log4, sigmoid4 } from './vector-math';

// Numbered by their place in the list COST_KERNELS of ../../kernels.ts.
const SQUARED: i32 = 0;
const ABSOLUTE: i32 = 1;
const HUBER: i32 = 2;
const PINBALL: i32 = 3;
const POISSON: i32 = 4;
const BINARY: i32 = 5;

/** The cost of outputs x where y is wanted; p is the cost's one number. */
@inline
function costOf(kind: i32, x: v128, y: v128, p: v128): v128 {
  const error = f32x4.sub(x, y);
  if (kind == SQUARED) return f32x4.mul(error, error);
  if (kind == ABSOLUTE) return f32x4.abs(error);
  if (kind == HUBER) {
    const size = f32x4.abs(error);
    const near = f32x4.mul(f32x4.splat(0.5), f32x4.mul(error, error));
    const far = f32x4.mul(p, f32x4.sub(size, f32x4.mul(f32x4.splat(0.5), p)));
    return v128.bitselect(near, far, f32x4.le(size, p));
  }
  if (kind == PINBALL) {
    const low = f32x4.mul(f32x4.sub(f32x4.splat(1), p), error);
    return f32x4.pmax(low, f32x4.neg(f32x4.mul(p, error)));
  }
  if (kind == POISSON) return f32x4.sub(exp4(x), f32x4.mul(y, x));
  const e = exp4(f32x4.neg(f32x4.abs(x)));
  const tail = log4(f32x4.add(f32x4.splat(1), e));
  const base = f32x4.sub(f32x4.pmax(x, f32x4.splat(0)), f32x4.mul(smoothed(y, p), x));
  return f32x4.add(base, tail);
}

/** ∂cost/∂x, but ½ of it for squares: the 2 goes into the scale. */
@inline
function slopeOf(kind: i32, x: v128, y: v128, p: v128): v128 {
  const error = f32x4.sub(x, y);
  const none = f32x4.splat(0);
  const one = f32x4.splat(1);
  if (kind == SQUARED) return error;
  if (kind == ABSOLUTE) {
    return f32x4.sub(v128.and(one, f32x4.gt(error, none)), v128.and(one, f32x4.lt(error, none)));
  }
  if (kind == HUBER) return f32x4.pmax(f32x4.neg(p), f32x4.pmin(p, error));
  if (kind == PINBALL) {
    const above = v128.and(f32x4.sub(one, p), f32x4.gt(error, none));
    return f32x4.sub(above, v128.and(p, f32x4.lt(error, none)));
  }
  if (kind == POISSON) return f32x4.sub(exp4(x), y);
  return f32x4.sub(sigmoid4(x), smoothed(y, p));
}

/** y (1 − ε) + ε/2. */
@inline
function smoothed(y: v128, p: v128): v128 {
  const share = f32x4.mul(y, f32x4.sub(f32x4.splat(1), p));
  return f32x4.add(share, f32x4.mul(p, f32x4.splat(0.5)));
}

/** Padding columns get a gradient of 0, which keeps their weights at 0. */
@inline
function valueCost(
  kind: i32,
  parameter: f32,
  x: usize,
  y: usize,
  weights: usize,
  dx: usize,
  rows: i32,
  columns: i32,
): f64 {
  const stride = signalStride(rows);
  const share = f32x4.splat(<f32>((kind == SQUARED ? 2.0 : 1.0) / <f64>rows));
  const p = f32x4.splat(parameter);
  let cost: f64 = 0;
  for (let c = 0; c < columns; c += 4) {
    const mask = laneMask(c, columns);
    const skip = placeOf(0, c, stride);
    for (let r: usize = 0; r < <usize>rows * ROW; r += ROW) {
      const weight = v128.load32_splat(weights + r);
      const value = v128.load(x + skip + r);
      const target = v128.load(y + skip + r);
      const slope = f32x4.mul(slopeOf(kind, value, target, p), f32x4.mul(weight, share));
      v128.store(dx + skip + r, v128.and(slope, mask));
      cost += sumLanes(v128.and(f32x4.mul(weight, costOf(kind, value, target, p)), mask));
    }
  }
  clearHalf(dx, rows, columns, stride);
  return cost;
}

/** Σ weight · cost; dx = weight · slope / rows. Softmax takes class codes, in the first column of y. */
export function cost(
  kind: i32,
  parameter: f32,
  x: usize,
  y: usize,
  weights: usize,
  dx: usize,
  rows: i32,
  columns: i32,
): f64 {
  if (kind == SQUARED) return valueCost(SQUARED, 0, x, y, weights, dx, rows, columns);
  if (kind == ABSOLUTE) return valueCost(ABSOLUTE, 0, x, y, weights, dx, rows, columns);
  if (kind == HUBER) return valueCost(HUBER, parameter, x, y, weights, dx, rows, columns);
  if (kind == PINBALL) return valueCost(PINBALL, parameter, x, y, weights, dx, rows, columns);
  if (kind == POISSON) return valueCost(POISSON, 0, x, y, weights, dx, rows, columns);
  if (kind == BINARY) return valueCost(BINARY, parameter, x, y, weights, dx, rows, columns);
  return softmaxCrossEntropy(parameter, x, y, weights, dx, rows, columns);
}

/** Σ weight · (logsumexp(x) − ⟨wanted, x⟩), where smoothing gives every class an equal part of what is wanted. */
function softmaxCrossEntropy(
  smoothing: f32,
  x: usize,
  y: usize,
  weights: usize,
  dx: usize,
  rows: i32,
  columns: i32,
): f64 {
  const stride = signalStride(rows);
  const share: f32 = <f32>(1.0 / <f64>rows);
  const spread = smoothing / <f32>columns;
  let cost: f64 = 0;
  for (let r = 0; r < rows; r++) {
    const at = <usize>r * ROW;
    const weight = load<f32>(weights + at);
    const target = <i32>load<f32>(y + at);
    const place = at + <usize>(target >> 3) * stride + (<usize>(target & 7) << 2);
    const logit = load<f32>(x + place);
    const max = maxOfRow(x + at, stride, columns);
    const sum = exponentials(x + at, dx + at, stride, columns, max);
    // A logit that is no number makes a sum that is none, whose bits would be read as a large one's.
    const own = sum > 0 ? f32x4.extract_lane(log4(f32x4.splat(sum)), 0) + (max - logit) : f32.NaN;
    scaleRow(dx + at, stride, columns, (weight * share) / sum);
    store<f32>(dx + place, load<f32>(dx + place) - weight * share * (1 - smoothing));
    cost += <f64>(weight * own);
    if (spread > 0) {
      const others = spreadOver(x + at, dx + at, stride, columns, weight * share * spread);
      cost += <f64>(weight * spread * (<f32>columns * logit - others));
    }
  }
  clearHalf(dx, rows, columns, stride);
  return cost;
}

/** Takes `less` from every gradient of a row; returns the sum of its logits. */
function spreadOver(x: usize, dx: usize, stride: usize, columns: i32, less: f32): f32 {
  let sum = f32x4.splat(0);
  for (let c = 0; c < columns; c += 4) {
    const at = placeOf(0, c, stride);
    const mask = laneMask(c, columns);
    sum = f32x4.add(sum, v128.and(v128.load(x + at), mask));
    v128.store(dx + at, v128.and(f32x4.sub(v128.load(dx + at), f32x4.splat(less)), mask));
  }
  return sumLanes(sum);
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
