import { panelsOf, ROW, signalStride, weightStride } from './panels';
import { height, mapRows, width } from './windows';

/*
 * Tiles are numbered as (example, y, x) and lie in panels, a matrix (tiles, columns) for each of their 16 places; `place` is
 * the bytes from one place to the next, `panel` those from one of its panels to the next.
 */

const HALF: v128 = f32x4.splat(0.5);

/** The 4 × 4 inputs of each tile, with zeros beyond the map: Bᵀ d B. */
export function toTiles(
  x: usize,
  to: usize,
  place: usize,
  panel: usize,
  first: i32,
  count: i32,
  columns: i32,
): void {
  const across = (width + 1) >> 1;
  const down = (height + 1) >> 1;
  const line = <usize>width * ROW;
  for (let c = 0; c < panelsOf(columns); c++) {
    let column = first % across;
    let row = (first / across) % down;
    let map = x + <usize>c * signalStride(mapRows());
    map += <usize>(first / across / down * height) * line;
    let tile = to + <usize>c * panel;
    for (let n = 0; n < count; n++) {
      const top = 2 * row - 1;
      const left = 2 * column - 1;
      if (top >= 0 && left >= 0 && top + 3 < height && left + 3 < width) {
        const at = map + <usize>(top * width + left) * ROW;
        turnInside(at, line, tile, place);
        turnInside(at + 16, line, tile + 16, place);
      } else {
        turnEdge(map, top, left, tile, place);
        turnEdge(map + 16, top, left, tile + 16, place);
      }
      tile += ROW;
      if (++column == across) {
        column = 0;
        if (++row == down) {
          row = 0;
          map += <usize>height * line;
        }
      }
    }
  }
}

function turnInside(at: usize, line: usize, to: usize, place: usize): void {
  let a = v128.load(at);
  let b = v128.load(at, 32);
  let c = v128.load(at, 64);
  let d = v128.load(at, 96);
  const r00 = f32x4.sub(a, c);
  const r01 = f32x4.add(b, c);
  const r02 = f32x4.sub(c, b);
  const r03 = f32x4.sub(b, d);
  at += line;
  a = v128.load(at);
  b = v128.load(at, 32);
  c = v128.load(at, 64);
  d = v128.load(at, 96);
  const r10 = f32x4.sub(a, c);
  const r11 = f32x4.add(b, c);
  const r12 = f32x4.sub(c, b);
  const r13 = f32x4.sub(b, d);
  at += line;
  a = v128.load(at);
  b = v128.load(at, 32);
  c = v128.load(at, 64);
  d = v128.load(at, 96);
  const r20 = f32x4.sub(a, c);
  const r21 = f32x4.add(b, c);
  const r22 = f32x4.sub(c, b);
  const r23 = f32x4.sub(b, d);
  at += line;
  a = v128.load(at);
  b = v128.load(at, 32);
  c = v128.load(at, 64);
  d = v128.load(at, 96);
  turnColumn(r00, r10, r20, f32x4.sub(a, c), to, place);
  turnColumn(r01, r11, r21, f32x4.add(b, c), to + place, place);
  turnColumn(r02, r12, r22, f32x4.sub(c, b), to + 2 * place, place);
  turnColumn(r03, r13, r23, f32x4.sub(b, d), to + 3 * place, place);
}

@inline
function turnColumn(a: v128, b: v128, c: v128, d: v128, to: usize, place: usize): void {
  v128.store(to, f32x4.sub(a, c));
  v128.store(to + 4 * place, f32x4.add(b, c));
  v128.store(to + 8 * place, f32x4.sub(c, b));
  v128.store(to + 12 * place, f32x4.sub(b, d));
}

/** A tile of which something lies beyond the map. */
function turnEdge(map: usize, top: i32, left: i32, to: usize, place: usize): void {
  for (let j = 0; j < 4; j++) {
    // What a column of the turned tile takes of the columns of the tile: one plus or minus another.
    const plus = left + (j == 0 ? 0 : j == 2 ? 2 : 1);
    const other = left + (j == 3 ? 3 : j == 2 ? 1 : 2);
    const adds = j == 1;
    const a = mixed(map, top, plus, other, adds);
    const b = mixed(map, top + 1, plus, other, adds);
    const c = mixed(map, top + 2, plus, other, adds);
    const d = mixed(map, top + 3, plus, other, adds);
    turnColumn(a, b, c, d, to + <usize>j * place, place);
  }
}

