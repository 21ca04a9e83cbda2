import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { familyNamed } from '../../src/models/families.js';
import type { FamilySpace, Sampler } from '../../src/search/samplers/sampler.js';
import type { Distribution, ParamValue } from '../../src/space/search-space.js';
import { randomStream } from '../../src/util/random.js';
import { trialRecord } from '../fixtures/kept-trial.js';

const families: readonly FamilySpace[] = ['linear', 'mlp'].map((name) => {
  const { defaults, space } = familyNamed(name);
  return { family: name, defaults, space };
});
const seeds = fc.integer({ min: 0, max: 1_000_000 });

/** What every sampler promises. */
export function samplerContract(sampler: Sampler): void {
  describe(`the sampler ${sampler.name}`, () => {
    test('draws a family and parameters that lie in its space', () => {
      fc.assert(
        fc.property(seeds, (seed) => {
          const { family, params } = sampler.next(families, [], randomStream(seed));
          const space = families.find((candidate) => candidate.family === family)?.space ?? {};
          expect(Object.keys(space)).not.toEqual([]);
          for (const [name, value] of Object.entries(params)) {
            expect(lies(value, space[name])).toBe(true);
          }
          const always = Object.keys(space).filter((name) => !space[name]?.when);
          expect(Object.keys(params)).toEqual(expect.arrayContaining(always));
        }),
      );
    });

    test('draws the same from the same stream and the same trials', () => {
      fc.assert(
        fc.property(seeds, fc.nat(20), (seed, count) => {
          const earlier = Array.from({ length: count }, (_, number) => trialRecord(number));
          const [first, second] = [1, 2].map(() =>
            sampler.next(families, earlier, randomStream(seed)),
          );
          expect(first).toEqual(second);
        }),
      );
    });

    test('reaches every family, and never one that it was not given', () => {
      const drawn = (among: readonly FamilySpace[]) =>
        Array.from(
          { length: 100 },
          (_, seed) => sampler.next(among, [], randomStream(seed)).family,
        );
      expect(new Set(drawn(families))).toEqual(new Set(['linear', 'mlp']));
      expect(new Set(drawn(families.slice(0, 1)))).toEqual(new Set(['linear']));
    });

    test('goes on after trials that failed', () => {
      const failed = trialRecord(1, { state: 'failed', score: null, reason: 'diverged' });
      const { params } = sampler.next(families, [failed, failed], randomStream(0));
      expect(Object.keys(params)).not.toEqual([]);
    });
  });
}

function lies(value: ParamValue, distribution: Distribution | undefined): boolean {
  if (!distribution) return false;
  if (distribution.kind === 'choice') return distribution.options.includes(value);
  const { kind, low, high } = distribution;
  if (kind === 'integer' && !Number.isInteger(value)) return false;
  return typeof value === 'number' && value >= low * (1 - 1e-12) && value <= high * (1 + 1e-12);
}
