import { exp4, log4, sigmoid4, tanh4 } from './vector-math';

export const LINEAR: i32 = 0;
export const ACTIVATE_RELU: i32 = 1;
export const SIGMOID: i32 = 2;
export const TANH: i32 = 3;
/** Not activations: here so that tests can hold their accuracy. */
export const EXP: i32 = 4;
export const LOG: i32 = 5;

// @ts-ignore: decorator
@inline
function mapValues(kind: i32, x: usize, out: usize, bytes: usize): void {
  for (let at: usize = 0; at < bytes; at += 16) {
    let v = v128.load(x + at);
    if (kind == ACTIVATE_RELU) v = f32x4.pmax(v, f32x4.splat(0));
    else if (kind == SIGMOID) v = sigmoid4(v);
    else if (kind == TANH) v = tanh4(v);
    else if (kind == EXP) v = exp4(v);
    else if (kind == LOG) v = log4(v);
    v128.store(out + at, v);
  }
}

/** out = f(x) over all that lies between, padding included. */
export function activationForward(kind: i32, x: usize, out: usize, bytes: usize): void {
  if (kind == LINEAR) memory.copy(out, x, bytes);
  else if (kind == ACTIVATE_RELU) mapValues(ACTIVATE_RELU, x, out, bytes);
  else if (kind == SIGMOID) mapValues(SIGMOID, x, out, bytes);
  else if (kind == TANH) mapValues(TANH, x, out, bytes);
  else if (kind == EXP) mapValues(EXP, x, out, bytes);
  else if (kind == LOG) mapValues(LOG, x, out, bytes);
}

// @ts-ignore: decorator
@inline
function mapSlopes(kind: i32, out: usize, dout: usize, dx: usize, bytes: usize): void {
  const one = f32x4.splat(1);
  for (let at: usize = 0; at < bytes; at += 16) {
    const o = v128.load(out + at);
    const d = v128.load(dout + at);
    let v = v128.and(d, f32x4.gt(o, f32x4.splat(0)));
    if (kind == SIGMOID) v = f32x4.mul(d, f32x4.mul(o, f32x4.sub(one, o)));
    else if (kind == TANH) v = f32x4.mul(d, f32x4.sub(one, f32x4.mul(o, o)));
    v128.store(dx + at, v);
  }
}

/** dx = dout · f′(x), where out = f(x). */
export function activationBackward(
  kind: i32,
  out: usize,
  dout: usize,
  dx: usize,
  bytes: usize,
): void {
  if (kind == LINEAR) memory.copy(dx, dout, bytes);
  else if (kind == ACTIVATE_RELU) mapSlopes(ACTIVATE_RELU, out, dout, dx, bytes);
  else if (kind == SIGMOID) mapSlopes(SIGMOID, out, dout, dx, bytes);
  else if (kind == TANH) mapSlopes(TANH, out, dout, dx, bytes);
}
