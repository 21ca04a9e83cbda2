import { sumRows, clearPadding } from './dense';
import { madd, panelsOf, ROW, signalStride, weightStride } from './panels';
import {
  dilation,
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

const FORWARD: i32 = 0;
const TO_INPUT: i32 = 1;
const TO_WEIGHTS: i32 = 2;

/** out = x ∗ w + b, channel by channel; w is (size · size, columns). */
export function depthwiseForward(x: usize, w: usize, b: usize, out: usize, columns: i32): void {
  for (let j = 0; j < panelsOf(columns); j++) {
    const panel = x + <usize>j * signalStride(mapRows());
    const to = out + <usize>j * signalStride(windowRows());
    slide(FORWARD, panel, w + <usize>j * weightStride(size * size), b + <usize>j * ROW, to);
  }
}

export function depthwiseBackwardInput(dout: usize, w: usize, dx: usize, columns: i32): void {
  memory.fill(dx, 0, <usize>panelsOf(columns) * signalStride(mapRows()));
  for (let j = 0; j < panelsOf(columns); j++) {
    const panel = dx + <usize>j * signalStride(mapRows());
    const from = dout + <usize>j * signalStride(windowRows());
    slide(TO_INPUT, panel, w + <usize>j * weightStride(size * size), 0, from);
  }
}

export function depthwiseBackwardWeights(
  x: usize,
  dout: usize,
  dw: usize,
  db: usize,
  columns: i32,
): void {
  memory.fill(dw, 0, <usize>panelsOf(columns) * weightStride(size * size));
  for (let j = 0; j < panelsOf(columns); j++) {
    const panel = x + <usize>j * signalStride(mapRows());
    const from = dout + <usize>j * signalStride(windowRows());
    slide(TO_WEIGHTS, panel, dw + <usize>j * weightStride(size * size), 0, from);
    sumRows(from, db + <usize>j * ROW, windowRows());
    clearPadding(dw + <usize>j * weightStride(size * size), size * size);
  }
}

/** One panel of 8 channels, place by place of what the window makes. */
function slide(mode: i32, x: usize, w: usize, b: usize, out: usize): void {
  const reach = (size - 1) * dilation + 1;
  for (let example = 0; example < examples; example++) {
    for (let y = 0; y < outHeight; y++) {
      const above = y * stride - top;
      const from = firstInside(above);
      const end = endInside(above, height);
      for (let column = 0; column < outWidth; column++) {
        const before = column * stride - left;
        const start = x + <usize>(above * width + before) * ROW;
        if (mode == FORWARD && before >= 0 && before + 3 * stride + reach <= width) {
          sumFour(start, w, b, out, from, end);
          out += 4 * ROW;
          column += 3;
          continue;
        }
        if (mode == FORWARD) sumUnder(start, w, b, out, from, end, before);
        else if (mode == TO_INPUT) addUnder(start, w, out, from, end, before);
        else addProducts(start, w, out, from, end, before);
        out += ROW;
      }
    }
    x += <usize>(height * width) * ROW;
  }
}

/** Four neighbours, whose windows lie inside from side to side, so that weights are read once for all. */
@inline
function sumFour(x: usize, w: usize, b: usize, out: usize, from: i32, end: i32): void {
  const next = <usize>stride * ROW;
  let l0 = v128.load(b);
  let h0 = v128.load(b, 16);
  let l1 = l0;
  let h1 = h0;
  let l2 = l0;
  let h2 = h0;
  let l3 = l0;
  let h3 = h0;
  for (let i = from; i < end; i++) {
    let at = x + <usize>(i * width * dilation) * ROW;
    let weight = w + <usize>(i * size) * ROW;
    const last = weight + <usize>size * ROW;
    while (weight < last) {
      const low = v128.load(weight);
      const high = v128.load(weight, 16);
      l0 = madd(v128.load(at), low, l0);
      h0 = madd(v128.load(at, 16), high, h0);
      let other = at + next;
      l1 = madd(v128.load(other), low, l1);
      h1 = madd(v128.load(other, 16), high, h1);
      other += next;
      l2 = madd(v128.load(other), low, l2);
      h2 = madd(v128.load(other, 16), high, h2);
      other += next;
      l3 = madd(v128.load(other), low, l3);
      h3 = madd(v128.load(other, 16), high, h3);
      at += <usize>dilation * ROW;
      weight += ROW;
    }
  }
  v128.store(out, l0);
  v128.store(out, h0, 16);
  v128.store(out, l1, 32);
  v128.store(out, h1, 48);
  v128.store(out, l2, 64);
  v128.store(out, h2, 80);
  v128.store(out, l3, 96);
  v128.store(out, h3, 112);
}

@inline
function sumUnder(x: usize, w: usize, b: usize, out: usize, from: i32, end: i32, before: i32): void {
  const first = firstInside(before);
  const last = endInside(before, width);
  let low = v128.load(b);
  let high = v128.load(b, 16);
  for (let i = from; i < end; i++) {
    let at = x + <usize>((i * width + first) * dilation) * ROW;
    let weight = w + <usize>(i * size + first) * ROW;
    for (let j = first; j < last; j++) {
      low = madd(v128.load(at), v128.load(weight), low);
      high = madd(v128.load(at, 16), v128.load(weight, 16), high);
      at += <usize>dilation * ROW;
      weight += ROW;
    }
  }
  v128.store(out, low);
  v128.store(out, high, 16);
}

@inline
function addUnder(dx: usize, w: usize, dout: usize, from: i32, end: i32, before: i32): void {
  const first = firstInside(before);
  const last = endInside(before, width);
  const low = v128.load(dout);
  const high = v128.load(dout, 16);
  for (let i = from; i < end; i++) {
    let at = dx + <usize>((i * width + first) * dilation) * ROW;
    let weight = w + <usize>(i * size + first) * ROW;
    for (let j = first; j < last; j++) {
      v128.store(at, madd(low, v128.load(weight), v128.load(at)));
      v128.store(at, madd(high, v128.load(weight, 16), v128.load(at, 16)), 16);
      at += <usize>dilation * ROW;
      weight += ROW;
    }
  }
}

@inline
function addProducts(x: usize, dw: usize, dout: usize, from: i32, end: i32, before: i32): void {
  const first = firstInside(before);
  const last = endInside(before, width);
  const low = v128.load(dout);
  const high = v128.load(dout, 16);
  for (let i = from; i < end; i++) {
    let at = x + <usize>((i * width + first) * dilation) * ROW;
    let to = dw + <usize>(i * size + first) * ROW;
    for (let j = first; j < last; j++) {
      v128.store(to, madd(low, v128.load(at), v128.load(to)));
      v128.store(to, madd(high, v128.load(at, 16), v128.load(to, 16)), 16);
      at += <usize>dilation * ROW;
      to += ROW;
    }
  }
}
