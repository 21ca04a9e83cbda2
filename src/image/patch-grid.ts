import { createMatrix, type Matrix } from '../matrix/matrix.js';
import type { Random } from '../util/random.js';
import { greyOf, type PictureStack, pictureCount } from './picture-stack.js';

/** How patches are cut out of pictures. */
export interface PatchShape {
  /** Pixels a side of a patch. */
  readonly size: number;
  /** Pixels from a patch to the next. */
  readonly stride: number;
  /** 1: brightness alone. */
  readonly channels: 1 | 3;
}

/** Added to the variance of a patch in units of 1/255, so that flat ones stay small (Coates and Ng 2012). */
const FLAT = 10;

/** Patches across a picture. */
export function patchesAcross({ size, stride }: PatchShape, side: number): number {
  return side < size ? 0 : Math.floor((side - size) / stride) + 1;
}

/** Values of a patch. */
export function patchValues({ size, channels }: PatchShape): number {
  return size * size * channels;
}

/** All patches of pictures, row after row of each, with their mean taken off and their contrast evened. */
export function patchesOf(stack: PictureStack, shape: PatchShape): Matrix {
  const pictures = pictureCount(stack);
  const across = patchesAcross(shape, stack.side);
  const values = patchValues(shape);
  const out = createMatrix(pictures * across * across, values);
  let at = 0;
  for (let picture = 0; picture < pictures; picture++) {
    const plane = planeOf(stack, picture, shape);
    for (let y = 0; y < across; y++) {
      for (let x = 0; x < across; x++, at += values) {
        cutOut(plane, stack.side, y * shape.stride, x * shape.stride, shape, out.data, at);
      }
    }
  }
  return out;
}

/** So many patches from anywhere in pictures, the same number of each where there are enough. */
export function drawPatches(
  stack: PictureStack,
  shape: PatchShape,
  count: number,
  random: Random,
): Matrix {
  const pictures = pictureCount(stack);
  const values = patchValues(shape);
  const places = stack.side - shape.size + 1;
  const out = createMatrix(count, values);
  // Several of one picture, which is made ready once.
  const each = Math.max(1, Math.ceil(count / Math.max(1, pictures)));
  const step = pictures / Math.ceil(count / each);
  let plane: Float32Array = new Float32Array();
  for (let i = 0; i < count; i++) {
    if (i % each === 0) {
      plane = planeOf(stack, Math.floor((i / each) * step), shape);
    }
    const [y, x] = [random.integer(places), random.integer(places)];
    cutOut(plane, stack.side, y, x, shape, out.data, i * values);
  }
  return out;
}

/** The values of one picture, (side, side, channels). */
function planeOf(stack: PictureStack, picture: number, { channels }: PatchShape): Float32Array {
  if (channels === 1) return greyOf(stack, picture).map((value) => 255 * value);
  const floats = 3 * stack.side * stack.side;
  return Float32Array.from(stack.pixels.subarray(picture * floats, (picture + 1) * floats));
}

function cutOut(
  plane: Float32Array,
  side: number,
  y: number,
  x: number,
  { size, channels }: PatchShape,
  out: Float32Array,
  at: number,
): void {
  const width = size * channels;
  const values = size * width;
  let [sum, squares, to] = [0, 0, at];
  for (let row = 0; row < size; row++) {
    const from = ((y + row) * side + x) * channels;
    for (let i = from; i < from + width; i++) {
      const value = plane[i] as number;
      sum += value;
      squares += value * value;
      out[to++] = value;
    }
  }
  const mean = sum / values;
  const scale = 1 / Math.sqrt(Math.max(0, squares / values - mean * mean) + FLAT);
  for (let i = at; i < at + values; i++) out[i] = ((out[i] as number) - mean) * scale;
}
