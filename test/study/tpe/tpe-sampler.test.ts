import { expect, test } from 'vitest';
import { minimize } from '../../../src/study/minimize.js';
import { choice, float, int, type StudySpace } from '../../../src/study/study-space.js';
import { createParzen } from '../../../src/study/tpe/parzen.js';
import { tpeSampler } from '../../../src/study/tpe/tpe-sampler.js';
import { samplerContract } from '../../contracts/sampler.js';

samplerContract(tpeSampler);

test('a mixture weighs the products of its kernels, and the prior by 1', () => {
  const space = {
    x: { kind: 'uniform', low: 0, high: 10 },
    gate: { kind: 'choice', options: ['a', 'b'] },
  } as const;
  const parzen = createParzen(space, [{ x: 2, gate: 'a' }], [3]);
  // Kernels as in the tests of those: at x a share of 0.2, (1 + 1/2) / 2 for the option; the prior at 0.2 is
  // φ(0.3) / 0.382924923, times 1/2.
  const own = (3 * (0.3989422804 / 0.8 / 0.440051072) * 0.75 + (0.3813878 / 0.382924923) * 0.5) / 4;
  expect(parzen.logDensity([0.2, 0])).toBeCloseTo(Math.log(own), 6);
});

test('of hundreds of parameters the logarithm is that of a product that no number can be', () => {
  const options = ['a', 'b', 'c', 'd'];
  const gates = Array.from({ length: 1200 }, (_, i) => [`g${i}`, { kind: 'choice', options }]);
  const narrow = Array.from({ length: 400 }, (_, i) => [
    `x${i}`,
    { kind: 'uniform', low: 0, high: 1 },
  ]);
  const config = (all: readonly (readonly unknown[])[], value: string | number) =>
    Object.fromEntries(all.map(([name]) => [name, value]));
  // Of a, which is known: (1 + 1/2) / 3, the prior 1/4; of d, which is not, 1/6 beside the prior.
  const many = createParzen(Object.fromEntries(gates), [config(gates, 'a')], [1]);
  expect(many.logDensity(gates.map(() => 0))).toBeCloseTo(1200 * Math.log(0.5) - Math.log(2), 6);
  expect(many.logDensity(gates.map(() => 3))).toBeCloseTo(1200 * Math.log(0.25) - Math.log(2), 6);
  const alone = createParzen({ x0: { kind: 'uniform', low: 0, high: 1 } }, [{ x0: 0.5 }], [1]);
  const dense = createParzen(Object.fromEntries(narrow), [config(narrow, 0.5)], [1]);
  const one = alone.logDensity([0.5]);
  expect(dense.logDensity(narrow.map(() => 0.5)) / 400).toBeGreaterThan(one - 0.5);
});

test('sixty whole numbers of wide ranges are chosen by what is known of them', async () => {
  const space = Object.fromEntries(
    Array.from({ length: 60 }, (_, i) => [`x${i}`, int(0, 1_000_000)]),
  );
  const cost = (params: Readonly<Record<string, number>>) =>
    Object.values(params).reduce((sum, value) => sum + Math.abs(value / 1e6 - 0.3), 0);
  const [tpe, random] = [await meanBest(space, cost, 'tpe'), await meanBest(space, cost, 'random')];
  expect(tpe).toBeLessThan(0.95 * random);
});

test('what is chosen beside a whole number up to 2^53 does not fall to the ends of its range', async () => {
  const space = { x: float(0, 1), seed: int(0, Number.MAX_SAFE_INTEGER) };
  const tried: number[] = [];
  const cost = ({ x }: { readonly x: number }) => {
    tried.push(x);
    return Math.abs(x - 0.6);
  };
  await minimize(space, cost, { trials: 150, seed: 1, sampler: 'tpe', lag: 1 });
  expect(tried.filter((x) => x === 0)).toEqual([]);
});

/** The mean of the least values of some seeds. */
async function meanBest<P>(
  space: StudySpace,
  cost: (params: P) => number,
  sampler: 'tpe' | 'random',
): Promise<number> {
  const found = await Promise.all(
    [0, 1, 2, 3].map((seed) =>
      minimize(space, (params) => cost(params as P), { trials: 80, seed, sampler, lag: 1 }),
    ),
  );
  return found.reduce((sum, { value }) => sum + value, 0) / found.length;
}

test('comes far nearer to the least point of a bowl than chance does', async () => {
  const space = { x: float(-5, 5), y: float(-5, 5), z: float(-5, 5) };
  const cost = ({ x, y, z }: { x: number; y: number; z: number }) =>
    (x - 1) ** 2 + (y + 2) ** 2 + (z - 3) ** 2;
  const [tpe, random] = [await meanBest(space, cost, 'tpe'), await meanBest(space, cost, 'random')];
  expect(tpe).toBeLessThan(0.25 * random);
});

test('comes far nearer to the best of a space with conditions than chance does', async () => {
  const space = {
    rate: float(1e-4, 1, { log: true }),
    model: choice({
      tree: { depth: int(1, 12) },
      net: { share: float(0, 1), width: int(8, 512, { log: true }) },
    }),
  };
  const cost = (own: {
    rate: number;
    model: string;
    depth: number;
    share: number;
    width: number;
  }) =>
    (Math.log10(own.rate) + 2) ** 2 +
    (own.model === 'tree'
      ? 0.3 + (own.depth / 12 - 0.5) ** 2
      : (own.share - 0.7) ** 2 + (Math.log2(own.width) / 3 - 2) ** 2);
  const [tpe, random] = [await meanBest(space, cost, 'tpe'), await meanBest(space, cost, 'random')];
  expect(tpe).toBeLessThan(0.4 * random);
});
