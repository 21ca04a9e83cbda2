import { expect, test } from 'vitest';
import { gpSampler } from '../../../src/study/gp/gp-sampler.js';
import { minimize } from '../../../src/study/minimize.js';
import { choice, float, int } from '../../../src/study/study-space.js';
import { samplerContract } from '../../contracts/sampler.js';

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
