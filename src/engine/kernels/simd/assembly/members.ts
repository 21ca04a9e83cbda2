import { laneMask, madd, panelsOf, ROW, signalStride, sumLanes } from './panels';

/*
 * Row r of a batch belongs to member r mod `members`. Tables are (members, columns): a row of one is as wide as
 * the panels of a signal.
 */

/** out = x · s of the row's member. */
export function scaleForward(
  x: usize,
  s: usize,
  out: usize,
  rows: i32,
  columns: i32,
  members: i32,
): void {
  const stride = signalStride(rows);
  const row = <usize>panelsOf(columns) * ROW;
  for (let p = 0; p < panelsOf(columns); p++) {
    let member = 0;
    for (let r: usize = 0; r < <usize>rows * ROW; r += ROW) {
      const own = s + <usize>member * row;
      v128.store(out + r, f32x4.mul(v128.load(x + r), v128.load(own)));
      v128.store(out + r, f32x4.mul(v128.load(x + r, 16), v128.load(own, 16)), 16);
      if (++member == members) member = 0;
    }
    x += stride;
    out += stride;
    s += ROW;
  }
}

/** dx = dout · s, ds = the sum of dout · x over each member's rows; lanes beyond the columns get 0. */
export function scaleBackward(
  x: usize,
  s: usize,
  dout: usize,
  dx: usize,
  ds: usize,
  rows: i32,
  columns: i32,
  members: i32,
): void {
  const stride = signalStride(rows);
  const row = <usize>panelsOf(columns) * ROW;
  memory.fill(ds, 0, <usize>members * row);
  for (let p = 0; p < panelsOf(columns); p++) {
    const left = laneMask(p * 8, columns);
    const right = laneMask(p * 8 + 4, columns);
    let member = 0;
    for (let r: usize = 0; r < <usize>rows * ROW; r += ROW) {
      const place = <usize>member * row;
      const d = v128.load(dout + r);
      const e = v128.load(dout + r, 16);
      const a = v128.and(left, f32x4.mul(d, v128.load(x + r)));
      const b = v128.and(right, f32x4.mul(e, v128.load(x + r, 16)));
      v128.store(ds + place, f32x4.add(v128.load(ds + place), a));
      v128.store(ds + place, f32x4.add(v128.load(ds + place, 16), b), 16);
      v128.store(dx + r, f32x4.mul(d, v128.load(s + place)));
      v128.store(dx + r, f32x4.mul(e, v128.load(s + place, 16)), 16);
      if (++member == members) member = 0;
    }
    x += stride;
    dout += stride;
    dx += stride;
    s += ROW;
    ds += ROW;
  }
}

/** out = x + b of the row's member. */
export function shiftForward(
  x: usize,
  b: usize,
  out: usize,
  rows: i32,
  columns: i32,
  members: i32,
): void {
  const stride = signalStride(rows);
  const row = <usize>panelsOf(columns) * ROW;
  for (let p = 0; p < panelsOf(columns); p++) {
    let member = 0;
    for (let r: usize = 0; r < <usize>rows * ROW; r += ROW) {
      const own = b + <usize>member * row;
      v128.store(out + r, f32x4.add(v128.load(x + r), v128.load(own)));
      v128.store(out + r, f32x4.add(v128.load(x + r, 16), v128.load(own, 16)), 16);
      if (++member == members) member = 0;
    }
    x += stride;
    out += stride;
    b += ROW;
  }
}

