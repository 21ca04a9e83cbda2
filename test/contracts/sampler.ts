import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { familyNamed } from '../../src/models/families.js';
import { randomSampler } from '../../src/search/samplers/random-sampler.js';
import type { FamilySpace, SampleRequest, Sampler } from '../../src/search/samplers/sampler.js';
import type { Distribution, ParamValue } from '../../src/space/search-space.js';
import type { Trial } from '../../src/trial/trial.js';
import { type Random, randomStream } from '../../src/util/random.js';
import { trialRecord } from '../fixtures/kept-trial.js';

const families: readonly FamilySpace[] = ['linear', 'mlp'].map((name) => {
  const { defaults, space } = familyNamed(name);
  return { family: name, defaults, space };
});
/** What a sampler is asked, with scores that are better the higher they are. */
export function request(
  among: readonly FamilySpace[],
  random: Random,
  given: Partial<SampleRequest> = {},
): SampleRequest {
  const worth = ({ score }: Trial) => score ?? Number.NEGATIVE_INFINITY;
  return { families: among, earlier: [], worth, random, draw: 0, ...given };
}

/** Complete trials of both families, drawn at random, with scores by number. */
function earlierTrials(count: number): readonly Trial[] {
  return Array.from({ length: count }, (_, number) => {
    const config = randomSampler.next(request(families, randomStream(number, 'earlier')));
    return trialRecord(number, { config, score: (number * 7) % 5 });
  });
}

const seeds = fc.integer({ min: 0, max: 1_000_000 });

/** What every sampler promises. */
export function samplerContract(sampler: Sampler): void {
  describe(`the sampler ${sampler.name}`, () => {
    test('draws a family and parameters that lie in its space', () => {
      fc.assert(
        fc.property(seeds, fc.nat(40), (seed, count) => {
          const given = { earlier: earlierTrials(count), draw: count };
          const { family, params } = sampler.next(request(families, randomStream(seed), given));
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
          const given = { earlier: earlierTrials(count), draw: count };
          const [first, second] = [1, 2].map(() =>
            sampler.next(request(families, randomStream(seed), given)),
          );
          expect(first).toEqual(second);
        }),
      );
    });

    test('reaches every family, and never one that it was not given', () => {
      const drawn = (among: readonly FamilySpace[]) =>
        Array.from(
          { length: 100 },
          (_, draw) => sampler.next(request(among, randomStream(draw), { draw })).family,
        );
      expect(new Set(drawn(families))).toEqual(new Set(['linear', 'mlp']));
      expect(new Set(drawn(families.slice(0, 1)))).toEqual(new Set(['linear']));
    });

    test('goes on after trials that failed', () => {
      const failed = trialRecord(1, { state: 'failed', score: null, reason: 'diverged' });
      const earlier = Array.from({ length: 20 }, () => failed);
      const { params } = sampler.next(request(families, randomStream(0), { earlier }));
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
