/** out = x + y. */
export function add(x: usize, y: usize, out: usize, bytes: usize): void {
  for (let at: usize = 0; at < bytes; at += 16) {
    v128.store(out + at, f32x4.add(v128.load(x + at), v128.load(y + at)));
  }
}

/** to ← keep · to + take · from. */
export function blend(to: usize, from: usize, bytes: usize, keep: f32, take: f32): void {
  const kept = f32x4.splat(keep);
  const taken = f32x4.splat(take);
  for (let at: usize = 0; at < bytes; at += 16) {
    const old = f32x4.mul(kept, v128.load(to + at));
    v128.store(to + at, f32x4.add(old, f32x4.mul(taken, v128.load(from + at))));
  }
}

/** Σ x², in float64: a gradient has many small parts. */
export function sumOfSquares(x: usize, bytes: usize): f64 {
  let sum = f64x2.splat(0);
  for (let at: usize = 0; at < bytes; at += 16) {
    const v = v128.load(x + at);
    const low = f64x2.promote_low_f32x4(v);
    const high = f64x2.promote_low_f32x4(i64x2.shuffle(v, v, 1, 0));
    sum = f64x2.add(sum, f64x2.add(f64x2.mul(low, low), f64x2.mul(high, high)));
  }
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}