/** db = the sum of dout over each member's rows; lanes beyond the columns get 0. */
export function shiftBackward(
  dout: usize,
  db: usize,
  rows: i32,
  columns: i32,
  members: i32,
): void {
  const stride = signalStride(rows);
  const row = <usize>panelsOf(columns) * ROW;
  memory.fill(db, 0, <usize>members * row);
  for (let p = 0; p < panelsOf(columns); p++) {
    const left = laneMask(p * 8, columns);
    const right = laneMask(p * 8 + 4, columns);
    let member = 0;
    for (let r: usize = 0; r < <usize>rows * ROW; r += ROW) {
      const place = db + <usize>member * row;
      const a = v128.and(left, v128.load(dout + r));
      const b = v128.and(right, v128.load(dout + r, 16));
      v128.store(place, f32x4.add(v128.load(place), a));
      v128.store(place, f32x4.add(v128.load(place, 16), b), 16);
      if (++member == members) member = 0;
    }
    dout += stride;
    db += ROW;
  }
}

@inline
function valueAt(signal: usize, r: i32, column: i32, stride: usize): usize {
  return signal + <usize>(column >> 3) * stride + <usize>r * ROW + (<usize>(column & 7) << 2);
}

/** out = x · wᵀ + b; w is (members · outputs, inputs), b (members, outputs). */
export function headsForward(
  x: usize,
  w: usize,
  b: usize,
  out: usize,
  rows: i32,
  inputs: i32,
  outputs: i32,
  members: i32,
): void {
  const stride = signalStride(rows);
  const panels = panelsOf(inputs);
  const row = <usize>panels * ROW;
  let member = 0;
  for (let r = 0; r < rows; r++) {
    const biases = b + <usize>member * <usize>panelsOf(outputs) * ROW;
    for (let o = 0; o < outputs; o++) {
      let weights = w + <usize>(member * outputs + o) * row;
      let values = x + <usize>r * ROW;
      let left = f32x4.splat(0);
      let right = f32x4.splat(0);
      for (let p = 0; p < panels; p++) {
        left = madd(v128.load(values), v128.load(weights), left);
        right = madd(v128.load(values, 16), v128.load(weights, 16), right);
        values += stride;
        weights += ROW;
      }
      const bias = load<f32>(biases + (<usize>o << 2));
      store<f32>(valueAt(out, r, o, stride), sumLanes(f32x4.add(left, right)) + bias);
    }
    if (++member == members) member = 0;
  }
}

/** Back to x, w and b; a gate above 0 multiplies dx where x > 0 and clears it elsewhere. */
export function headsBackward(
  x: usize,
  w: usize,
  dout: usize,
  dx: usize,
  dw: usize,
  db: usize,
  rows: i32,
  inputs: i32,
  outputs: i32,
  members: i32,
  gate: f32,
): void {
  const stride = signalStride(rows);
  const panels = panelsOf(inputs);
  const row = <usize>panels * ROW;
  const biasRow = <usize>panelsOf(outputs) * ROW;
  memory.fill(dw, 0, <usize>(members * outputs) * row);
  memory.fill(db, 0, <usize>members * biasRow);
  let member = 0;
  for (let r = 0; r < rows; r++) {
    const first = <usize>(member * outputs) * row;
    const biases = db + <usize>member * biasRow;
    for (let o = 0; o < outputs; o++) {
      const place = biases + (<usize>o << 2);
      store<f32>(place, load<f32>(place) + load<f32>(valueAt(dout, r, o, stride)));
    }
    for (let half = 0; half < 2 * panels; half++) {
      const at = <usize>(half >> 1) * stride + <usize>r * ROW + (<usize>(half & 1) << 4);
      const value = v128.and(v128.load(x + at), laneMask(half * 4, inputs));
      let weight = first + (<usize>half << 4);
      let sum = f32x4.splat(0);
      for (let o = 0; o < outputs; o++) {
        const d = f32x4.splat(load<f32>(valueAt(dout, r, o, stride)));
        sum = madd(d, v128.load(w + weight), sum);
        v128.store(dw + weight, madd(d, value, v128.load(dw + weight)));
        weight += row;
      }
      if (gate > 0) {
        const scaled = f32x4.mul(sum, f32x4.splat(gate));
        sum = v128.and(scaled, f32x4.gt(value, f32x4.splat(0)));
      }
      v128.store(dx + at, sum);
    }
    if (++member == members) member = 0;
  }
}
