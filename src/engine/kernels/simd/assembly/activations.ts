import { laneMask, panelsOf, ROW, signalStride } from './panels';
import { cosine4, exp4, log4, normalCdf4, normalDensity4, sigmoid4, sine4, tanh4 } from './vector-math';

// Numbered by their place in the list ACTIVATIONS of ../../kernels.ts.
const LINEAR: i32 = 0;
const RELU: i32 = 1;
const SIGMOID: i32 = 2;
const TANH: i32 = 3;
const STEP: i32 = 4;
const LEAKY_RELU: i32 = 5;
const ELU: i32 = 6;
const SELU: i32 = 7;
const GELU: i32 = 8;
const SILU: i32 = 9;
const MISH: i32 = 10;
const EXPONENTIAL: i32 = 11;
const RELU6: i32 = 12;
/** No activations: here so that tests can hold their accuracy. */
const LOG: i32 = 13;
const COSINE: i32 = 14;
const SINE: i32 = 15;

const LEAK: f32 = 0.01;
const SELU_SCALE: f32 = 1.0507009873554805;
const SELU_ALPHA: f32 = 1.6732632423543772;

/** tanh(log(1 + eˣ)) = n / (n + 2) with n = eˣ (eˣ + 2); 1 in float32 from 15 on, where eˣ is cut off. */
@inline
function softplusTanh(x: v128): v128 {
  const e = exp4(f32x4.pmin(x, f32x4.splat(15)));
  const n = f32x4.mul(e, f32x4.add(e, f32x4.splat(2)));
  return f32x4.div(n, f32x4.add(n, f32x4.splat(2)));
}

/** α (eˣ − 1) below 0, x above. */
@inline
function elu(x: v128, alpha: f32): v128 {
  const low = f32x4.mul(f32x4.splat(alpha), f32x4.sub(exp4(x), f32x4.splat(1)));
  return v128.bitselect(x, low, f32x4.gt(x, f32x4.splat(0)));
}

@inline
function valueOf(kind: i32, x: v128): v128 {
  const none = f32x4.splat(0);
  const one = f32x4.splat(1);
  if (kind == RELU) return f32x4.pmax(x, none);
  if (kind == SIGMOID) return sigmoid4(x);
  if (kind == TANH) return tanh4(x);
  if (kind == STEP) return v128.bitselect(one, f32x4.splat(-1), f32x4.ge(x, none));
  if (kind == LEAKY_RELU) return f32x4.pmax(x, f32x4.mul(x, f32x4.splat(LEAK)));
  if (kind == ELU) return elu(x, 1);
  if (kind == SELU) return f32x4.mul(f32x4.splat(SELU_SCALE), elu(x, SELU_ALPHA));
  if (kind == GELU) return f32x4.mul(x, normalCdf4(x));
  if (kind == SILU) return f32x4.mul(x, sigmoid4(x));
  if (kind == MISH) return f32x4.mul(x, softplusTanh(x));
  if (kind == EXPONENTIAL) return exp4(x);
  if (kind == RELU6) return f32x4.pmin(f32x4.pmax(x, none), f32x4.splat(6));
  if (kind == LOG) return log4(x);
  if (kind == COSINE) return cosine4(x);
  if (kind == SINE) return sine4(x);
  return x;
}

@inline
function mapValues(kind: i32, x: usize, out: usize, bytes: usize): void {
  for (let at: usize = 0; at < bytes; at += 16) v128.store(out + at, valueOf(kind, v128.load(x + at)));
}

