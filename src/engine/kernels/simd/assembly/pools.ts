import { addTo } from './columns';
import { panelsOf, ROW, signalStride } from './panels';
import {
  endInside,
  examples,
  firstInside,
  height,
  left,
  mapRows,
  outHeight,
  outWidth,
  size,
  stride,
  top,
  width,
  windowRows,
} from './windows';

const MAX: i32 = 0;
const MAX_BACK: i32 = 1;
const AVERAGE: i32 = 2;
const AVERAGE_BACK: i32 = 3;

/** The largest value under the window. */
export function maxPoolForward(x: usize, out: usize, columns: i32): void {
  slideAll(MAX, x, out, 0, 0, columns);
}

/** The gradient goes to the first of the largest values. */
export function maxPoolBackward(x: usize, out: usize, dout: usize, dx: usize, columns: i32): void {
  slideAll(MAX_BACK, x, out, dout, dx, columns);
}

/** The mean of what lies under the window. */
export function averagePoolForward(x: usize, out: usize, columns: i32): void {
  slideAll(AVERAGE, x, out, 0, 0, columns);
}

export function averagePoolBackward(dout: usize, dx: usize, columns: i32): void {
  memory.fill(dx, 0, <usize>panelsOf(columns) * signalStride(mapRows()));
  slideAll(AVERAGE_BACK, 0, 0, dout, dx, columns);
}

/** Half a panel at a time, place by place of what the window makes; windows of 2 × 2 that part a map have a way of their own. */
function slideAll(mode: i32, x: usize, out: usize, dout: usize, dx: usize, columns: i32): void {
  const parts = size == 2 && stride == 2 && ((height | width) & 1) == 0;
  if (mode == MAX_BACK && !parts) memory.fill(dx, 0, <usize>panelsOf(columns) * signalStride(mapRows()));
  for (let j = 0; j < panelsOf(columns); j++) {
    const map = <usize>j * signalStride(mapRows());
    const made = <usize>j * signalStride(windowRows());
    if (mode == MAX && parts) maxOfFour(x + map, out + made);
    else if (mode == MAX_BACK && parts) giveFour(x + map, out + made, dout + made, dx + map);
    else {
      slide(mode, x + map, out + made, dout + made, dx + map);
      slide(mode, x + map + 16, out + made + 16, dout + made + 16, dx + map + 16);
    }
  }
}

function maxOfFour(x: usize, out: usize): void {
  const line = <usize>width * ROW;
  for (let row = 0; row < examples * outHeight; row++) {
    for (let column = 0; column < outWidth; column++) {
      for (let half: usize = 0; half < 32; half += 16) {
        const a = f32x4.pmax(v128.load(x + half), v128.load(x + half, 32));
        const b = f32x4.pmax(v128.load(x + line + half), v128.load(x + line + half, 32));
        v128.store(out + half, f32x4.pmax(a, b));
      }
      x += 2 * ROW;
      out += ROW;
    }
    x += line;
  }
}

function giveFour(x: usize, out: usize, dout: usize, dx: usize): void {
  const line = <usize>width * ROW;
  for (let row = 0; row < examples * outHeight; row++) {
    for (let column = 0; column < outWidth; column++) {
      for (let half: usize = 0; half < 32; half += 16) {
        const most = v128.load(out + half);
        let slope = v128.load(dout + half);
        slope = giveIfMost(x + half, dx + half, most, slope);
        slope = giveIfMost(x + half + ROW, dx + half + ROW, most, slope);
        slope = giveIfMost(x + half + line, dx + half + line, most, slope);
        giveIfMost(x + half + line + ROW, dx + half + line + ROW, most, slope);
      }
      x += 2 * ROW;
      dx += 2 * ROW;
      out += ROW;
      dout += ROW;
    }
    x += line;
    dx += line;
  }
}

/** Stores the slope where x is the largest value; returns what is left of it for others. */
@inline
function giveIfMost(x: usize, dx: usize, most: v128, slope: v128): v128 {
  const isMost = f32x4.eq(v128.load(x), most);
  v128.store(dx, v128.and(slope, isMost));
  return v128.andnot(slope, isMost);
}

