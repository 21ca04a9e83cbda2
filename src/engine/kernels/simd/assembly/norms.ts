import { laneMask, panelsOf, ROW, signalStride, sumLanes } from './panels';

const EPSILON: f32 = 1e-5;

@inline
function deviations(variance: v128): v128 {
  return f32x4.sqrt(f32x4.add(variance, f32x4.splat(EPSILON)));
}

/** Rows that are summed up on their own: sums of many more would lose digits. */
const CHUNK: usize = 1024 * ROW;

/** The mean and the variance of each column; what the padding gets reaches no result. */
export function columnMoments(
  x: usize,
  mean: usize,
  variance: usize,
  rows: i32,
  columns: i32,
): void {
  const count = f32x4.splat(<f32>rows);
  for (let j = 0; j < panelsOf(columns); j++) {
    const end = x + <usize>rows * ROW;
    let left = f32x4.splat(0);
    let right = f32x4.splat(0);
    for (let from = x; from < end; from += CHUNK) {
      let l = f32x4.splat(0);
      let r = f32x4.splat(0);
      for (let at = from; at < min(from + CHUNK, end); at += ROW) {
        l = f32x4.add(l, v128.load(at));
        r = f32x4.add(r, v128.load(at, 16));
      }
      left = f32x4.add(left, l);
      right = f32x4.add(right, r);
    }
    left = f32x4.div(left, count);
    right = f32x4.div(right, count);
    v128.store(mean, left);
    v128.store(mean, right, 16);
    panelVariance(x, end, left, right, count, variance);
    x += signalStride(rows);
    mean += ROW;
    variance += ROW;
  }
}

function panelVariance(
  x: usize,
  end: usize,
  leftMean: v128,
  rightMean: v128,
  count: v128,
  variance: usize,
): void {
  let left = f32x4.splat(0);
  let right = f32x4.splat(0);
  for (let from = x; from < end; from += CHUNK) {
    let l = f32x4.splat(0);
    let r = f32x4.splat(0);
    for (let at = from; at < min(from + CHUNK, end); at += ROW) {
      const a = f32x4.sub(v128.load(at), leftMean);
      const b = f32x4.sub(v128.load(at, 16), rightMean);
      l = f32x4.add(l, f32x4.mul(a, a));
      r = f32x4.add(r, f32x4.mul(b, b));
    }
    left = f32x4.add(left, l);
    right = f32x4.add(right, r);
  }
  v128.store(variance, f32x4.div(left, count));
  v128.store(variance, f32x4.div(right, count), 16);
}

/** out = scale · (x − mean) / √(variance + ε) + shift, column by column. */
export function batchNormForward(
  x: usize,
  scale: usize,
  shift: usize,
  mean: usize,
  variance: usize,
  out: usize,
  rows: i32,
  columns: i32,
): void {
  const stride = signalStride(rows);
  for (let j = 0; j < panelsOf(columns); j++) {
    const table = <usize>j * ROW;
    const leftMean = v128.load(mean + table);
    const rightMean = v128.load(mean + table, 16);
    const leftScale = f32x4.div(v128.load(scale + table), deviations(v128.load(variance + table)));
    const rightScale = f32x4.div(
      v128.load(scale + table, 16),
      deviations(v128.load(variance + table, 16)),
    );
    const leftShift = v128.load(shift + table);
    const rightShift = v128.load(shift + table, 16);
    const place = <usize>j * stride;
    for (let r = place; r < place + <usize>rows * ROW; r += ROW) {
      const left = f32x4.mul(f32x4.sub(v128.load(x + r), leftMean), leftScale);
      const right = f32x4.mul(f32x4.sub(v128.load(x + r, 16), rightMean), rightScale);
      v128.store(out + r, f32x4.add(left, leftShift));
      v128.store(out + r, f32x4.add(right, rightShift), 16);
    }
  }
}

