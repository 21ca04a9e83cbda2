/*
 * Polynomials after Cephes (Moshier) on four floats at once. The error bounds are those found over a dense
 * sweep of the stated range, and the tests hold them.
 */
import { madd } from './panels';

/** eˣ within 2 ulp on [−87.3, 88.3]; beyond, the value at the nearer end. */
@inline
export function exp4(x: v128): v128 {
  x = f32x4.pmin(f32x4.pmax(x, f32x4.splat(-87.33654)), f32x4.splat(88.37626));
  const n = f32x4.nearest(f32x4.mul(x, f32x4.splat(1.4426950408889634)));
  // ln 2 in two parts, the first exact in few bits, so that n · part loses nothing.
  x = f32x4.sub(x, f32x4.mul(n, f32x4.splat(0.693359375)));
  x = f32x4.sub(x, f32x4.mul(n, f32x4.splat(-2.12194440e-4)));
  let p = f32x4.splat(1.9875691500e-4);
  p = madd(p, x, f32x4.splat(1.3981999507e-3));
  p = madd(p, x, f32x4.splat(8.3334519073e-3));
  p = madd(p, x, f32x4.splat(4.1665795894e-2));
  p = madd(p, x, f32x4.splat(1.6666665459e-1));
  p = madd(p, x, f32x4.splat(5.0000001201e-1));
  p = f32x4.add(madd(p, f32x4.mul(x, x), x), f32x4.splat(1));
  const exponent = i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127));
  return f32x4.mul(p, i32x4.shl(exponent, 23));
}

/** ln x within 2 ulp for positive normal x. */
@inline
export function log4(x: v128): v128 {
  // x = m · 2ⁿ with m in [√½, √2).
  const shifted = i32x4.sub(x, i32x4.splat(0x3f3504f3));
  const n = f32x4.convert_i32x4_s(i32x4.shr_s(shifted, 23));
  const m = i32x4.add(v128.and(shifted, i32x4.splat(0x007fffff)), i32x4.splat(0x3f3504f3));
  const f = f32x4.sub(m, f32x4.splat(1));
  const z = f32x4.mul(f, f);
  let p = f32x4.splat(7.0376836292e-2);
  p = madd(p, f, f32x4.splat(-1.1514610310e-1));
  p = madd(p, f, f32x4.splat(1.1676998740e-1));
  p = madd(p, f, f32x4.splat(-1.2420140846e-1));
  p = madd(p, f, f32x4.splat(1.4249322787e-1));
  p = madd(p, f, f32x4.splat(-1.6668057665e-1));
  p = madd(p, f, f32x4.splat(2.0000714765e-1));
  p = madd(p, f, f32x4.splat(-2.4999993993e-1));
  p = madd(p, f, f32x4.splat(3.3333331174e-1));
  let tail = f32x4.mul(f32x4.mul(p, f), z);
  tail = madd(n, f32x4.splat(-2.12194440e-4), tail);
  tail = madd(z, f32x4.splat(-0.5), tail);
  return madd(n, f32x4.splat(0.693359375), f32x4.add(f, tail));
}

/** 1 / (1 + e^−x) within 4 ulp on [−87, 88]. */
@inline
export function sigmoid4(x: v128): v128 {
  const e = exp4(f32x4.neg(f32x4.abs(x)));
  const s = f32x4.div(f32x4.splat(1), f32x4.add(f32x4.splat(1), e));
  return v128.bitselect(f32x4.mul(e, s), s, f32x4.lt(x, f32x4.splat(0)));
}

/** tanh x within 3 ulp. */
@inline
export function tanh4(x: v128): v128 {
  const magnitude = f32x4.abs(x);
  const z = f32x4.mul(x, x);
  let p = f32x4.splat(-5.70498872745e-3);
  p = madd(p, z, f32x4.splat(2.06390887954e-2));
  p = madd(p, z, f32x4.splat(-5.37397155531e-2));
  p = madd(p, z, f32x4.splat(1.33314422036e-1));
  p = madd(p, z, f32x4.splat(-3.33332819422e-1));
  p = madd(f32x4.mul(p, z), x, x);
  const one = f32x4.splat(1);
  const e = exp4(f32x4.add(magnitude, magnitude));
  const far = f32x4.sub(one, f32x4.div(f32x4.splat(2), f32x4.add(e, one)));
  const signed = v128.or(far, v128.and(x, f32x4.splat(-0.0)));
  return v128.bitselect(p, signed, f32x4.lt(magnitude, f32x4.splat(0.625)));
}

const INVERSE_ROOT_2PI: f32 = 0.3989422804;

/** e^(−x²/2) / √(2π). */
@inline
export function normalDensity4(x: v128): v128 {
  const half = f32x4.mul(f32x4.splat(-0.5), f32x4.mul(x, x));
  return f32x4.mul(f32x4.splat(INVERSE_ROOT_2PI), exp4(half));
}

/** Φ(x) within 2e-7 (Abramowitz and Stegun 7.1.26). */
@inline
export function normalCdf4(x: v128): v128 {
  const one = f32x4.splat(1);
  const z = f32x4.mul(f32x4.abs(x), f32x4.splat(0.7071067811865476));
  const t = f32x4.div(one, madd(f32x4.splat(0.3275911), z, one));
  let p = f32x4.splat(1.061405429);
  p = madd(p, t, f32x4.splat(-1.453152027));
  p = madd(p, t, f32x4.splat(1.421413741));
  p = madd(p, t, f32x4.splat(-0.284496736));
  p = madd(p, t, f32x4.splat(0.254829592));
  const tail = f32x4.mul(f32x4.mul(p, t), f32x4.mul(f32x4.splat(0.5), exp4(f32x4.neg(f32x4.mul(z, z)))));
  return v128.bitselect(tail, f32x4.sub(one, tail), f32x4.lt(x, f32x4.splat(0)));
}

/** x less the nearest whole number: the angle of x turns, within half a turn. */
@inline
function withinTurn(x: v128): v128 {
  return f32x4.sub(x, f32x4.nearest(x));
}

/** sin 2πr for |r| ≤ ¼, an odd polynomial (Taylor to the 13th power). */
@inline
function sineOfTurn(r: v128): v128 {
  const z = f32x4.mul(r, r);
  let p = f32x4.splat(3.8199525848482821);
  p = madd(p, z, f32x4.splat(-15.094642576822990));
  p = madd(p, z, f32x4.splat(42.058693944897655));
  p = madd(p, z, f32x4.splat(-76.705859753061385));
  p = madd(p, z, f32x4.splat(81.605249276075057));
  p = madd(p, z, f32x4.splat(-41.341702240399755));
  p = madd(p, z, f32x4.splat(6.2831853071795865));
  return f32x4.mul(p, r);
}

/** cos 2πx, within 3e-7 wherever x itself is exact. */
@inline
export function cosine4(x: v128): v128 {
  const quarter = f32x4.sub(f32x4.splat(0.25), f32x4.abs(withinTurn(x)));
  return sineOfTurn(quarter);
}

/** sin 2πx, within 3e-7 wherever x itself is exact. */
@inline
export function sine4(x: v128): v128 {
  const r = withinTurn(x);
  // sin is symmetric about a quarter turn, so that what lies beyond comes back.
  const folded = f32x4.sub(f32x4.splat(0.25), f32x4.abs(f32x4.sub(f32x4.splat(0.25), f32x4.abs(r))));
  return sineOfTurn(v128.or(folded, v128.and(r, f32x4.splat(-0.0))));
}
