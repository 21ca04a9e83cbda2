import { expect, test } from 'vitest';
import { createDetectionCost } from '../../src/detect/detection-cost.js';
import { outputsOf, pictureTargets } from '../../src/detect/detection-targets.js';
import { randomStream } from '../../src/util/random.js';

const shape = { width: 6, height: 5, classes: 2, meanWidth: 9, meanHeight: 7 };
const size = shape.width * shape.height * outputsOf(shape);
const box = (code: number, x1: number, y1: number, x2: number, y2: number, crowd = false) => ({
  code,
  x1,
  y1,
  x2,
  y2,
  crowd,
});

test('the gradient of the cost is that of differences, on two pictures with boxes, a crowd and none', () => {
  const cost = createDetectionCost(shape);
  const targets = [
    [box(0, 1, 2, 11, 9), box(1, 8, 6, 24, 20), box(0, 12, 0, 24, 6, true)],
    [],
    [box(1, 2, 2, 6, 18)],
  ].map((boxes) => pictureTargets(boxes, shape));
  const random = randomStream('cost');
  const outputs = Float32Array.from({ length: 3 * size }, () => random.normal());
  const gradient = new Float32Array(outputs.length).fill(Number.NaN);
  cost(outputs, targets, gradient);
  const spare = new Float32Array(outputs.length);
  const step = 2 ** -8;
  for (let i = 0; i < outputs.length; i++) {
    const value = outputs[i] ?? 0;
    outputs[i] = value + step;
    const above = cost(outputs, targets, spare);
    outputs[i] = value - step;
    const below = cost(outputs, targets, spare);
    outputs[i] = value;
    expect(gradient[i]).toBeCloseTo((above - below) / (2 * step), 3);
  }
});

test('a perfect answer costs next to nothing, and an empty picture wants no heat', () => {
  const cost = createDetectionCost(shape);
  const targets = [pictureTargets([box(1, 4, 4, 12, 12)], shape)];
  const outputs = new Float32Array(size).fill(0);
  for (let at = 0; at < size; at += outputsOf(shape)) outputs.fill(-12, at, at + shape.classes);
  // The centre (8, 8) lies at the corner of the place (2, 2).
  const at = (2 * shape.width + 2) * outputsOf(shape);
  outputs[at + 1] = 12;
  outputs[at + shape.classes + 2] = Math.log(8 / 9);
  outputs[at + shape.classes + 3] = Math.log(8 / 7);
  const gradient = new Float32Array(size);
  const perfect = cost(outputs, targets, gradient);
  expect(perfect).toBeLessThan(0.01);
  expect(cost(outputs, [pictureTargets([], shape)], gradient)).toBeGreaterThan(5);
});
