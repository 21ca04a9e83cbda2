import { clearPadding, sumRows, transpose } from './dense';
import { multiply } from './multiply';
import { panelsOf, ROW, signalStride, weightStride } from './panels';
import { multiplyTransposed } from './transposed-tile';
import { dilation, examples, height, mapRows, size, stride, width } from './windows';
import { gradientToWeights, outputToTiles, tilesToOutput, toTiles, weightsToTiles } from './winograd-tiles';

/*
 * Convolutions of 3 × 3 with 16 products where 36 are written: F(2 × 2, 3 × 3) of Lavin and Gray (2016), after Winograd.
 * Tiles of 2 × 2 outputs, and the 4 × 4 inputs that they are made of, are turned into 16 values; each of these places has a
 * product of matrices (tiles, inputs) · (inputs, outputs) of its own.
 */

/** Places of a tile. */
const PLACES: usize = 16;
/** Values of all tiles that are turned at once. */
const MOST_FLOATS: i32 = 131072;

/** Whether the window is one that this works for. */
export function isWinograd(inputs: i32, outputs: i32): bool {
  const fits = size == 3 && stride == 1 && dilation == 1;
  return fits && ((inputs | outputs) & 7) == 0 && inputs >= 16 && outputs >= 16;
}

@inline
function blockTiles(inputs: i32, outputs: i32): i32 {
  return max(32, min(256, (MOST_FLOATS / (16 * (inputs + outputs))) & ~3));
}

@inline
function allTiles(): i32 {
  return examples * ((height + 1) >> 1) * ((width + 1) >> 1);
}

/** Bytes from a place of tiles in panels to the next. */
@inline
function tileStride(block: i32, columns: i32): usize {
  return <usize>panelsOf(columns) * signalStride(block);
}

/** Bytes from a place of weights to the next. */
@inline
function weightsStride(inputs: i32, outputs: i32): usize {
  return <usize>panelsOf(outputs) * weightStride(inputs);
}

@inline
function zerosBytes(inputs: i32): usize {
  return <usize>panelsOf(inputs) * ROW;
}

/** What they work in: weights twice, as many zeros as inputs, tiles of inputs and of outputs. */
export function winogradFloats(inputs: i32, outputs: i32): i32 {
  const block = blockTiles(inputs, outputs);
  const weights = weightsStride(inputs, outputs) + weightsStride(outputs, inputs);
  const tiles = tileStride(block, inputs) + tileStride(block, outputs);
  return <i32>((PLACES * (weights + tiles) + zerosBytes(inputs)) >> 2);
}

/** out = x ∗ w + b. */
export function winogradForward(
  x: usize,
  w: usize,
  b: usize,
  scratch: usize,
  out: usize,
  inputs: i32,
  outputs: i32,
): void {
  weightsToTiles(w, scratch, inputs, outputs);
  const zeros = scratch + PLACES * weightsStride(inputs, outputs);
  memory.fill(zeros, 0, zerosBytes(inputs));
  convolve(x, scratch, zeros, b, zeros + zerosBytes(inputs), out, inputs, outputs);
}

/** dx = dout ∗ the turned window. */
export function winogradBackwardInput(
  dout: usize,
  w: usize,
  scratch: usize,
  dx: usize,
  inputs: i32,
  outputs: i32,
): void {
  weightsToTiles(w, scratch, inputs, outputs);
  const from = weightsStride(inputs, outputs);
  const to = weightsStride(outputs, inputs);
  const turned = scratch + PLACES * from;
  for (let p = 0; p < 16; p++) {
    transpose(scratch + <usize>mirrored(p) * from, turned + <usize>p * to, inputs, outputs);
  }
  const zeros = turned + PLACES * to;
  memory.fill(zeros, 0, zerosBytes(inputs));
  convolve(dout, turned, zeros, zeros, zeros + zerosBytes(inputs), dx, outputs, inputs);
}

/** The window upside down and back to front has the first and the last line of its places exchanged. */
@inline
function mirrored(place: i32): i32 {
  return mirroredLine(place >> 2) * 4 + mirroredLine(place & 3);
}

@inline
function mirroredLine(line: i32): i32 {
  return line == 0 ? 3 : line == 3 ? 0 : line;
}

function convolve(
  x: usize,
  weights: usize,
  zeros: usize,
  b: usize,
  work: usize,
  out: usize,
  inputs: i32,
  outputs: i32,
): void {
  const block = blockTiles(inputs, outputs);
  const panel = signalStride(block);
  const from = tileStride(block, inputs);
  const to = tileStride(block, outputs);
  const made = work + PLACES * from;
  const tiles = allTiles();
  for (let first = 0; first < tiles; first += block) {
    const count = min(block, tiles - first);
    toTiles(x, work, from, panel, first, count, inputs);
    for (let p: usize = 0; p < PLACES; p++) {
      let w = weights + p * weightsStride(inputs, outputs);
      for (let j = 0; j < panelsOf(outputs); j++) {
        multiply(work + p * from, panel, count, inputs, w, zeros, made + p * to + <usize>j * panel);
        w += weightStride(inputs);
      }
    }
    tilesToOutput(made, to, panel, b, out, first, count, outputs);
  }
}

/** dw by the tiles of x and of dout, db = the sum of dout's rows. */
export function winogradBackwardWeights(
  x: usize,
  dout: usize,
  scratch: usize,
  dw: usize,
  db: usize,
  inputs: i32,
  outputs: i32,
): void {
  const block = blockTiles(inputs, outputs);
  const panel = signalStride(block);
  const from = tileStride(block, inputs);
  const to = tileStride(block, outputs);
  const place = weightsStride(inputs, outputs);
  const work = scratch + PLACES * place;
  const made = work + PLACES * from;
  const tiles = allTiles();
  for (let first = 0; first < tiles; first += block) {
    const count = min(block, tiles - first);
    toTiles(x, work, from, panel, first, count, inputs);
    outputToTiles(dout, made, to, panel, first, count, outputs);
    for (let p: usize = 0; p < PLACES; p++) {
      for (let j = 0; j < panelsOf(outputs); j++) {
        const d = made + p * to + <usize>j * panel;
        const gradient = scratch + p * place + <usize>j * weightStride(inputs);
        multiplyTransposed(work + p * from, panel, d, gradient, count, inputs, first > 0);
      }
    }
  }
  gradientToWeights(scratch, dw, inputs, outputs);
  for (let j = 0; j < panelsOf(outputs); j++) {
    sumRows(dout + <usize>j * signalStride(mapRows()), db + <usize>j * ROW, mapRows());
    clearPadding(dw + <usize>j * weightStride(9 * inputs), 9 * inputs);
  }
}
