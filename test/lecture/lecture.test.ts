import { expect, test } from 'vitest';
import { approximationChapter } from '../../src/lecture/approximation.js';
import { boxesChapter } from '../../src/lecture/boxes.js';
import { convolutionChapter } from '../../src/lecture/convolution.js';
import { dropoutChapter } from '../../src/lecture/dropout.js';
import { learningRateChapter } from '../../src/lecture/learning-rate.js';
import { lecture } from '../../src/lecture/lecture.js';
import { logisticChapter } from '../../src/lecture/logistic-regression.js';
import { perceptronChapter } from '../../src/lecture/perceptron.js';
import { xorChapter } from '../../src/lecture/xor.js';

test('the perceptron converges within its bound', () => {
  const { converged, mistakes = Infinity, bound } = perceptronChapter().facts;
  expect(converged).toBe(1);
  expect(mistakes).toBeLessThanOrEqual(bound ?? 0);
});

test('gradient descent lowers the cost of logistic regression, which then divides the clouds', () => {
  const { first = 0, last, accuracy } = logisticChapter().facts;
  expect(last).toBeLessThan(first / 2);
  expect(accuracy).toBeGreaterThan(0.8);
});

test('back-propagation learns XOR', () => {
  expect(xorChapter().facts.last).toBeLessThan(0.01);
});

test('a learning rate can be too small and too big', () => {
  const { small = 0, good = 0, big = 0 } = learningRateChapter().facts;
  expect(good).toBeLessThan(small / 100);
  expect(big).toBeGreaterThan(1000 * small);
});

test('dropout lowers the error on points that were not trained on', () => {
  const { without = 0, with: withDropout } = dropoutChapter().facts;
  expect(withDropout).toBeLessThan(without);
});

test('a wider hidden layer comes nearer to a function of two variables', () => {
  const [narrow = 0, ...wider] = Object.values(approximationChapter().facts);
  expect(wider.at(-1)).toBeLessThan(narrow / 3);
  let best = narrow;
  for (const error of wider) {
    expect(error).toBeLessThan(1.1 * best);
    best = Math.min(best, error);
  }
});

test('a kernel finds edges, and a network of kernels tells crosses from circles wherever they are', () => {
  const { edge, pooled, right, rightByPixels, kernels = 0, pixels } = convolutionChapter().facts;
  // Of the square's corner: 2 · 1 + 1 · 1. The pooled map has two columns with 1, 4, 4, 1.
  expect(edge).toBe(3);
  expect(pooled).toBe(20);
  expect(right).toBeGreaterThan(0.95);
  expect(rightByPixels).toBeLessThan(0.75);
  // 6 · (9 + 1), 6 · (6 · 9 + 1), 6 + 1; and 256 · 8 + 8, 8 + 1.
  expect(kernels).toBe(397);
  expect(pixels).toBe(2065);
});

test('of four peaks three boxes are left, whose average precision is that of two right ones of three', () => {
  const { title, lines, facts } = boxesChapter();
  expect(title).toContain('average precision');
  // Precision 1 to a recall of a third, two thirds to two thirds, then none; at 34, 33 and 34 of COCO's recalls.
  const coco = (34 + 33 * (2 / 3)) / 101;
  expect(facts).toMatchObject({ peaks: 4, kept: 3, area: expect.closeTo(5 / 9, 12) });
  expect(facts.coco).toBeCloseTo(coco, 12);
  expect(lines.join('\n')).toContain('30 / (40 + 40 − 30) = 0.60 with 1');
});

test('every chapter draws lines that fit a terminal of 80 characters', () => {
  for (const chapter of lecture) {
    const { title, lines } = chapter();
    for (const line of [title, ...lines]) expect(line.length).toBeLessThanOrEqual(80);
  }
});
