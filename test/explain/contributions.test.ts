import { describe, expect, test } from 'vitest';
import { answersOf, type Predicts } from '../../src/explain/answers.js';
import { type Asked, contributions, gameOf, joinRows } from '../../src/explain/contributions.js';
import { playersOf } from '../../src/explain/players.js';
import { shapleyExact } from '../../src/explain/shapley-exact.js';
import { createWatch } from '../../src/explain/watch.js';
import { fit } from '../../src/fit/fit.js';
import type { FitOptions } from '../../src/options/fit-options.js';
import { loadState } from '../../src/predictor/load-state.js';
import { openMembers } from '../../src/predictor/open-members.js';
import type { PredictorState } from '../../src/predictor/predictor-state.js';
import { parseTable } from '../../src/schema/parse-table.js';
import { readRows } from '../../src/table/read-rows.js';
import type { Table } from '../../src/table/table.js';
import { takeRows } from '../../src/table/take-rows.js';
import { randomStream } from '../../src/util/random.js';

const random = randomStream('contributions');
const towns = ['north', 'south', 'west', 'east'];
const rows = Array.from({ length: 100 }, () => {
  const [size, age] = [Math.round(100 * random.normal()) / 10, random.integer(40)];
  const town = towns[random.integer(4)] ?? '';
  const sold = new Date(Date.UTC(2020, random.integer(24), 1 + random.integer(28)));
  const price = 3 * size + (town === 'north' ? age : 10) + sold.getUTCMonth() + random.normal();
  return {
    size: random.integer(9) === 0 ? null : size,
    age,
    town,
    sold: sold.toISOString().slice(0, 10),
    price,
    kind: price > 30 ? 'dear' : price > 15 ? 'fair' : 'cheap',
    isDear: price > 20 ? 'yes' : 'no',
  };
});
const families = {
  'boosted-trees': { defaults: { rounds: 12 } },
  'random-forest': { defaults: { trees: 6 } },
  'extra-trees': { defaults: { trees: 6 } },
  mlp: { defaults: { epochs: 2 } },
};
const memory = (bytes: number) => new ArrayBuffer(bytes);

async function fitted(label: string, options: Partial<FitOptions>): Promise<PredictorState> {
  const ignore = ['price', 'kind', 'isDear'].filter((name) => name !== label);
  const all = { label, ignore, families, workers: 1, folds: 2, ...options };
  return loadState(await (await fit(rows, { trials: 1, ...all })).toBytes());
}

async function askedOf(state: PredictorState, data: readonly object[]) {
  const { table } = parseTable(await readRows(data), state.schema, {
    allocate: memory,
    label: 'ignored',
  });
  const open = (own: PredictorState) => {
    const members = openMembers(own);
    return async (given: Table) => members(given);
  };
  const asked: Asked = { state, open, allocate: memory, watch: createWatch() };
  return { asked, table };
}

const some = (table: Table, from: number, count: number) =>
  takeRows(
    table,
    Int32Array.from({ length: count }, (_, i) => from + i),
    memory,
  );

/** What all coalitions of the predictor's own answers give. */
async function byCoalitions(
  state: PredictorState,
  predicts: Predicts,
  together?: string[][],
  data: readonly object[] = rows,
) {
  const { asked, table } = await askedOf(state, data);
  const [own, background] = [some(table, 0, 3), some(table, 50, 8)];
  const players = playersOf(table, state.preprocessors, together);
  const joined = joinRows(own, background, memory);
  const exact = await shapleyExact(gameOf(asked, players, joined, predicts), asked.watch);
  let asks = 0;
  const counting: Asked = {
    ...asked,
    open: (part) => {
      const membersOf = asked.open(part);
      return (given) => {
        asks += given.rows;
        return membersOf(given);
      };
    },
  };
  const found = await contributions(counting, players, own, background, predicts, 0);
  const answers = await answersOf(state, asked.open(state), predicts)(own);
  return { exact, found, answers, asks, players };
}

