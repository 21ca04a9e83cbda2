import { describe, expect, test } from 'vitest';
import type { FamilySpace } from '../../../src/search/samplers/sampler.js';
import { SAMPLERS, type SamplerName } from '../../../src/search/samplers/samplers.js';
import type { Trial, TrialConfig } from '../../../src/trial/trial.js';
import { randomStream } from '../../../src/util/random.js';
import { request, samplerContract } from '../../contracts/sampler.js';
import { trialRecord } from '../../fixtures/kept-trial.js';

samplerContract(SAMPLERS.sobol);
samplerContract(SAMPLERS.tpe);
samplerContract(SAMPLERS.evolution);

const families: readonly FamilySpace[] = [
  {
    family: 'deep',
    defaults: {},
    space: {
      rate: { kind: 'uniform', low: 0.001, high: 1, log: true },
      depth: { kind: 'integer', low: 1, high: 8 },
      gate: { kind: 'choice', options: ['relu', 'tanh', 'selu', 'gelu'] },
      leak: { kind: 'uniform', low: 0, high: 1, when: { param: 'gate', oneOf: ['selu'] } },
    },
  },
  { family: 'flat', defaults: {}, space: { rate: { kind: 'uniform', low: 0, high: 1 } } },
];

/** Best at deep, rate 0.03, depth 6, selu, leak 0.7. */
function costOf({ family, params }: TrialConfig): number {
  if (family === 'flat') return 3 + Number(params.rate);
  const gate = params.gate === 'selu' ? Math.abs(Number(params.leak) - 0.7) : 1;
  const rate = Math.abs(Math.log10(Number(params.rate) / 0.03));
  return rate + Math.abs(Number(params.depth) - 6) / 4 + gate;
}

/** The lowest cost of 60 configurations, each drawn by the scores of those before. */
function bestOf(name: SamplerName, seed: number): number {
  const earlier: Trial[] = [];
  for (let draw = 0; draw < 60; draw++) {
    const random = randomStream(seed, draw);
    const config = SAMPLERS[name].next(request(families, random, { earlier, draw }));
    earlier.push(trialRecord(draw, { config, score: -costOf(config) }));
  }
  return Math.min(...earlier.map(({ config }) => costOf(config)));
}

describe.each(['tpe', 'evolution'] as const)('the sampler %s', (name) => {
  test('comes nearer to the best of a space with conditions than chance does', () => {
    const seeds = Array.from({ length: 20 }, (_, seed) => seed);
    const mean = (sampler: SamplerName) =>
      seeds.reduce((sum, seed) => sum + bestOf(sampler, seed), 0) / seeds.length;
    expect(mean(name)).toBeLessThan(0.7 * mean('random'));
  });
});
