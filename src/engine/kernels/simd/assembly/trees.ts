/*
 * Histograms of gradients: for each bin of a column the sums of g and h, two doubles side by side. Gradients are pairs of
 * floats; rows are told by an order of row numbers, 4 bytes each.
 */

/** The pairs of these rows, one after the other, so that every column reads them in order. */
export function gatherPairs(pairs: usize, order: usize, count: i32, to: usize): void {
  const end = order + (<usize>count << 2);
  for (; order < end; order += 4) {
    store<u64>(to, load<u64>(pairs + (<usize>load<u32>(order) << 3)));
    to += 8;
  }
}

@inline
function addPair(histogram: usize, bin: usize, pair: v128): void {
  const place = histogram + (bin << 4);
  v128.store(place, f64x2.add(v128.load(place), pair));
}

@inline
function pairAt(pairs: usize, offset: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(pairs + offset));
}

/** Adds the gathered pairs of the rows to the bins of a column, whose bytes start at `column`; four rows at a time. */
export function buildHistogram(
  column: usize,
  order: usize,
  count: i32,
  pairs: usize,
  histogram: usize,
): void {
  const end = order + (<usize>count << 2);
  const fours = order + (<usize>(count & ~3) << 2);
  while (order < fours) {
    const a = <usize>load<u8>(column + <usize>load<u32>(order));
    const b = <usize>load<u8>(column + <usize>load<u32>(order, 4));
    const c = <usize>load<u8>(column + <usize>load<u32>(order, 8));
    const d = <usize>load<u8>(column + <usize>load<u32>(order, 12));
    const low = v128.load(pairs);
    const high = v128.load(pairs, 16);
    addPair(histogram, a, f64x2.promote_low_f32x4(low));
    addPair(histogram, b, f64x2.promote_low_f32x4(i64x2.shuffle(low, low, 1, 0)));
    addPair(histogram, c, f64x2.promote_low_f32x4(high));
    addPair(histogram, d, f64x2.promote_low_f32x4(i64x2.shuffle(high, high, 1, 0)));
    order += 16;
    pairs += 32;
  }
  for (; order < end; order += 4) {
    addPair(histogram, <usize>load<u8>(column + <usize>load<u32>(order)), pairAt(pairs, 0));
    pairs += 8;
  }
}

/** Sums of g, h, g², h² and gh of these rows, left at `out`. */
export function sumProducts(pairs: usize, order: usize, count: i32, out: usize): void {
  const end = order + (<usize>count << 2);
  let sums = f64x2.splat(0);
  let squares = f64x2.splat(0);
  let products: f64 = 0;
  for (; order < end; order += 4) {
    const pair = pairAt(pairs, <usize>load<u32>(order) << 3);
    sums = f64x2.add(sums, pair);
    squares = f64x2.add(squares, f64x2.mul(pair, pair));
    products += f64x2.extract_lane(pair, 0) * f64x2.extract_lane(pair, 1);
  }
  v128.store(out, sums);
  v128.store(out, squares, 16);
  store<f64>(out, products, 32);
}

/** out = whole − part. */
export function subtractHistogram(whole: usize, part: usize, out: usize, bytes: usize): void {
  for (let at: usize = 0; at < bytes; at += 16) {
    v128.store(out + at, f64x2.sub(v128.load(whole + at), v128.load(part + at)));
  }
}

/**
 * Puts the rows whose bin the table of 256 bytes marks first, each side in its order; returns how many those are. The
 * others wait in `scratch`.
 */
export function partitionRows(
  order: usize,
  count: i32,
  column: usize,
  table: usize,
  scratch: usize,
): i32 {
  const end = order + (<usize>count << 2);
  const start = order;
  let left = order;
  let right = scratch;
  for (; order < end; order += 4) {
    const row = load<u32>(order);
    const marked = <usize>load<u8>(table + <usize>load<u8>(column + <usize>row));
    // Written to both sides, and only one of them moves on: a branch would be guessed wrong half the time.
    store<u32>(left, row);
    store<u32>(right, row);
    left += marked << 2;
    right += (1 - marked) << 2;
  }
  memory.copy(left, scratch, right - scratch);
  return <i32>((left - start) >> 2);
}

@inline
function square(value: f64): f64 {
  return value * value;
}

/**
 * The edge behind which a histogram of so many bins is best parted, or −1: the left side starts with `g0` and `h0`, the
 * whole has `g` and `h`. Only a gain above the one at `out` counts; gain, left g and left h are left there.
 */
export function scanBins(
  sums: usize,
  bins: i32,
  g0: f64,
  h0: f64,
  g: f64,
  h: f64,
  lambda: f64,
  minChildWeight: f64,
  out: usize,
): i32 {
  const whole = h + lambda > 0 ? square(g) / (h + lambda) : 0;
  let best = load<f64>(out);
  let found = -1;
  let left = f64x2(g0, h0);
  for (let bin = 0; bin < bins; bin++) {
    const own = v128.load(sums + (<usize>bin << 4));
    left = f64x2.add(left, own);
    const leftH = f64x2.extract_lane(left, 1);
    const rightH = h - leftH;
    if (leftH < minChildWeight || rightH < minChildWeight) continue;
    const leftG = f64x2.extract_lane(left, 0);
    const pair = f64x2(leftG, g - leftG);
    const under = f64x2.add(f64x2(leftH, rightH), f64x2.splat(lambda));
    const scores = f64x2.div(f64x2.mul(pair, pair), under);
    const gain = f64x2.extract_lane(scores, 0) + f64x2.extract_lane(scores, 1) - whole;
    if (!(gain > best)) continue;
    best = gain;
    found = bin;
    store<f64>(out, gain);
    store<f64>(out, leftG, 8);
    store<f64>(out, leftH, 16);
  }
  return found;
}