describe.each([
  ['boosted trees', 'price', 'label', { models: ['boosted-trees'] }],
  ['a random forest', 'price', 'label', { models: ['random-forest'] }],
  ['an elastic net', 'price', 'label', { models: ['elastic-net'] }],
  [
    'boosted trees of two classes',
    'isDear',
    'log-odds',
    { models: ['boosted-trees'], refit: true },
  ],
  [
    'the first class as the positive one',
    'isDear',
    'log-odds',
    { models: ['boosted-trees'], refit: true, positive: 'no' },
  ],
  [
    'boosted trees of three classes',
    'kind',
    'log-probability',
    { models: ['boosted-trees'], refit: true },
  ],
  [
    'an elastic net of three classes',
    'kind',
    'log-probability',
    { models: ['elastic-net'], refit: true },
  ],
  ['the chances of a forest', 'isDear', 'probability', { models: ['extra-trees'] }],
] as const)('%s', (_, label, predicts, options) => {
  test('has in closed form what all coalitions give, without asking for them', async () => {
    const own = await fitted(label, options as Partial<FitOptions>);
    // Numbers have none, and chances add up where nothing tempers them.
    const state = { ...own, temperature: predicts.startsWith('log') ? 1.3 : 1 };
    const { exact, found, answers, asks, players } = await byCoalitions(state, predicts);
    expect(players.columns).toEqual([['size'], ['age'], ['town'], ['sold']]);
    expect(asks).toBe(3 + 8);
    expect(found.isSampled).toBe(false);
    const size = Math.max(...exact.values.map(Math.abs));
    for (const [i, value] of exact.values.entries()) {
      expect(Math.abs((found.values[i] ?? 0) - value)).toBeLessThan(1e-9 * size);
    }
    const outputs = found.base.length;
    for (const [i, answer] of answers.entries()) {
      const row = Math.floor(i / outputs);
      const own = [0, 1, 2, 3].map(
        (player) => found.values[(row * 4 + player) * outputs + (i % outputs)] ?? 0,
      );
      const sum = own.reduce((total, value) => total + value, found.base[i % outputs] ?? 0);
      expect(Math.abs(sum - answer)).toBeLessThan(1e-9 * Math.max(1, Math.abs(answer)));
      expect(found.answers[i]).toBe(answer);
    }
  });
});

test('columns that are one thing have what they make together, in closed form too', async () => {
  const state = await fitted('price', { models: ['boosted-trees'] });
  const { exact, found, asks, players } = await byCoalitions(state, 'label', [['age', 'town']]);
  expect(players.columns).toEqual([['size'], ['age', 'town'], ['sold']]);
  expect(asks).toBe(11);
  for (const [i, value] of exact.values.entries()) expect(found.values[i]).toBeCloseTo(value, 9);
});

test('members that add up stand beside others that are asked, and all add up', async () => {
  const trees = await fitted('price', { models: ['boosted-trees'] });
  const net = await fitted('price', { models: ['mlp'] });
  const shift = trees.preprocessors.length;
  const others = net.members.map((member) => ({
    ...member,
    weight: 0.4,
    folds: member.folds.map((fold) => ({ ...fold, preprocessor: fold.preprocessor + shift })),
  }));
  const state: PredictorState = {
    ...trees,
    preprocessors: [...trees.preprocessors, ...net.preprocessors],
    members: [...trees.members.map((member) => ({ ...member, weight: 0.6 })), ...others],
  };
  const { exact, found, answers } = await byCoalitions(state, 'label');
  for (const [i, value] of exact.values.entries()) expect(found.values[i]).toBeCloseTo(value, 8);
  for (const [i, answer] of answers.entries()) expect(found.answers[i]).toBeCloseTo(answer, 9);
});