@inline
function mixed(map: usize, y: i32, first: i32, second: i32, adds: bool): v128 {
  const a = valueAt(map, y, first);
  const b = valueAt(map, y, second);
  return adds ? f32x4.add(a, b) : f32x4.sub(a, b);
}

@inline
function valueAt(map: usize, y: i32, x: i32): v128 {
  if (<u32>y >= <u32>height || <u32>x >= <u32>width) return f32x4.splat(0);
  return v128.load(map + <usize>(y * width + x) * ROW);
}

/** The 2 × 2 outputs of each tile: Aᵀ m A + b. */
export function tilesToOutput(
  from: usize,
  place: usize,
  panel: usize,
  b: usize,
  out: usize,
  first: i32,
  count: i32,
  columns: i32,
): void {
  const across = (width + 1) >> 1;
  const down = (height + 1) >> 1;
  const line = <usize>width * ROW;
  for (let half = 0; half < 2 * panelsOf(columns); half++) {
    const side = <usize>(half & 1) << 4;
    const bias = v128.load(b + (<usize>half << 4));
    let column = first % across;
    let row = (first / across) % down;
    let map = out + <usize>(half >> 1) * signalStride(mapRows()) + side;
    map += <usize>(first / across / down * height) * line;
    let tile = from + <usize>(half >> 1) * panel + side;
    for (let n = 0; n < count; n++) {
      const at = map + <usize>(2 * row * width + 2 * column) * ROW;
      turnOutput(tile, place, bias, at, line, 2 * row + 1 < height, 2 * column + 1 < width);
      tile += ROW;
      if (++column == across) {
        column = 0;
        if (++row == down) {
          row = 0;
          map += <usize>height * line;
        }
      }
    }
  }
}

@inline
function turnOutput(
  m: usize,
  place: usize,
  bias: v128,
  out: usize,
  line: usize,
  hasBelow: bool,
  hasRight: bool,
): void {
  const u0 = upper(m, place);
  const u1 = upper(m + place, place);
  const u2 = upper(m + 2 * place, place);
  const u3 = upper(m + 3 * place, place);
  const l0 = lower(m, place);
  const l1 = lower(m + place, place);
  const l2 = lower(m + 2 * place, place);
  const l3 = lower(m + 3 * place, place);
  v128.store(out, f32x4.add(bias, f32x4.add(f32x4.add(u0, u1), u2)));
  if (hasRight) v128.store(out, f32x4.add(bias, f32x4.sub(f32x4.sub(u1, u2), u3)), 32);
  if (!hasBelow) return;
  v128.store(out + line, f32x4.add(bias, f32x4.add(f32x4.add(l0, l1), l2)));
  if (hasRight) v128.store(out + line, f32x4.add(bias, f32x4.sub(f32x4.sub(l1, l2), l3)), 32);
}

@inline
function upper(m: usize, place: usize): v128 {
  const sum = f32x4.add(v128.load(m), v128.load(m + 4 * place));
  return f32x4.add(sum, v128.load(m + 8 * place));
}

@inline
function lower(m: usize, place: usize): v128 {
  const apart = f32x4.sub(v128.load(m + 4 * place), v128.load(m + 8 * place));
  return f32x4.sub(apart, v128.load(m + 12 * place));
}

/** The gradient of each tile's places by that of its 2 × 2 outputs: A dy Aᵀ. */
export function outputToTiles(
  dout: usize,
  to: usize,
  place: usize,
  panel: usize,
  first: i32,
  count: i32,
  columns: i32,
): void {
  const across = (width + 1) >> 1;
  const down = (height + 1) >> 1;
  const line = <usize>width * ROW;
  for (let half = 0; half < 2 * panelsOf(columns); half++) {
    const side = <usize>(half & 1) << 4;
    let column = first % across;
    let row = (first / across) % down;
    let map = dout + <usize>(half >> 1) * signalStride(mapRows()) + side;
    map += <usize>(first / across / down * height) * line;
    let tile = to + <usize>(half >> 1) * panel + side;
    for (let n = 0; n < count; n++) {
      const a = valueAt(map, 2 * row, 2 * column);
      const b = valueAt(map, 2 * row, 2 * column + 1);
      const c = valueAt(map, 2 * row + 1, 2 * column);
      const d = valueAt(map, 2 * row + 1, 2 * column + 1);
      spread(a, b, tile, place);
      spread(f32x4.add(a, c), f32x4.add(b, d), tile + 4 * place, place);
      spread(f32x4.sub(a, c), f32x4.sub(b, d), tile + 8 * place, place);
      spread(f32x4.neg(c), f32x4.neg(d), tile + 12 * place, place);
      tile += ROW;
      if (++column == across) {
        column = 0;
        if (++row == down) {
          row = 0;
          map += <usize>height * line;
        }
      }
    }
  }
}

