import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SOBOL_DIMENSIONS, sobolPoint } from '../../../src/search/samplers/sobol.js';

const reference = JSON.parse(readFileSync('test/reference/scipy-sobol.json', 'utf8'));

test('the points are those of SciPy', () => {
  expect(reference.dimensions).toBe(SOBOL_DIMENSIONS);
  for (const [index, point] of reference.points.entries()) {
    expect(sobolPoint(index)).toEqual(point);
  }
});

test('each half, quarter and eighth of every dimension has its share of the first 64 points', () => {
  const points = Array.from({ length: 64 }, (_, index) => sobolPoint(index));
  for (let dimension = 0; dimension < SOBOL_DIMENSIONS; dimension++) {
    for (const parts of [2, 4, 8]) {
      const counts = new Array<number>(parts).fill(0);
      for (const point of points) {
        const part = Math.floor((point[dimension] ?? 0) * parts);
        counts[part] = (counts[part] ?? 0) + 1;
      }
      expect(counts).toEqual(new Array(parts).fill(64 / parts));
    }
  }
});