/** dx = scale / deviation · (dout − mean(dout) − x̂ · mean(dout · x̂)), means over the rows. */
export function batchNormBackward(
  x: usize,
  scale: usize,
  mean: usize,
  variance: usize,
  dout: usize,
  dx: usize,
  dscale: usize,
  dshift: usize,
  rows: i32,
  columns: i32,
): void {
  const stride = signalStride(rows);
  for (let j = 0; j < panelsOf(columns); j++) {
    const table = <usize>j * ROW;
    const place = <usize>j * stride;
    const v = variance + table;
    sumSlopes(x + place, mean + table, v, dout + place, dscale + table, dshift + table, rows);
    const to = dx + place;
    spreadSlopes(x + place, scale + table, mean + table, v, dout + place, to, dscale + table, dshift + table, rows);
  }
}

/** dshift = the sum of a panel's slopes, dscale = that of slope · x̂. */
function sumSlopes(
  x: usize,
  mean: usize,
  variance: usize,
  dout: usize,
  dscale: usize,
  dshift: usize,
  rows: i32,
): void {
  const leftMean = v128.load(mean);
  const rightMean = v128.load(mean, 16);
  let leftSum = f32x4.splat(0);
  let rightSum = f32x4.splat(0);
  let leftInner = f32x4.splat(0);
  let rightInner = f32x4.splat(0);
  const end = <usize>rows * ROW;
  for (let from: usize = 0; from < end; from += CHUNK) {
    let ls = f32x4.splat(0);
    let rs = f32x4.splat(0);
    let li = f32x4.splat(0);
    let ri = f32x4.splat(0);
    for (let r = from; r < min(from + CHUNK, end); r += ROW) {
      const left = v128.load(dout + r);
      const right = v128.load(dout + r, 16);
      ls = f32x4.add(ls, left);
      rs = f32x4.add(rs, right);
      li = f32x4.add(li, f32x4.mul(left, f32x4.sub(v128.load(x + r), leftMean)));
      ri = f32x4.add(ri, f32x4.mul(right, f32x4.sub(v128.load(x + r, 16), rightMean)));
    }
    leftSum = f32x4.add(leftSum, ls);
    rightSum = f32x4.add(rightSum, rs);
    leftInner = f32x4.add(leftInner, li);
    rightInner = f32x4.add(rightInner, ri);
  }
  v128.store(dshift, leftSum);
  v128.store(dshift, rightSum, 16);
  v128.store(dscale, f32x4.div(leftInner, deviations(v128.load(variance))));
  v128.store(dscale, f32x4.div(rightInner, deviations(v128.load(variance, 16))), 16);
}

/** dx of a panel by the sums of its slopes. */
function spreadSlopes(
  x: usize,
  scale: usize,
  mean: usize,
  variance: usize,
  dout: usize,
  dx: usize,
  dscale: usize,
  dshift: usize,
  rows: i32,
): void {
  const share = f32x4.splat(1 / <f32>rows);
  const leftMean = v128.load(mean);
  const rightMean = v128.load(mean, 16);
  const leftDeviation = deviations(v128.load(variance));
  const rightDeviation = deviations(v128.load(variance, 16));
  const leftFactor = f32x4.div(v128.load(scale), leftDeviation);
  const rightFactor = f32x4.div(v128.load(scale, 16), rightDeviation);
  const leftAll = f32x4.mul(v128.load(dshift), share);
  const rightAll = f32x4.mul(v128.load(dshift, 16), share);
  const leftAlong = f32x4.div(f32x4.mul(v128.load(dscale), share), leftDeviation);
  const rightAlong = f32x4.div(f32x4.mul(v128.load(dscale, 16), share), rightDeviation);
  for (let r: usize = 0; r < <usize>rows * ROW; r += ROW) {
    const left = f32x4.mul(f32x4.sub(v128.load(x + r), leftMean), leftAlong);
    const right = f32x4.mul(f32x4.sub(v128.load(x + r, 16), rightMean), rightAlong);
    const l = f32x4.sub(f32x4.sub(v128.load(dout + r), leftAll), left);
    const s = f32x4.sub(f32x4.sub(v128.load(dout + r, 16), rightAll), right);
    v128.store(dx + r, f32x4.mul(leftFactor, l));
    v128.store(dx + r, f32x4.mul(rightFactor, s), 16);
  }
}