/**
 * Adds to the gains, a double for each bin, what parting a node behind it wins: the left side starts with `g0` and `h0`, the
 * whole has `g` and `h`.
 */
export function addGains(
  sums: usize,
  bins: i32,
  g0: f64,
  h0: f64,
  g: f64,
  h: f64,
  lambda: f64,
  minChildWeight: f64,
  gains: usize,
): void {
  const whole = h + lambda > 0 ? square(g) / (h + lambda) : 0;
  const end = sums + (<usize>bins << 4);
  let left = f64x2(g0, h0);
  let parts: f64 = 0;
  let isParted = false;
  let isFirst = true;
  for (; sums < end; sums += 16) {
    const own = v128.load(sums);
    // Small nodes leave most bins empty, and there the sides stay as they were.
    if (isFirst || v128.any_true(own)) {
      isFirst = false;
      left = f64x2.add(left, own);
      const leftH = f64x2.extract_lane(left, 1);
      const rightH = h - leftH;
      isParted = !(leftH < minChildWeight) && !(rightH < minChildWeight);
      if (isParted) {
        const leftG = f64x2.extract_lane(left, 0);
        const pair = f64x2(leftG, g - leftG);
        const under = f64x2.add(f64x2(leftH, rightH), f64x2.splat(lambda));
        const isPresent = f64x2.gt(under, f64x2.splat(0));
        const scores = v128.and(f64x2.div(f64x2.mul(pair, pair), under), isPresent);
        parts = f64x2.extract_lane(scores, 0) + f64x2.extract_lane(scores, 1);
      }
    }
    if (isParted) store<f64>(gains, load<f64>(gains) + parts - whole);
    gains += 8;
  }
}

/** The numbers of these rows, so many pairs of floats each, one row after the other. */
export function gatherRows(
  numbers: usize,
  order: usize,
  count: i32,
  pairs: i32,
  to: usize,
): void {
  const end = order + (<usize>count << 2);
  const bytes = <usize>pairs << 3;
  for (; order < end; order += 4) {
    const from = numbers + <usize>load<u32>(order) * bytes;
    for (let at: usize = 0; at < bytes; at += 8) store<u64>(to + at, load<u64>(from + at));
    to += bytes;
  }
}

/** As buildHistogram, of rows of so many pairs: a bin holds twice as many doubles. */
export function buildWideHistogram(
  column: usize,
  order: usize,
  count: i32,
  numbers: usize,
  pairs: i32,
  histogram: usize,
): void {
  const end = order + (<usize>count << 2);
  const bytes = <usize>pairs << 3;
  for (; order < end; order += 4) {
    const bin = histogram + <usize>load<u8>(column + <usize>load<u32>(order)) * (bytes << 1);
    for (let at: usize = 0; at < bytes; at += 8) {
      const place = bin + (at << 1);
      v128.store(place, f64x2.add(v128.load(place), pairAt(numbers, at)));
    }
    numbers += bytes;
  }
}

/**
 * As scanBins, for several gradients: a bin holds those, an even number of doubles in all, the last of them the hessian. The
 * left side starts with the sums at `left`, which are changed; the whole has those at `total`, whose score is `whole`.
 */
export function scanWideBins(
  sums: usize,
  bins: i32,
  pairs: i32,
  left: usize,
  total: usize,
  whole: f64,
  lambda: f64,
  minChildWeight: f64,
  out: usize,
): i32 {
  let best = load<f64>(out);
  let found = -1;
  const bytes = <usize>pairs << 4;
  const last = bytes - 16;
  const allH = load<f64>(total + bytes - 8);
  for (let bin = 0; bin < bins; bin++) {
    let leftSquares = f64x2.splat(0);
    let rightSquares = f64x2.splat(0);
    for (let at: usize = 0; at < last; at += 16) {
      const own = f64x2.add(v128.load(left + at), v128.load(sums + at));
      v128.store(left + at, own);
      const other = f64x2.sub(v128.load(total + at), own);
      leftSquares = f64x2.add(leftSquares, f64x2.mul(own, own));
      rightSquares = f64x2.add(rightSquares, f64x2.mul(other, other));
    }
    const own = f64x2.add(v128.load(left + last), v128.load(sums + last));
    v128.store(left + last, own);
    sums += bytes;
    const leftH = f64x2.extract_lane(own, 1);
    const rightH = allH - leftH;
    if (leftH < minChildWeight || rightH < minChildWeight) continue;
    const leftG = f64x2.extract_lane(own, 0);
    const squaresOfLeft = lanes(leftSquares) + square(leftG);
    const squaresOfRight = lanes(rightSquares) + square(load<f64>(total + last) - leftG);
    const gain = squaresOfLeft / (leftH + lambda) + squaresOfRight / (rightH + lambda) - whole;
    if (!(gain > best)) continue;
    best = gain;
    found = bin;
    store<f64>(out, gain);
    store<f64>(out, leftH, 8);
  }
  return found;
}

@inline
function lanes(pair: v128): f64 {
  return f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
}