test.each([
  [
    'a logarithm of the label',
    (state: PredictorState) => withTargets(state, { log: true, mean: 2, deviation: 0.3 }),
  ],
  [
    'a cut that is reached',
    (state: PredictorState) => withTargets(state, { bounds: { low: -0.2, high: 0.2 } }),
  ],
  [
    'a cut that is reached by labels far from 0',
    (state: PredictorState) =>
      withTargets(state, { mean: 1.7e9, bounds: { low: -0.2, high: 0.2 } }),
  ],
])('what bends the sum is asked for: %s', async (_, bend) => {
  const state = bend(await fitted('price', { models: ['boosted-trees'] }));
  const { exact, found, asks } = await byCoalitions(state, 'label');
  expect(asks).toBeGreaterThan(3 * 8);
  // A double at 1.7e9 tells 2e-7.
  const digits = Math.abs(exact.base[0] ?? 0) > 1e9 ? 5 : 8;
  for (const [i, value] of exact.values.entries())
    expect(found.values[i]).toBeCloseTo(value, digits);
});

test('labels far from 0 have a closed form too', async () => {
  const own = await fitted('price', { models: ['boosted-trees'] });
  const { exact, found, asks } = await byCoalitions(withTargets(own, { mean: 1.7e9 }), 'label');
  expect(asks).toBe(3 + 8);
  for (const [i, value] of exact.values.entries()) expect(found.values[i]).toBeCloseTo(value, 5);
});

test('the mean of boosted models has no closed form in log-odds, and a tempered forest none in chances', async () => {
  const folds = await fitted('isDear', { models: ['boosted-trees'] });
  expect((await byCoalitions(folds, 'log-odds')).asks).toBeGreaterThan(24);
  const forest = { ...(await fitted('isDear', { models: ['random-forest'] })), temperature: 1.5 };
  const { exact, found, asks } = await byCoalitions(forest, 'probability');
  expect(asks).toBeGreaterThan(24);
  for (const [i, value] of exact.values.entries()) expect(found.values[i]).toBeCloseTo(value, 9);
});

const trees = (more: object = {}) => ({
  models: ['boosted-trees'],
  families: { 'boosted-trees': { defaults: { rounds: 12, ...more } } },
});

test.each([
  [
    'days between two dates',
    'difference',
    ['sold', 'built'],
    trees(),
    rows.map(({ sold, price }, i) => {
      const built = new Date(Date.UTC(1990 + (i % 17), i % 12, 3)).toISOString().slice(0, 10);
      return { sold, built, price };
    }),
  ],
  [
    'a place',
    'place',
    ['lat', 'lon'],
    trees({ places: 'all' }),
    rows.map(({ price }) => {
      const [lat, lon] = [38 + random.next(), -121 + random.next()];
      return { lat, lon, price: price + 40 * Math.hypot(lat - 38.5, lon + 120.5) };
    }),
  ],
])(
  '%s hangs on both of its columns: it is asked for unless both are one thing',
  async (_, kind, names, own, data) => {
    const predictor = await fit(data, { ...own, label: 'price', workers: 1, folds: 2, trials: 1 });
    const state = await loadState(await predictor.toBytes());
    expect(state.preprocessors[0]?.columns.map((step) => step.kind)).toContain(kind);
    const apart = await byCoalitions(state, 'label', undefined, data);
    expect([apart.players.columns.length, apart.asks > 11]).toEqual([2, true]);
    const { found, exact } = apart;
    for (const [i, value] of exact.values.entries()) expect(found.values[i]).toBeCloseTo(value, 9);
    const joined = await byCoalitions(state, 'label', [names], data);
    expect([joined.players.columns.length, joined.asks]).toEqual([1, 11]);
  },
);

function withTargets(state: PredictorState, changes: object): PredictorState {
  const members = state.members.map((member) => ({
    ...member,
    folds: member.folds.map((fold) => ({ ...fold, target: { ...fold.target, ...changes } })),
  }));
  return { ...state, members };
}