function slide(mode: i32, x: usize, out: usize, dout: usize, dx: usize): void {
  let place: usize = 0;
  for (let example = 0; example < examples; example++) {
    const map = <usize>(example * height * width) * ROW;
    for (let y = 0; y < outHeight; y++) {
      const above = y * stride - top;
      const rows = endInside(above, height) - firstInside(above);
      const line = map + <usize>((above + firstInside(above)) * width) * ROW;
      for (let column = 0; column < outWidth; column++) {
        const before = column * stride - left;
        const first = firstInside(before);
        const across = endInside(before, width) - first;
        const at = line + <usize>(before + first) * ROW;
        if (mode == MAX) v128.store(out + place, largest(x + at, rows, across));
        else if (mode == MAX_BACK) giveFirst(x + at, dx + at, out + place, dout + place, rows, across);
        else if (mode == AVERAGE) v128.store(out + place, meanOf(x + at, rows, across));
        else giveAll(dx + at, dout + place, rows, across);
        place += ROW;
      }
    }
  }
}

@inline
function largest(x: usize, rows: i32, across: i32): v128 {
  let most = f32x4.splat(-Infinity);
  for (let i = 0; i < rows; i++) {
    const line = x + <usize>(i * width) * ROW;
    for (let j = 0; j < across; j++) most = f32x4.pmax(most, v128.load(line + <usize>j * ROW));
  }
  return most;
}

@inline
function giveFirst(x: usize, dx: usize, out: usize, dout: usize, rows: i32, across: i32): void {
  const most = v128.load(out);
  let slope = v128.load(dout);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < across; j++) {
      const at = <usize>(i * width + j) * ROW;
      const isMost = f32x4.eq(v128.load(x + at), most);
      addTo(dx + at, v128.and(slope, isMost));
      slope = v128.andnot(slope, isMost);
    }
  }
}

@inline
function meanOf(x: usize, rows: i32, across: i32): v128 {
  let sum = f32x4.splat(0);
  for (let i = 0; i < rows; i++) {
    const line = x + <usize>(i * width) * ROW;
    for (let j = 0; j < across; j++) sum = f32x4.add(sum, v128.load(line + <usize>j * ROW));
  }
  return f32x4.div(sum, f32x4.splat(<f32>(rows * across)));
}

@inline
function giveAll(dx: usize, dout: usize, rows: i32, across: i32): void {
  const part = f32x4.div(v128.load(dout), f32x4.splat(<f32>(rows * across)));
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < across; j++) addTo(dx + <usize>(i * width + j) * ROW, part);
  }
}

/** The mean of each map of so many places. */
export function globalPoolForward(x: usize, out: usize, maps: i32, places: i32, columns: i32): void {
  const count = f32x4.splat(<f32>places);
  for (let half = 0; half < 2 * panelsOf(columns); half++) {
    const side = <usize>(half & 1) << 4;
    let from = x + <usize>(half >> 1) * signalStride(maps * places) + side;
    let to = out + <usize>(half >> 1) * signalStride(maps) + side;
    for (let map = 0; map < maps; map++) {
      let sum = f32x4.splat(0);
      const end = from + <usize>places * ROW;
      for (; from < end; from += ROW) sum = f32x4.add(sum, v128.load(from));
      v128.store(to, f32x4.div(sum, count));
      to += ROW;
    }
  }
}

export function globalPoolBackward(dout: usize, dx: usize, maps: i32, places: i32, columns: i32): void {
  const count = f32x4.splat(<f32>places);
  for (let half = 0; half < 2 * panelsOf(columns); half++) {
    const side = <usize>(half & 1) << 4;
    let from = dout + <usize>(half >> 1) * signalStride(maps) + side;
    let to = dx + <usize>(half >> 1) * signalStride(maps * places) + side;
    for (let map = 0; map < maps; map++) {
      const part = f32x4.div(v128.load(from), count);
      const end = to + <usize>places * ROW;
      for (; to < end; to += ROW) v128.store(to, part);
      from += ROW;
    }
  }
}
