import { laneMask, panelsOf, ROW, signalStride, sumLanes } from './panels';

const EPSILON: f32 = 1e-5;

@inline
function deviations(variance: v128): v128 {
  return f32x4.sqrt(f32x4.add(variance, f32x4.splat(EPSILON)));
}

/** The mean and the variance of each column; what the padding gets reaches no result. */
export function columnMoments(
  x: usize,
  mean: usize,
  variance: usize,
  rows: i32,
  columns: i32,
): void {
  const stride = signalStride(rows);
  const bytes = <usize>rows * ROW;
  const count = f32x4.splat(<f32>rows);
  for (let half = 0; half < 2 * panelsOf(columns); half++) {
    const from = x + <usize>(half >> 1) * stride + <usize>(half & 1) * 16;
    let sum = f32x4.splat(0);
    for (let r: usize = 0; r < bytes; r += ROW) sum = f32x4.add(sum, v128.load(from + r));
    const center = f32x4.div(sum, count);
    let squares = f32x4.splat(0);
    for (let r: usize = 0; r < bytes; r += ROW) {
      const apart = f32x4.sub(v128.load(from + r), center);
      squares = f32x4.add(squares, f32x4.mul(apart, apart));
    }
    v128.store(mean + <usize>half * 16, center);
    v128.store(variance + <usize>half * 16, f32x4.div(squares, count));
  }
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
  for (let half = 0; half < 2 * panelsOf(columns); half++) {
    const table = <usize>half * 16;
    const place = <usize>(half >> 1) * stride + <usize>(half & 1) * 16;
    const center = v128.load(mean + table);
    const factor = f32x4.div(v128.load(scale + table), deviations(v128.load(variance + table)));
    const move = v128.load(shift + table);
    for (let r: usize = place; r < place + <usize>rows * ROW; r += ROW) {
      const standard = f32x4.mul(f32x4.sub(v128.load(x + r), center), factor);
      v128.store(out + r, f32x4.add(standard, move));
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
  const share = f32x4.splat(1 / <f32>rows);
  for (let half = 0; half < 2 * panelsOf(columns); half++) {
    const table = <usize>half * 16;
    const place = <usize>(half >> 1) * stride + <usize>(half & 1) * 16;
    const end = place + <usize>rows * ROW;
    const center = v128.load(mean + table);
    const inverse = f32x4.div(f32x4.splat(1), deviations(v128.load(variance + table)));
    let sum = f32x4.splat(0);
    let inner = f32x4.splat(0);
    for (let r: usize = place; r < end; r += ROW) {
      const d = v128.load(dout + r);
      const standard = f32x4.mul(f32x4.sub(v128.load(x + r), center), inverse);
      sum = f32x4.add(sum, d);
      inner = f32x4.add(inner, f32x4.mul(d, standard));
    }
    v128.store(dshift + table, sum);
    v128.store(dscale + table, inner);
    const factor = f32x4.mul(v128.load(scale + table), inverse);
    const all = f32x4.mul(sum, share);
    const along = f32x4.mul(inner, share);
    for (let r: usize = place; r < end; r += ROW) {
      const standard = f32x4.mul(f32x4.sub(v128.load(x + r), center), inverse);
      const d = f32x4.sub(f32x4.sub(v128.load(dout + r), all), f32x4.mul(standard, along));
      v128.store(dx + r, f32x4.mul(factor, d));
    }
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
