import { exp } from '../util/elementary/exp.js';
import { log } from '../util/elementary/log.js';
import { intersectionOverUnion, type ScoredBox } from './box.js';
import { type MapShape, outputsOf, PRIOR_LOGIT, STRIDE } from './detection-targets.js';

/** Less sure ones are not worth telling of. */
const LEAST_SCORE = 0.01;
/** Boxes of a class that overlap more are the same thing. */
const MOST_OVERLAP = 0.5;
/** Boxes that are found on a picture at most. */
export const MOST_BOXES = 1000;

/**
 * The boxes that a map tells of, in pixels of the input, the surest first: places of the heat map that no neighbour of the eight
 * exceeds, with offset and size there; of those of a class that overlap, the surest.
 */
export function decodeBoxes(outputs: Float32Array, shape: MapShape): ScoredBox[] {
  const peaks: ScoredBox[] = [];
  const least = logitOf(LEAST_SCORE) - PRIOR_LOGIT;
  for (let row = 0; row < shape.height; row++) {
    for (let column = 0; column < shape.width; column++) {
      for (let code = 0; code < shape.classes; code++) {
        const logit = logitAt(outputs, shape, code, row, column);
        if (logit < least || !isPeak(outputs, shape, code, row, column)) continue;
        peaks.push(boxAt(outputs, shape, code, row, column));
      }
    }
  }
  peaks.sort((a, b) => b.score - a.score);
  return withoutDoubles(peaks);
}

function isPeak(
  outputs: Float32Array,
  shape: MapShape,
  code: number,
  row: number,
  column: number,
): boolean {
  const own = logitAt(outputs, shape, code, row, column);
  for (let y = Math.max(0, row - 1); y <= Math.min(shape.height - 1, row + 1); y++) {
    for (let x = Math.max(0, column - 1); x <= Math.min(shape.width - 1, column + 1); x++) {
      if (logitAt(outputs, shape, code, y, x) > own) return false;
    }
  }
  return true;
}

function boxAt(
  outputs: Float32Array,
  shape: MapShape,
  code: number,
  row: number,
  column: number,
): ScoredBox {
  const at = (row * shape.width + column) * outputsOf(shape) + shape.classes;
  const [offsetX = 0, offsetY = 0, logWidth = 0, logHeight = 0] = outputs.subarray(at, at + 4);
  const [x, y] = [(column + offsetX) * STRIDE, (row + offsetY) * STRIDE];
  const [width, height] = [shape.meanWidth * exp(logWidth), shape.meanHeight * exp(logHeight)];
  const logit = logitAt(outputs, shape, code, row, column) + PRIOR_LOGIT;
  return {
    code,
    score: 1 / (1 + exp(-logit)),
    x1: x - width / 2,
    y1: y - height / 2,
    x2: x + width / 2,
    y2: y + height / 2,
  };
}

function withoutDoubles(sorted: readonly ScoredBox[]): ScoredBox[] {
  const kept: ScoredBox[] = [];
  for (const box of sorted) {
    if (kept.length === MOST_BOXES) break;
    const isDouble = kept.some(
      (other) => other.code === box.code && intersectionOverUnion(other, box) > MOST_OVERLAP,
    );
    if (!isDouble) kept.push(box);
  }
  return kept;
}

function logitAt(
  outputs: Float32Array,
  shape: MapShape,
  code: number,
  row: number,
  column: number,
): number {
  return outputs[(row * shape.width + column) * outputsOf(shape) + code] as number;
}

function logitOf(share: number): number {
  return log(share / (1 - share));
}