@inline
function spread(a: v128, b: v128, to: usize, place: usize): void {
  v128.store(to, a);
  v128.store(to + place, f32x4.add(a, b));
  v128.store(to + 2 * place, f32x4.sub(a, b));
  v128.store(to + 3 * place, f32x4.neg(b));
}

/** Weights (9 · inputs, outputs) as 16 of (inputs, outputs): G g Gᵀ. */
export function weightsToTiles(w: usize, to: usize, inputs: i32, outputs: i32): void {
  const tap = <usize>inputs * ROW;
  const place = <usize>panelsOf(outputs) * weightStride(inputs);
  for (let j = 0; j < panelsOf(outputs); j++) {
    const from = w + <usize>j * weightStride(9 * inputs);
    const panel = to + <usize>j * weightStride(inputs);
    for (let at: usize = 0; at < tap; at += 16) {
      const g = from + at;
      const u = panel + at;
      widen(v128.load(g), v128.load(g + tap), v128.load(g + 2 * tap), u, place, 0);
      const middle = g + 3 * tap;
      const last = g + 6 * tap;
      const sum0 = f32x4.mul(HALF, f32x4.add(v128.load(g), v128.load(last)));
      const sum1 = f32x4.mul(HALF, f32x4.add(v128.load(g + tap), v128.load(last + tap)));
      const sum2 = f32x4.mul(HALF, f32x4.add(v128.load(g + 2 * tap), v128.load(last + 2 * tap)));
      const m0 = f32x4.mul(HALF, v128.load(middle));
      const m1 = f32x4.mul(HALF, v128.load(middle + tap));
      const m2 = f32x4.mul(HALF, v128.load(middle + 2 * tap));
      widen(f32x4.add(sum0, m0), f32x4.add(sum1, m1), f32x4.add(sum2, m2), u, place, 4);
      widen(f32x4.sub(sum0, m0), f32x4.sub(sum1, m1), f32x4.sub(sum2, m2), u, place, 8);
      widen(v128.load(last), v128.load(last + tap), v128.load(last + 2 * tap), u, place, 12);
    }
  }
}

@inline
function widen(a: v128, b: v128, c: v128, to: usize, place: usize, first: usize): void {
  const sum = f32x4.mul(HALF, f32x4.add(a, c));
  const middle = f32x4.mul(HALF, b);
  v128.store(to + first * place, a);
  v128.store(to + (first + 1) * place, f32x4.add(sum, middle));
  v128.store(to + (first + 2) * place, f32x4.sub(sum, middle));
  v128.store(to + (first + 3) * place, c);
}

/** The gradient of weights by that of their 16 places: Gᵀ du G. */
export function gradientToWeights(from: usize, dw: usize, inputs: i32, outputs: i32): void {
  const tap = <usize>inputs * ROW;
  const place = <usize>panelsOf(outputs) * weightStride(inputs);
  for (let j = 0; j < panelsOf(outputs); j++) {
    const to = dw + <usize>j * weightStride(9 * inputs);
    const panel = from + <usize>j * weightStride(inputs);
    for (let at: usize = 0; at < tap; at += 16) {
      for (let i: usize = 0; i < 3; i++) {
        const u = panel + at;
        const a = narrowed(i, u, place);
        const b = narrowed(i, u + place, place);
        const c = narrowed(i, u + 2 * place, place);
        const d = narrowed(i, u + 3 * place, place);
        const g = to + at + 3 * i * tap;
        const sum = f32x4.mul(HALF, f32x4.add(b, c));
        v128.store(g, f32x4.add(a, sum));
        v128.store(g + tap, f32x4.mul(HALF, f32x4.sub(b, c)));
        v128.store(g + 2 * tap, f32x4.add(sum, d));
      }
    }
  }
}

/** Row i of Gᵀ times a column of places. */
@inline
function narrowed(i: usize, u: usize, place: usize): v128 {
  const b = v128.load(u + 4 * place);
  const c = v128.load(u + 8 * place);
  if (i == 1) return f32x4.mul(HALF, f32x4.sub(b, c));
  const sum = f32x4.mul(HALF, f32x4.add(b, c));
  return f32x4.add(sum, v128.load(i == 0 ? u : u + 12 * place));
}
