import { laneMask, panelsOf, ROW, signalStride } from './panels';

const EPSILON: f32 = 1e-5;

/*
 * `scratch` has four rows of numbers, one a channel: the mean and the inverse deviation of the channel's group, and in the
 * gradient the group's means of g and of g · x̂.
 */

/** out = scale · x̂ + shift, where x̂ is x standardised over a group of one example. */
export function groupNormForward(
  x: usize,
  scale: usize,
  shift: usize,
  scratch: usize,
  out: usize,
  maps: i32,
  places: i32,
  columns: i32,
  groups: i32,
): void {
  const stride = signalStride(maps * places);
  const row = <usize>panelsOf(columns) * ROW;
  for (let map = 0; map < maps; map++) {
    const skip = <usize>(map * places) * ROW;
    momentsOf(x + skip, stride, scratch, places, columns, groups);
    for (let half = 0; half < 2 * panelsOf(columns); half++) {
      const table = <usize>half << 4;
      const factor = f32x4.mul(v128.load(scratch + row + table), v128.load(scale + table));
      const center = v128.load(scratch + table);
      const move = v128.load(shift + table);
      const start = skip + placeOf(half, stride);
      for (let at = start; at < start + <usize>places * ROW; at += ROW) {
        const scaled = f32x4.mul(f32x4.sub(v128.load(x + at), center), factor);
        v128.store(out + at, f32x4.add(scaled, move));
      }
    }
  }
}

/** dx = (g − mean(g) − x̂ · mean(g · x̂)) / deviation with g = dout · scale, means over the group. */
export function groupNormBackward(
  x: usize,
  scale: usize,
  scratch: usize,
  dout: usize,
  dx: usize,
  dscale: usize,
  dshift: usize,
  maps: i32,
  places: i32,
  columns: i32,
  groups: i32,
): void {
  const stride = signalStride(maps * places);
  const row = <usize>panelsOf(columns) * ROW;
  memory.fill(dscale, 0, row);
  memory.fill(dshift, 0, row);
  for (let map = 0; map < maps; map++) {
    const skip = <usize>(map * places) * ROW;
    momentsOf(x + skip, stride, scratch, places, columns, groups);
    sumSlopes(x + skip, scale, scratch, dout + skip, dscale, dshift, stride, places, columns);
    overGroups(scratch + 2 * row, places, columns, groups);
    overGroups(scratch + 3 * row, places, columns, groups);
    for (let half = 0; half < 2 * panelsOf(columns); half++) {
      const table = scratch + (<usize>half << 4);
      const center = v128.load(table);
      const inverse = v128.load(table + row);
      const all = v128.load(table + 2 * row);
      const along = v128.load(table + 3 * row);
      const factor = v128.load(scale + (<usize>half << 4));
      const mask = laneMask(half * 4, columns);
      const start = skip + placeOf(half, stride);
      for (let at = start; at < start + <usize>places * ROW; at += ROW) {
        const standard = f32x4.mul(f32x4.sub(v128.load(x + at), center), inverse);
        const g = f32x4.mul(v128.load(dout + at), factor);
        const d = f32x4.sub(f32x4.sub(g, all), f32x4.mul(standard, along));
        v128.store(dx + at, v128.and(f32x4.mul(d, inverse), mask));
      }
    }
  }
}

/** Adds up dscale and dshift; leaves each channel's sums of g and of g · x̂ in the third and fourth row. */
function sumSlopes(
  x: usize,
  scale: usize,
  scratch: usize,
  dout: usize,
  dscale: usize,
  dshift: usize,
  stride: usize,
  places: i32,
  columns: i32,
): void {
  const row = <usize>panelsOf(columns) * ROW;
  for (let half = 0; half < 2 * panelsOf(columns); half++) {
    const table = <usize>half << 4;
    const center = v128.load(scratch + table);
    const inverse = v128.load(scratch + row + table);
    let sum = f32x4.splat(0);
    let inner = f32x4.splat(0);
    const start = placeOf(half, stride);
    for (let at = start; at < start + <usize>places * ROW; at += ROW) {
      const d = v128.load(dout + at);
      const standard = f32x4.mul(f32x4.sub(v128.load(x + at), center), inverse);
      sum = f32x4.add(sum, d);
      inner = f32x4.add(inner, f32x4.mul(d, standard));
    }
    v128.store(dshift + table, f32x4.add(v128.load(dshift + table), sum));
    v128.store(dscale + table, f32x4.add(v128.load(dscale + table), inner));
    const factor = v128.load(scale + table);
    v128.store(scratch + 2 * row + table, f32x4.mul(sum, factor));
    v128.store(scratch + 3 * row + table, f32x4.mul(inner, factor));
  }
}

/** The mean and the inverse deviation of each channel's group, in the first and second row. */
function momentsOf(
  x: usize,
  stride: usize,
  scratch: usize,
  places: i32,
  columns: i32,
  groups: i32,
): void {
  const inverse = scratch + <usize>panelsOf(columns) * ROW;
  for (let half = 0; half < 2 * panelsOf(columns); half++) {
    const start = x + placeOf(half, stride);
    let sum = f32x4.splat(0);
    for (let at = start; at < start + <usize>places * ROW; at += ROW) sum = f32x4.add(sum, v128.load(at));
    v128.store(scratch + (<usize>half << 4), sum);
  }
  overGroups(scratch, places, columns, groups);
  for (let half = 0; half < 2 * panelsOf(columns); half++) {
    const start = x + placeOf(half, stride);
    const center = v128.load(scratch + (<usize>half << 4));
    let squares = f32x4.splat(0);
    for (let at = start; at < start + <usize>places * ROW; at += ROW) {
      const apart = f32x4.sub(v128.load(at), center);
      squares = f32x4.add(squares, f32x4.mul(apart, apart));
    }
    v128.store(inverse + (<usize>half << 4), squares);
  }
  overGroups(inverse, places, columns, groups);
  for (let c = 0; c < columns; c++) {
    const at = inverse + (<usize>c << 2);
    store<f32>(at, 1 / sqrt<f32>(load<f32>(at) + EPSILON));
  }
}

/** Puts the mean over all values of its group in the place of each channel's sum. */
function overGroups(sums: usize, places: i32, columns: i32, groups: i32): void {
  const channels = columns / groups;
  const bytes = <usize>channels << 2;
  for (let group = 0; group < groups; group++) {
    const from = sums + <usize>group * bytes;
    let sum: f32 = 0;
    for (let at = from; at < from + bytes; at += 4) sum += load<f32>(at);
    const mean = sum / <f32>(places * channels);
    for (let at = from; at < from + bytes; at += 4) store<f32>(at, mean);
  }
}

@inline
function placeOf(half: i32, stride: usize): usize {
  return <usize>(half >> 1) * stride + (<usize>(half & 1) << 4);
}
