import { madd } from './panels';

/**
 * x, or 0 where |x| < 1e-30; what is no number stays none, so that training that diverges is seen. The moments of a unit that has died shrink until they are subnormal, round to
 * themselves from then on, and processors take many times as long over subnormal numbers.
 */
@inline
function flushed(x: v128): v128 {
  return v128.andnot(x, f32x4.lt(f32x4.abs(x), f32x4.splat(1e-30)));
}

/** v ← μ v + g with g = dw + λ w, then w ← w − η v, or with Nesterov w ← w − η (g + μ v). */
export function sgd(
  w: usize,
  dw: usize,
  velocity: usize,
  bytes: usize,
  learningRate: f32,
  momentum: f32,
  weightDecay: f32,
  nesterov: bool,
): void {
  const rate = f32x4.splat(-learningRate);
  const keep = f32x4.splat(momentum);
  const decay = f32x4.splat(weightDecay);
  for (let at: usize = 0; at < bytes; at += 16) {
    const weight = v128.load(w + at);
    const slope = madd(decay, weight, v128.load(dw + at));
    const v = flushed(madd(keep, v128.load(velocity + at), slope));
    v128.store(velocity + at, v);
    v128.store(w + at, madd(rate, nesterov ? madd(keep, v, slope) : v, weight));
  }
}

/** v ← ρ v + (1 − ρ) g² with g = dw + λ w, w ← w − η g / (√v + ε). */
export function rmsprop(
  w: usize,
  dw: usize,
  v: usize,
  bytes: usize,
  learningRate: f32,
  decay: f32,
  epsilon: f32,
  weightDecay: f32,
): void {
  const rate = f32x4.splat(learningRate);
  const keep = f32x4.splat(decay);
  const take = f32x4.splat(1 - decay);
  for (let at: usize = 0; at < bytes; at += 16) {
    const weight = v128.load(w + at);
    const slope = madd(f32x4.splat(weightDecay), weight, v128.load(dw + at));
    const square = f32x4.mul(f32x4.mul(take, slope), slope);
    const mean = flushed(madd(keep, v128.load(v + at), square));
    v128.store(v + at, mean);
    const size = f32x4.add(f32x4.sqrt(mean), f32x4.splat(epsilon));
    v128.store(w + at, f32x4.sub(weight, f32x4.mul(rate, f32x4.div(slope, size))));
  }
}

/** Adam with its constants worked out: rate = η / (1 − β₁ᵗ), share = 1 / (1 − β₂ᵗ), shrink = 1 − η λ. */
export function adam(
  w: usize,
  dw: usize,
  m: usize,
  v: usize,
  bytes: usize,
  beta1: f32,
  beta2: f32,
  rate: f32,
  share: f32,
  epsilon: f32,
  shrink: f32,
): void {
  const keep1 = f32x4.splat(beta1);
  const take1 = f32x4.splat(1 - beta1);
  const keep2 = f32x4.splat(beta2);
  const take2 = f32x4.splat(1 - beta2);
  const rates = f32x4.splat(rate);
  const shares = f32x4.splat(share);
  const guard = f32x4.splat(epsilon);
  const shrinks = f32x4.splat(shrink);
  for (let at: usize = 0; at < bytes; at += 16) {
    const slope = v128.load(dw + at);
    const first = flushed(madd(keep1, v128.load(m + at), f32x4.mul(take1, slope)));
    const square = f32x4.mul(f32x4.mul(take2, slope), slope);
    const second = flushed(madd(keep2, v128.load(v + at), square));
    v128.store(m + at, first);
    v128.store(v + at, second);
    const size = f32x4.add(f32x4.sqrt(f32x4.mul(second, shares)), guard);
    const move = f32x4.mul(rates, f32x4.div(first, size));
    v128.store(w + at, f32x4.sub(f32x4.mul(shrinks, v128.load(w + at)), move));
  }
}
