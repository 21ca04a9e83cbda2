import { exp4, log4, normalCdf4, normalDensity4, sigmoid4, tanh4 } from './vector-math';

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
/** Not an activation: here so that tests can hold its accuracy. */
const LOG: i32 = 12;

const LEAK: f32 = 0.01;
const SELU_SCALE: f32 = 1.0507009873554805;
const SELU_ALPHA: f32 = 1.6732632423543772;

/** tanh(log(1 + eˣ)) = n / (n + 2) with n = eˣ (eˣ + 2); 1 in float32 from 15 on, where eˣ is cut off. */
// @ts-ignore: decorator
@inline
function softplusTanh(x: v128): v128 {
  const e = exp4(f32x4.pmin(x, f32x4.splat(15)));
  const n = f32x4.mul(e, f32x4.add(e, f32x4.splat(2)));
  return f32x4.div(n, f32x4.add(n, f32x4.splat(2)));
}

/** α (eˣ − 1) below 0, x above. */
// @ts-ignore: decorator
@inline
function elu(x: v128, alpha: f32): v128 {
  const low = f32x4.mul(f32x4.splat(alpha), f32x4.sub(exp4(x), f32x4.splat(1)));
  return v128.bitselect(x, low, f32x4.gt(x, f32x4.splat(0)));
}

// @ts-ignore: decorator
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
  if (kind == LOG) return log4(x);
  return x;
}

// @ts-ignore: decorator
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
  else if (kind == LOG) mapValues(LOG, x, out, bytes);
}

/** f′ by x and o = f(x). */
// @ts-ignore: decorator
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
  return o;
}

// @ts-ignore: decorator
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
}
