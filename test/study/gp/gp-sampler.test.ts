import { expect, test } from 'vitest';
import type { FamilySpace } from '../../../src/search/samplers/sampler.js';
import { gpSampler } from '../../../src/study/gp/gp-sampler.js';
import { minimize } from '../../../src/study/minimize.js';
import { choice, float, int } from '../../../src/study/study-space.js';
import { randomStream } from '../../../src/util/random.js';
import { request, samplerContract } from '../../contracts/sampler.js';
import { trialRecord } from '../../fixtures/kept-trial.js';

samplerContract(gpSampler);

const space = {
  rate: float(1e-4, 1, { log: true }),
  model: choice({ tree: { depth: int(1, 12) }, net: { share: float(0, 1) } }),
};
type P = { rate: number } & ({ model: 'tree'; depth: number } | { model: 'net'; share: number });
/** Least at a rate of 0.01 and a net's share of 0.7. */
function cost(params: P): number {
  const own =
    params.model === 'net' ? (params.share - 0.7) ** 2 : 0.5 + (params.depth / 12 - 0.5) ** 2;
  return (Math.log10(params.rate) + 2) ** 2 + own;
}

test('comes nearer to the least value of a space with conditions than chance and TPE do', async () => {
  const best = async (sampler: 'gp' | 'tpe' | 'random') => {
    const seeds = [0, 1, 2, 3];
    const found = await Promise.all(
      seeds.map((seed) => minimize(space, cost, { trials: 30, seed, sampler, lag: 1 })),
    );
    return found.reduce((sum, { value }) => sum + value, 0) / seeds.length;
  };
  const [gp, tpe, random] = [await best('gp'), await best('tpe'), await best('random')];
  expect(gp).toBeLessThan(0.2 * tpe);
  expect(gp).toBeLessThan(0.1 * random);
});

test('what is under way is not tried again beside it', async () => {
  const { trials } = await minimize(space, cost, { trials: 32, sampler: 'gp' });
  const last = trials.slice(-8).map(({ params }) => JSON.stringify(params));
  expect(new Set(last).size).toBe(8);
});

test('values that are all the same, and early failures, stop nothing', async () => {
  const flat = await minimize(space, () => 1, { trials: 16, sampler: 'gp', lag: 1 });
  expect(flat.trials).toHaveLength(16);
  const late = (params: P, { number }: { number: number }) =>
    number < 12 ? Number.NaN : cost(params);
  const found = await minimize(space, late, { trials: 26, sampler: 'gp', lag: 1 });
  expect(found.trials.filter(({ state }) => state === 'complete')).toHaveLength(14);
});

test('what was pruned with better reports than anything complete has is where it looks', () => {
  const family = {
    family: 'study',
    defaults: {},
    space: { x: { kind: 'uniform', low: 0, high: 1 } },
  };
  const trial = (number: number, x: number, score: number, state: 'complete' | 'paused') =>
    trialRecord(number, { config: { family: 'study', params: { x } }, score, state });
  const complete = [-0.5, -0.52, -0.55, -0.6].map((worth, i) =>
    trial(i, 0.05 + 0.1 * i, worth, 'complete'),
  );
  const pruned = Array.from({ length: 8 }, (_, i) =>
    trial(4 + i, 0.6 + 0.05 * i, i === 4 ? -0.4 : -0.45, 'paused'),
  );
  for (const seed of [1, 2, 3, 4, 5, 6]) {
    const given = { earlier: [...complete, ...pruned], draw: 12 };
    const { params } = gpSampler.next(request([family as FamilySpace], randomStream(seed), given));
    expect(params.x).toBeGreaterThan(0.5);
  }
});

test('a penalty is as good as any other, however large', async () => {
  const box = { x: float(0, 1), y: float(0, 1), z: float(0, 1) };
  const best = async (penalty: number, seed: number) => {
    const value = ({ x, y, z }: { x: number; y: number; z: number }) =>
      x > 0.8 ? penalty : 0.01 * ((x - 0.31) ** 2 + (y - 0.62) ** 2 + (z - 0.47) ** 2);
    return (await minimize(box, value, { trials: 40, seed, lag: 1, sampler: 'gp' })).value;
  };
  for (const seed of [0, 1, 2, 3]) {
    const usual = await best(1e6, seed);
    expect(await best(1e300, seed)).toBe(usual);
    expect(await best(Number.MAX_VALUE, seed)).toBe(usual);
  }
});

test('where most of a space is penalised, what is near the best is found all the same', async () => {
  const box = { x: float(0, 1), y: float(0, 1), z: float(0, 1) };
  const value = ({ x, y, z }: { x: number; y: number; z: number }) =>
    x > 0.4 ? 1e300 : 0.01 * ((x - 0.31) ** 2 + (y - 0.62) ** 2 + (z - 0.47) ** 2);
  const mean = async (sampler: 'gp' | 'random') => {
    let sum = 0;
    for (const seed of [0, 1, 2, 3])
      sum += (await minimize(box, value, { trials: 40, seed, lag: 1, sampler })).value / 4;
    return sum;
  };
  expect(await mean('gp')).toBeLessThan(0.1 * (await mean('random')));
});