@inline
function placeOf(column: i32, stride: usize): usize {
  return <usize>(column >> 3) * stride + (<usize>(column & 7) << 2);
}

function meanOfRow(x: usize, stride: usize, columns: i32): f32 {
  let sum = f32x4.splat(0);
  for (let c = 0; c < columns; c += 4) {
    sum = f32x4.add(sum, v128.and(v128.load(x + placeOf(c, stride)), laneMask(c, columns)));
  }
  return sumLanes(sum) / <f32>columns;
}

/** 1 / √(variance + ε) of a row. */
function inverseDeviation(x: usize, stride: usize, columns: i32, mean: f32): f32 {
  let squares = f32x4.splat(0);
  for (let c = 0; c < columns; c += 4) {
    const apart = f32x4.sub(v128.load(x + placeOf(c, stride)), f32x4.splat(mean));
    squares = f32x4.add(squares, v128.and(f32x4.mul(apart, apart), laneMask(c, columns)));
  }
  return 1 / sqrt<f32>(sumLanes(squares) / <f32>columns + EPSILON);
}

/** out = scale · x̂ + shift, where x̂ is x standardised row by row. */
export function layerNormForward(
  x: usize,
  scale: usize,
  shift: usize,
  out: usize,
  rows: i32,
  columns: i32,
): void {
  const stride = signalStride(rows);
  for (let r: usize = 0; r < <usize>rows * ROW; r += ROW) {
    const mean = meanOfRow(x + r, stride, columns);
    const inverse = f32x4.splat(inverseDeviation(x + r, stride, columns, mean));
    for (let c = 0; c < 8 * panelsOf(columns); c += 4) {
      const at = r + placeOf(c, stride);
      const table = <usize>c << 2;
      const standard = f32x4.mul(f32x4.sub(v128.load(x + at), f32x4.splat(mean)), inverse);
      const scaled = f32x4.mul(v128.load(scale + table), standard);
      v128.store(out + at, f32x4.add(scaled, v128.load(shift + table)));
    }
  }
}

/** dx = (g − mean(g) − x̂ · mean(g · x̂)) / deviation with g = dout · scale, means over the columns. */
export function layerNormBackward(
  x: usize,
  scale: usize,
  dout: usize,
  dx: usize,
  dscale: usize,
  dshift: usize,
  rows: i32,
  columns: i32,
): void {
  const stride = signalStride(rows);
  const width = 8 * panelsOf(columns);
  memory.fill(dscale, 0, <usize>width << 2);
  memory.fill(dshift, 0, <usize>width << 2);
  for (let r: usize = 0; r < <usize>rows * ROW; r += ROW) {
    const mean = meanOfRow(x + r, stride, columns);
    const center = f32x4.splat(mean);
    const inverse = f32x4.splat(inverseDeviation(x + r, stride, columns, mean));
    let sums = f32x4.splat(0);
    let inners = f32x4.splat(0);
    for (let c = 0; c < width; c += 4) {
      const at = r + placeOf(c, stride);
      const table = <usize>c << 2;
      const d = v128.load(dout + at);
      const standard = f32x4.mul(f32x4.sub(v128.load(x + at), center), inverse);
      const g = f32x4.mul(d, v128.load(scale + table));
      v128.store(dshift + table, f32x4.add(v128.load(dshift + table), d));
      v128.store(dscale + table, f32x4.add(v128.load(dscale + table), f32x4.mul(d, standard)));
      sums = f32x4.add(sums, g);
      inners = f32x4.add(inners, f32x4.mul(g, standard));
    }
    const all = f32x4.splat(sumLanes(sums) / <f32>columns);
    const along = f32x4.splat(sumLanes(inners) / <f32>columns);
    for (let c = 0; c < width; c += 4) {
      const at = r + placeOf(c, stride);
      const standard = f32x4.mul(f32x4.sub(v128.load(x + at), center), inverse);
      const g = f32x4.mul(v128.load(dout + at), v128.load(scale + (<usize>c << 2)));
      const d = f32x4.sub(f32x4.sub(g, all), f32x4.mul(standard, along));
      v128.store(dx + at, v128.and(f32x4.mul(d, inverse), laneMask(c, columns)));
    }
  }
}