/** out = f(x) over all that lies between, padding included. */
export function activationForward(kind: i32, x: usize, out: usize, bytes: usize): void {
  if (kind == LINEAR) memory.copy(out, x, bytes);
  else if (kind == RELU) mapValues(RELU, x, out, bytes);
  else if (kind == SIGMOID) mapValues(SIGMOID, x, out, bytes);
  else if (kind == TANH) mapValues(TANH, x, out, bytes);
  else if (kind == STEP) mapValues(STEP, x, out, bytes);
  else if (kind == LEAKY_RELU) mapValues(LEAKY_RELU, x, out, bytes);
  else if (kind == ELU) mapValues(ELU, x, out, bytes);
  else if (kind == SELU) mapValues(SELU, x, out, bytes);
  else if (kind == GELU) mapValues(GELU, x, out, bytes);
  else if (kind == SILU) mapValues(SILU, x, out, bytes);
  else if (kind == MISH) mapValues(MISH, x, out, bytes);
  else if (kind == EXPONENTIAL) mapValues(EXPONENTIAL, x, out, bytes);
  else if (kind == RELU6) mapValues(RELU6, x, out, bytes);
  else if (kind == LOG) mapValues(LOG, x, out, bytes);
  else if (kind == COSINE) mapValues(COSINE, x, out, bytes);
  else if (kind == SINE) mapValues(SINE, x, out, bytes);
}

/** f′ by x and o = f(x). */
@inline
function slopeOf(kind: i32, x: v128, o: v128): v128 {
  const none = f32x4.splat(0);
  const one = f32x4.splat(1);
  if (kind == SIGMOID) return f32x4.mul(o, f32x4.sub(one, o));
  if (kind == TANH) return f32x4.sub(one, f32x4.mul(o, o));
  if (kind == LEAKY_RELU) return v128.bitselect(one, f32x4.splat(LEAK), f32x4.gt(x, none));
  if (kind == ELU) return v128.bitselect(one, f32x4.add(o, one), f32x4.gt(x, none));
  if (kind == SELU) {
    const low = f32x4.add(o, f32x4.splat(SELU_SCALE * SELU_ALPHA));
    return v128.bitselect(f32x4.splat(SELU_SCALE), low, f32x4.gt(x, none));
  }
  if (kind == GELU) return f32x4.add(normalCdf4(x), f32x4.mul(x, normalDensity4(x)));
  if (kind == SILU) return f32x4.mul(sigmoid4(x), f32x4.add(one, f32x4.sub(x, o)));
  if (kind == MISH) {
    const t = softplusTanh(x);
    const bend = f32x4.mul(f32x4.mul(x, sigmoid4(x)), f32x4.sub(one, f32x4.mul(t, t)));
    return f32x4.add(t, bend);
  }
  if (kind == RELU6) {
    const rises = v128.and(f32x4.gt(x, none), f32x4.lt(x, f32x4.splat(6)));
    return v128.and(one, rises);
  }
  return o;
}

@inline
function mapSlopes(kind: i32, x: usize, out: usize, dout: usize, dx: usize, bytes: usize): void {
  for (let at: usize = 0; at < bytes; at += 16) {
    const d = v128.load(dout + at);
    const o = v128.load(out + at);
    if (kind == RELU) v128.store(dx + at, v128.and(d, f32x4.gt(o, f32x4.splat(0))));
    else v128.store(dx + at, f32x4.mul(d, slopeOf(kind, v128.load(x + at), o)));
  }
}

/** dx = dout · f′(x), where out = f(x). */
export function activationBackward(
  kind: i32,
  x: usize,
  out: usize,
  dout: usize,
  dx: usize,
  bytes: usize,
): void {
  if (kind == LINEAR) memory.copy(dx, dout, bytes);
  else if (kind == RELU) mapSlopes(RELU, x, out, dout, dx, bytes);
  else if (kind == SIGMOID) mapSlopes(SIGMOID, x, out, dout, dx, bytes);
  else if (kind == TANH) mapSlopes(TANH, x, out, dout, dx, bytes);
  else if (kind == STEP) memory.fill(dx, 0, bytes);
  else if (kind == LEAKY_RELU) mapSlopes(LEAKY_RELU, x, out, dout, dx, bytes);
  else if (kind == ELU) mapSlopes(ELU, x, out, dout, dx, bytes);
  else if (kind == SELU) mapSlopes(SELU, x, out, dout, dx, bytes);
  else if (kind == GELU) mapSlopes(GELU, x, out, dout, dx, bytes);
  else if (kind == SILU) mapSlopes(SILU, x, out, dout, dx, bytes);
  else if (kind == MISH) mapSlopes(MISH, x, out, dout, dx, bytes);
  else if (kind == EXPONENTIAL) mapSlopes(EXPONENTIAL, x, out, dout, dx, bytes);
  else if (kind == RELU6) mapSlopes(RELU6, x, out, dout, dx, bytes);
}

