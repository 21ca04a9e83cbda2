import { expect, test } from 'vitest';
import { firstConfig, firstSide, nearConfig } from '../../src/detect/detector-space.js';
import { randomStream } from '../../src/util/random.js';

const box = { code: 0, x1: 0, y1: 0, x2: 40, y2: 60, crowd: false };
const picture = { image: 'a', file: 'a', width: 640, height: 480, boxes: [box] };

test('the first configuration sees the smallest boxes, but for crowds', () => {
  expect(firstSide([picture])).toBe(160);
  const crowd = { ...box, code: 1, x2: 10, crowd: true };
  expect(firstSide([{ ...picture, boxes: [box, crowd] }])).toBe(160);
  expect(firstSide([{ ...picture, boxes: [box, { ...crowd, crowd: false }] }])).toBe(320);
  expect(firstConfig([picture], 'horizontal').flips).toBe('horizontal');
});

test('no configuration has more mirror images than may be', () => {
  const random = randomStream(0, 'near');
  const flipsNear = (flips: 'none' | 'horizontal' | 'both') => {
    const first = firstConfig([picture], flips);
    const all = Array.from({ length: 40 }, () => nearConfig(first, [160], flips, random).flips);
    return [...new Set(all)].sort();
  };
  expect(flipsNear('none')).toEqual(['none']);
  expect(flipsNear('horizontal')).toEqual(['horizontal', 'none']);
  expect(flipsNear('both')).toEqual(['both', 'horizontal']);
});
