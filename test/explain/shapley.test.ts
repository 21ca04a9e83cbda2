import { describe, expect, test } from 'vitest';
import { planSampling } from '../../src/explain/contributions.js';
import type { Game } from '../../src/explain/game.js';
import { shapleyExact } from '../../src/explain/shapley-exact.js';
import { shapleySampling } from '../../src/explain/shapley-sampling.js';
import { createWatch } from '../../src/explain/watch.js';
import { Stopped } from '../../src/util/stopped.js';
import { gameOfRows } from '../fixtures/games.js';

const watch = createWatch();
const exact = (game: Game) => shapleyExact(game, watch);
const sampled = (game: Game, turns = 4, seed = 0) => shapleySampling(game, { turns, seed }, watch);

/** The gloves game: a left glove and two right ones; a pair is worth 1. */
const gloves = gameOfRows([[1, 1, 1]], [[0, 0, 0]], ([left = 0, a = 0, b = 0]) => [
  Math.min(left, a + b),
]);
/** x · y + z against two rows; worked out by hand below. */
const product = gameOfRows(
  [[2, 3, 1]],
  [
    [0, 0, 0],
    [1, 1, 5],
  ],
  ([x = 0, y = 0, z = 0]) => [x * y + z],
);

describe.each([
  ['by all coalitions', exact],
  ['by all orders that can be drawn', (game: Game) => sampled(game, 4000)],
])('Shapley values %s', (name, shapley) => {
  const digits = name === 'by all coalitions' ? 12 : 2;

  test('of the gloves game are 2/3, 1/6 and 1/6', async () => {
    const { base, values, answers } = await shapley(gloves);
    expect([...base, ...answers]).toEqual([0, 1]);
    for (const [player, value] of [2 / 3, 1 / 6, 1 / 6].entries()) {
      expect(values[player]).toBeCloseTo(value, digits);
    }
  });

  test('of a product share what both make together, averaged over the background', async () => {
    // Against (0, 0, 0): v(x) = v(y) = 0 and v(xy) = 6, so 3 each, and z has 1.
    // Against (1, 1, 5): v() = 1, v(x) = 2, v(y) = 3, v(xy) = 6: x has (1 + 3) / 2, y (2 + 4) / 2, and z −4.
    const { base, values } = await shapley(product);
    expect(base[0]).toBe(3);
    for (const [player, value] of [2.5, 3, -1.5].entries()) {
      expect(values[player]).toBeCloseTo(value, digits);
    }
  });
});

/** Four players of whom the first two are alike and the last says nothing; two outputs. */
const alike = gameOfRows(
  [
    [3, 3, -2, 7],
    [1, 1, 4, -7],
  ],
  Array.from({ length: 6 }, (_, b) => [b / 2, b / 2, (b * b) % 5, b]),
  ([a = 0, b = 0, c = 0]) => [Math.sin(a + b) * c + a * b, Math.exp(-c) * (a + b)],
);

test.each([
  ['all coalitions', exact],
  ['sampling', (game: Game) => sampled(game, 2)],
])(
  '%s: values and base add up to the answer, and who says nothing has nothing',
  async (_, shapley) => {
    const { base, values, answers } = await shapley(alike);
    for (let row = 0; row < 2; row++) {
      for (let output = 0; output < 2; output++) {
        const own = [0, 1, 2, 3].map((player) => values[(row * 4 + player) * 2 + output] ?? 0);
        const sum = own.reduce((total, value) => total + value, base[output] ?? 0);
        expect(sum).toBeCloseTo(answers[row * 2 + output] ?? 0, 9);
        expect(own[3]).toBeCloseTo(0, 12);
      }
    }
  },
);

test('players that are alike have the same by all coalitions', async () => {
  const { values } = await exact(alike);
  for (const [a, b] of [
    [0, 2],
    [1, 3],
    [8, 10],
    [9, 11],
  ] as const) {
    expect(values[a]).toBeCloseTo(values[b] ?? 0, 12);
  }
});

test('sampled values stray from the exact ones as their standard errors say', async () => {
  const { values: truth } = await exact(alike);
  const seeds = Array.from({ length: 60 }, (_, seed) => seed);
  const all = await Promise.all(seeds.map((seed) => sampled(alike, 3, seed)));
  for (const cell of [0, 2, 4, 8, 10, 12]) {
    const errors = all.map(({ values }) => (values[cell] ?? 0) - (truth[cell] ?? 0));
    const told = all.map(({ standardErrors }) => standardErrors[cell] ?? 0);
    const square = (numbers: readonly number[]) =>
      numbers.reduce((sum, number) => sum + number * number, 0) / numbers.length;
    const ratio = Math.sqrt(square(errors) / square(told));
    expect(ratio).toBeGreaterThan(0.7);
    expect(ratio).toBeLessThan(1.4);
  }
});

test('what one player adds and what two make together has no error; the same seed gives the same values', async () => {
  const { values, standardErrors } = await sampled(product, 2);
  for (const [player, value] of [2.5, 3, -1.5].entries()) {
    expect(values[player]).toBeCloseTo(value, 12);
  }
  expect(Math.max(...standardErrors)).toBeLessThan(1e-12);
  expect((await sampled(alike, 2, 5)).values).toEqual((await sampled(alike, 2, 5)).values);
  expect((await sampled(alike, 2, 6)).values).not.toEqual((await sampled(alike, 2, 5)).values);
});

test('rows have the same values whatever rows are explained beside them', async () => {
  const both = await sampled(alike);
  const { answer } = alike;
  const second: Game = {
    ...alike,
    rows: 1,
    answer: ({ count, sources }) => answer({ count, sources: sources.map((from) => from + 1) }),
  };
  const alone = await sampled(second);
  expect([...alone.values]).toEqual([...both.values.subarray(8)]);
});

test('few columns have all coalitions, and cheap models more turns', () => {
  const plan = (players: number, rows: number, models: number) =>
    planSampling({ players, rows, background: 50 }, models);
  expect([plan(1, 9, 1000), plan(5, 1, 1000), plan(6, 1, 1000)]).toEqual(['exact', 'exact', 2]);
  expect([plan(10, 1, 1), plan(10, 1, 50), plan(13, 1, 1)]).toEqual(['exact', 6, 16]);
  expect([plan(20, 1, 50), plan(20, 100, 50)]).toEqual([3, 2]);
});

test('they stop behind an abort, and tell how far they are', async () => {
  const controller = new AbortController();
  const told: number[] = [];
  const stopping = createWatch(controller.signal, ({ done }) => {
    told.push(done);
    controller.abort();
  });
  await expect(shapleySampling(alike, { turns: 2, seed: 0 }, stopping)).rejects.toThrow(Stopped);
  await expect(shapleyExact(alike, stopping)).rejects.toThrow(Stopped);
  expect(told).toEqual([1]);
});
