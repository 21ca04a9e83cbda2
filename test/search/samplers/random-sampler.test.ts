import { expect, test } from 'vitest';
import { randomSampler } from '../../../src/search/samplers/random-sampler.js';
import type { FamilySpace } from '../../../src/search/samplers/sampler.js';
import type { SearchSpace } from '../../../src/space/search-space.js';
import { randomStream } from '../../../src/util/random.js';
import { request, samplerContract } from '../../contracts/sampler.js';

samplerContract(randomSampler);

test('a family is as likely as its space has parameters', () => {
  const space = (count: number): SearchSpace =>
    Object.fromEntries(
      Array.from({ length: count }, (_, i) => [`p${i}`, { kind: 'uniform', low: 0, high: 1 }]),
    );
  const families: FamilySpace[] = [
    { family: 'small', defaults: {}, space: space(1) },
    { family: 'large', defaults: {}, space: space(3) },
  ];
  const drawn = Array.from(
    { length: 2000 },
    (_, seed) => randomSampler.next(request(families, randomStream(seed))).family,
  );
  const share = drawn.filter((name) => name === 'large').length / drawn.length;
  expect(share).toBeGreaterThan(0.7);
  expect(share).toBeLessThan(0.8);
});
