import { multiply } from './multiply';
import { panelsOf, ROW, signalStride, weightStride } from './panels';
import { GATE, multiplyPanel, RELU, RELU_DROPOUT, setFinish } from './tile';
import { multiplyTransposed } from './transposed-tile';

/** Rows of a batch that are multiplied, or summed up, before the next ones: their panels stay in the caches. */
const ROW_BLOCK: i32 = 256;

/** out = x · w + b. */
export function denseForward(
  x: usize,
  w: usize,
  b: usize,
  out: usize,
  rows: i32,
  inputs: i32,
  outputs: i32,
): void {
  for (let from = 0; from < rows; from += ROW_BLOCK) {
    const count = min(ROW_BLOCK, rows - from);
    const skip = <usize>from * ROW;
    multiplyBlock(x + skip, w, b, ROW, out + skip, rows, count, inputs, outputs);
  }
}

/** `count` of `rows` rows of a product; `step` is the bytes from one panel of the start to the next. */
function multiplyBlock(
  x: usize,
  w: usize,
  start: usize,
  step: usize,
  out: usize,
  rows: i32,
  count: i32,
  inputs: i32,
  outputs: i32,
): void {
  const stride = signalStride(rows);
  for (let j = 0; j < panelsOf(outputs); j++) {
    multiply(x, stride, count, inputs, w, start, out);
    w += weightStride(inputs);
    start += step;
    out += stride;
  }
}

/** out = dropout(relu(x · w + b)); a threshold of the least integer drops nothing. */
export function denseReluForward(
  x: usize,
  w: usize,
  b: usize,
  out: usize,
  rows: i32,
  inputs: i32,
  outputs: i32,
  seed: i32,
  threshold: i32,
  scale: f32,
): void {
  const stride = signalStride(rows);
  const drops = threshold != i32.MIN_VALUE;
  setFinish(seed, threshold, scale);
  for (let j = 0; j < panelsOf(outputs); j++) {
    if (drops) {
      multiplyPanel(RELU_DROPOUT, x, stride, rows, inputs, w, b, out, 0, j * 8, outputs);
    } else multiplyPanel(RELU, x, stride, rows, inputs, w, b, out, 0, 0, 0);
    w += weightStride(inputs);
    b += ROW;
    out += stride;
  }
}

/** dx = dout · wᵀ; scratch takes the transposed weights. */
export function denseBackwardInput(
  dout: usize,
  w: usize,
  scratch: usize,
  dx: usize,
  rows: i32,
  inputs: i32,
  outputs: i32,
): void {
  const zeros = transpose(w, scratch, inputs, outputs);
  for (let from = 0; from < rows; from += ROW_BLOCK) {
    const count = min(ROW_BLOCK, rows - from);
    const skip = <usize>from * ROW;
    multiplyBlock(dout + skip, scratch, zeros, 0, dx + skip, rows, count, outputs, inputs);
  }
}

/** dx = (dout · wᵀ) · scale where x > 0, else 0. */
export function denseBackwardRelu(
  dout: usize,
  w: usize,
  scratch: usize,
  x: usize,
  dx: usize,
  rows: i32,
  inputs: i32,
  outputs: i32,
  scale: f32,
): void {
  const zeros = transpose(w, scratch, inputs, outputs);
  const stride = signalStride(rows);
  setFinish(0, 0, scale);
  for (let i = 0; i < panelsOf(inputs); i++) {
    multiplyPanel(GATE, dout, stride, rows, outputs, scratch, zeros, dx, x, 0, 0);
    scratch += weightStride(outputs);
    x += stride;
    dx += stride;
  }
}

/** dw = xᵀ · dout, db = the sum of dout's rows. */
export function denseBackwardWeights(
  x: usize,
  dout: usize,
  dw: usize,
  db: usize,
  rows: i32,
  inputs: i32,
  outputs: i32,
): void {
  const stride = signalStride(rows);
  for (let from = 0; from < rows; from += ROW_BLOCK) {
    const count = min(ROW_BLOCK, rows - from);
    const skip = <usize>from * ROW;
    for (let j = 0; j < panelsOf(outputs); j++) {
      const d = dout + <usize>j * stride + skip;
      const to = dw + <usize>j * weightStride(inputs);
      multiplyTransposed(x + skip, stride, d, to, count, inputs, from > 0);
    }
  }
  for (let j = 0; j < panelsOf(outputs); j++) {
    sumRows(dout + <usize>j * stride, db + <usize>j * ROW, rows);
    clearPadding(dw + <usize>j * weightStride(inputs), inputs);
  }
}

export function sumRows(panel: usize, out: usize, rows: i32): void {
  let left = f32x4.splat(0);
  let right = f32x4.splat(0);
  const end = panel + <usize>rows * ROW;
  for (; panel < end; panel += ROW) {
    left = f32x4.add(left, v128.load(panel));
    right = f32x4.add(right, v128.load(panel, 16));
  }
  v128.store(out, left);
  v128.store(out, right, 16);
}

/** Gradients of the rows that only fill up a tile: they must not move weights that belong to nobody. */
export function clearPadding(panel: usize, inputs: i32): void {
  const used = <usize>inputs * ROW;
  memory.fill(panel + used, 0, weightStride(inputs) - used);
}

/** Weights (inputs, outputs) as (outputs, inputs), by squares of 4; returns a row of zeros behind them. */
export function transpose(w: usize, to: usize, inputs: i32, outputs: i32): usize {
  const from = weightStride(inputs);
  const stride = weightStride(outputs);
  const zeros = to + <usize>panelsOf(inputs) * stride;
  // The last panel first: what lies right of its last square must not be left from another layer.
  memory.fill(zeros - stride, 0, stride + ROW);
  for (let o = 0; o < outputs; o += 4) {
    const source = w + <usize>(o >> 3) * from + (<usize>(o & 7) << 2);
    for (let i = 0; i < inputs; i += 4) {
      const target = to + <usize>(i >> 3) * stride + <usize>o * ROW + (<usize>(i & 7) << 2);
      transposeSquare(source + <usize>i * ROW, target);
    }
  }
  return zeros;
}

@inline
function transposeSquare(from: usize, to: usize): void {
  const a = v128.load(from);
  const b = v128.load(from, 32);
  const c = v128.load(from, 64);
  const d = v128.load(from, 96);
  const ab = i32x4.shuffle(a, b, 0, 4, 1, 5);
  const abHigh = i32x4.shuffle(a, b, 2, 6, 3, 7);
  const cd = i32x4.shuffle(c, d, 0, 4, 1, 5);
  const cdHigh = i32x4.shuffle(c, d, 2, 6, 3, 7);
  v128.store(to, i64x2.shuffle(ab, cd, 0, 2));
  v128.store(to, i64x2.shuffle(ab, cd, 1, 3), 32);
  v128.store(to, i64x2.shuffle(abHigh, cdHigh, 0, 2), 64);
  v128.store(to, i64x2.shuffle(abHigh, cdHigh, 1, 3), 96);
}
