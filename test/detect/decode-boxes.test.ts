import { expect, test } from 'vitest';
import { decodeBoxes } from '../../src/detect/decode-boxes.js';
import { outputsOf } from '../../src/detect/detection-targets.js';

const shape = { width: 8, height: 6, classes: 2, meanWidth: 10, meanHeight: 20 };

function emptyMap(): Float32Array {
  const outputs = new Float32Array(shape.width * shape.height * outputsOf(shape));
  for (let at = 0; at < outputs.length; at += outputsOf(shape)) outputs.fill(-9, at, at + 2);
  return outputs;
}

function putHeat(outputs: Float32Array, code: number, column: number, row: number, logit: number) {
  const at = (row * shape.width + column) * outputsOf(shape);
  outputs[at + code] = logit;
  outputs.set([0.5, 0.25, Math.log(2), 0], at + 2);
}

test('a peak of the heat map becomes a box of its offset and size', () => {
  const outputs = emptyMap();
  putHeat(outputs, 1, 3, 2, 4);
  putHeat(outputs, 1, 4, 2, 3);
  const [found, ...others] = decodeBoxes(outputs, shape);
  expect(others).toEqual([]);
  expect(found?.code).toBe(1);
  expect([found?.x1, found?.x2].map((x) => Math.round((x ?? 0) * 1e6) / 1e6)).toEqual([4, 24]);
  expect([found?.y1, found?.y2]).toEqual([9 - 10, 9 + 10]);
  expect(found?.score).toBeCloseTo(1 / (1 + Math.exp(-(4 - 2.19))), 6);
});

test('of boxes of a class that overlap, the surest stays; those of another class stay too', () => {
  const outputs = emptyMap();
  putHeat(outputs, 0, 2, 2, 5);
  putHeat(outputs, 0, 4, 2, 2);
  putHeat(outputs, 1, 4, 2, 3);
  const found = decodeBoxes(outputs, shape);
  // Two boxes of 20 x 20 that lie 8 apart overlap by 12 / 28 = .43: both stay; 4 apart they would not.
  expect(found.map(({ code }) => code)).toEqual([0, 1, 0]);
  const nearer = emptyMap();
  putHeat(nearer, 0, 2, 2, 5);
  putHeat(nearer, 0, 3, 4, 2);
  expect(decodeBoxes(nearer, shape)).toHaveLength(2);
  putHeat(nearer, 0, 2, 4, 4);
  nearer[(4 * shape.width + 2) * outputsOf(shape) + 3] = -1.5;
  expect(decodeBoxes(nearer, shape)).toHaveLength(1);
});

test('as many boxes are found as a picture of cells may have, and a bound is kept', () => {
  const foundIn = (places: number, classes: number) => {
    const large = { width: 2 * places, height: 2 * places, classes, meanWidth: 4, meanHeight: 4 };
    const size = outputsOf(large);
    const outputs = new Float32Array(large.width * large.height * size);
    for (let place = 0; place < large.width * large.height; place++) {
      const [row, column] = [Math.floor(place / large.width), place % large.width];
      const logit = row % 2 === 0 && column % 2 === 0 ? 5 : -9;
      outputs.fill(logit, place * size, place * size + classes);
    }
    return decodeBoxes(outputs, large).length;
  };
  expect(foundIn(30, 1)).toBe(900);
  expect(foundIn(30, 2)).toBe(1000);
});
