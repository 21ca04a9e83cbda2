import {
  clearPadding,
  denseBackwardInput,
  denseBackwardWeights,
  denseForward,
  sumRows,
  transpose,
} from './dense';
import { multiply } from './multiply';
import { panelsOf, ROW, signalStride, weightStride } from './panels';
import { ADD, GATHER, movePatches } from './patches';
import { multiplyTransposed } from './transposed-tile';
import { mapRows, size, stride, windowRows } from './windows';
import {
  isWinograd,
  winogradBackwardInput,
  winogradBackwardWeights,
  winogradFloats,
  winogradForward,
} from './winograd';

/** Patches at a time: they stay in the second cache while all outputs are made of them. */
const MOST_FLOATS: i32 = 49152;

/** Rows of what a window makes whose patches are gathered at once. */
@inline
function blockRows(depth: i32): i32 {
  return max(16, min(256, (MOST_FLOATS / depth) & ~3));
}

@inline
function patchBytes(depth: i32): usize {
  return <usize>panelsOf(depth) * signalStride(blockRows(depth));
}

/** Whether the window is one place, so that a convolution is a dense layer. */
@inline
function isDense(): bool {
  return size == 1 && stride == 1;
}

/** What a convolution works in: patches, transposed weights, a row of zeros; or what Winograd's needs. */
export function convolutionFloats(inputs: i32, outputs: i32): i32 {
  if (isWinograd(inputs, outputs)) return winogradFloats(inputs, outputs);
  const depth = size * size * inputs;
  const transposed = <usize>panelsOf(depth) * weightStride(outputs) + ROW;
  return <i32>((patchBytes(depth) + transposed) >> 2);
}

/** out = x ∗ w + b. */
export function convolutionForward(
  x: usize,
  w: usize,
  b: usize,
  scratch: usize,
  out: usize,
  inputs: i32,
  outputs: i32,
): void {
  if (isWinograd(inputs, outputs)) {
    winogradForward(x, w, b, scratch, out, inputs, outputs);
    return;
  }
  if (isDense()) {
    denseForward(x, w, b, out, mapRows(), inputs, outputs);
    return;
  }
  const depth = size * size * inputs;
  const rows = windowRows();
  const block = blockRows(depth);
  const panel = signalStride(block);
  for (let from = 0; from < rows; from += block) {
    const count = min(block, rows - from);
    movePatches(GATHER, x, scratch, panel, from, count, inputs);
    for (let j = 0; j < panelsOf(outputs); j++) {
      const to = out + <usize>j * signalStride(rows) + <usize>from * ROW;
      multiply(scratch, panel, count, depth, w + <usize>j * weightStride(depth), b + <usize>j * ROW, to);
    }
  }
}

/** dx = dout · wᵀ, whose patches are added where they were gathered. */
export function convolutionBackwardInput(
  dout: usize,
  w: usize,
  scratch: usize,
  dx: usize,
  inputs: i32,
  outputs: i32,
): void {
  if (isWinograd(inputs, outputs)) {
    winogradBackwardInput(dout, w, scratch, dx, inputs, outputs);
    return;
  }
  if (isDense()) {
    denseBackwardInput(dout, w, scratch, dx, mapRows(), inputs, outputs);
    return;
  }
  const depth = size * size * inputs;
  const rows = windowRows();
  const outPanel = signalStride(rows);
  const block = blockRows(depth);
  const panel = signalStride(block);
  const turned = scratch + patchBytes(depth);
  const zeros = transpose(w, turned, depth, outputs);
  memory.fill(dx, 0, <usize>panelsOf(inputs) * signalStride(mapRows()));
  for (let from = 0; from < rows; from += block) {
    const count = min(block, rows - from);
    for (let i = 0; i < panelsOf(depth); i++) {
      const weights = turned + <usize>i * weightStride(outputs);
      const to = scratch + <usize>i * panel;
      multiply(dout + <usize>from * ROW, outPanel, count, outputs, weights, zeros, to);
    }
    movePatches(ADD, dx, scratch, panel, from, count, inputs);
  }
}

/** dw = patchesᵀ · dout, db = the sum of dout's rows. */
export function convolutionBackwardWeights(
  x: usize,
  dout: usize,
  scratch: usize,
  dw: usize,
  db: usize,
  inputs: i32,
  outputs: i32,
): void {
  if (isWinograd(inputs, outputs)) {
    winogradBackwardWeights(x, dout, scratch, dw, db, inputs, outputs);
    return;
  }
  if (isDense()) {
    denseBackwardWeights(x, dout, dw, db, mapRows(), inputs, outputs);
    return;
  }
  const depth = size * size * inputs;
  const rows = windowRows();
  const outPanel = signalStride(rows);
  const block = blockRows(depth);
  const panel = signalStride(block);
  for (let from = 0; from < rows; from += block) {
    const count = min(block, rows - from);
    movePatches(GATHER, x, scratch, panel, from, count, inputs);
    for (let j = 0; j < panelsOf(outputs); j++) {
      const d = dout + <usize>j * outPanel + <usize>from * ROW;
      multiplyTransposed(scratch, panel, d, dw + <usize>j * weightStride(depth), count, depth, from > 0);
    }
  }
  for (let j = 0; j < panelsOf(outputs); j++) {
    sumRows(dout + <usize>j * outPanel, db + <usize>j * ROW, rows);
    clearPadding(dw + <usize>j * weightStride(depth), depth);
  }
}