@inline
function blend(kind: i32, x: v128, alpha: v128): v128 {
  return f32x4.add(x, f32x4.mul(alpha, f32x4.sub(valueOf(kind, x), x)));
}

@inline
function mapBlends(kind: i32, x: usize, alpha: usize, out: usize, rows: i32, columns: i32): void {
  const stride = signalStride(rows);
  for (let half = 0; half < 2 * panelsOf(columns); half++) {
    const place = <usize>(half >> 1) * stride + (<usize>(half & 1) << 4);
    const share = v128.load(alpha + (<usize>half << 4));
    for (let r: usize = place; r < place + <usize>rows * ROW; r += ROW) {
      v128.store(out + r, blend(kind, v128.load(x + r), share));
    }
  }
}

/** out = x + α (f(x) − x), with an α for each column. */
export function blendedForward(
  kind: i32,
  x: usize,
  alpha: usize,
  out: usize,
  rows: i32,
  columns: i32,
): void {
  if (kind == RELU) mapBlends(RELU, x, alpha, out, rows, columns);
  else if (kind == SELU) mapBlends(SELU, x, alpha, out, rows, columns);
  else if (kind == GELU) mapBlends(GELU, x, alpha, out, rows, columns);
  else if (kind == SILU) mapBlends(SILU, x, alpha, out, rows, columns);
  else if (kind == MISH) mapBlends(MISH, x, alpha, out, rows, columns);
}

/** f′ of ReLU is not among slopeOf's, which its own loop spares. */
@inline
function blendedSlope(kind: i32, x: v128, o: v128): v128 {
  if (kind == RELU) return v128.and(f32x4.splat(1), f32x4.gt(x, f32x4.splat(0)));
  return slopeOf(kind, x, o);
}

@inline
function mapBlendedSlopes(
  kind: i32,
  x: usize,
  alpha: usize,
  dout: usize,
  dx: usize,
  dalpha: usize,
  rows: i32,
  columns: i32,
): void {
  const stride = signalStride(rows);
  const one = f32x4.splat(1);
  for (let half = 0; half < 2 * panelsOf(columns); half++) {
    const place = <usize>(half >> 1) * stride + (<usize>(half & 1) << 4);
    const share = v128.load(alpha + (<usize>half << 4));
    let sum = f32x4.splat(0);
    for (let r: usize = place; r < place + <usize>rows * ROW; r += ROW) {
      const value = v128.load(x + r);
      const d = v128.load(dout + r);
      const curved = valueOf(kind, value);
      sum = f32x4.add(sum, f32x4.mul(d, f32x4.sub(curved, value)));
      const bend = f32x4.mul(share, f32x4.sub(blendedSlope(kind, value, curved), one));
      v128.store(dx + r, f32x4.mul(d, f32x4.add(one, bend)));
    }
    v128.store(dalpha + (<usize>half << 4), v128.and(sum, laneMask(half * 4, columns)));
  }
}

export function blendedBackward(
  kind: i32,
  x: usize,
  alpha: usize,
  dout: usize,
  dx: usize,
  dalpha: usize,
  rows: i32,
  columns: i32,
): void {
  if (kind == RELU) mapBlendedSlopes(RELU, x, alpha, dout, dx, dalpha, rows, columns);
  else if (kind == SELU) mapBlendedSlopes(SELU, x, alpha, dout, dx, dalpha, rows, columns);
  else if (kind == GELU) mapBlendedSlopes(GELU, x, alpha, dout, dx, dalpha, rows, columns);
  else if (kind == SILU) mapBlendedSlopes(SILU, x, alpha, dout, dx, dalpha, rows, columns);
  else if (kind == MISH) mapBlendedSlopes(MISH, x, alpha, dout, dx, dalpha, rows, columns);
}
