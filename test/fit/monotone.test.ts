import { expect, test } from 'vitest';
import { fit } from '../../src/index.js';
import { randomStream } from '../../src/util/random.js';

const random = randomStream(3);
const TOWNS = ['a', 'b', 'c'] as const;
/** A price that rises with the size but for a dip, and falls with the age but for noise: both are gainsaid somewhere. */
const rows = Array.from({ length: 180 }, (_, i) => {
  const size = 10 * random.next();
  const age = random.integer(12) === 0 ? undefined : 5 * random.next();
  const town = TOWNS[i % 3] ?? 'a';
  const dip = size > 4 && size < 6 ? -4 : 0;
  const price = 3 + size + dip - (age ?? 2) + (i % 3) + 0.8 * random.normal();
  return { size, age, town, noise: random.normal(), price, sold: price > 5 ? 'yes' : 'no' };
});
const others = ['price', 'sold'] as const;
/** Small ones. */
const families = {
  'boosted-trees': { defaults: { rounds: 60, learningRate: 0.1 } },
  'random-forest': { defaults: { trees: 20 } },
  'extra-trees': { defaults: { trees: 20 } },
};
const told = {
  families,
  workers: 1,
  trials: 1,
  folds: 2,
  monotone: { size: '+', age: '-' },
} as const;

/** Answers along a column, far beyond the training range too, for rows that are otherwise the same. */
async function along(
  answersOf: (rows: readonly Record<string, unknown>[]) => Promise<readonly number[]>,
  column: 'size' | 'age',
): Promise<readonly (readonly number[])[]> {
  const grid = Array.from({ length: 40 }, (_, i) => -20 + i * (i % 2 === 0 ? 1 : 1.01));
  grid.sort((a, b) => a - b);
  const bases = rows.slice(0, 12);
  const asked = bases.flatMap((row) => grid.map((value) => ({ ...row, [column]: value })));
  const answers = await answersOf(asked);
  return bases.map((_, base) => answers.slice(base * grid.length, (base + 1) * grid.length));
}

function mostFall(lines: readonly (readonly number[])[], sign: 1 | -1): number {
  const falls = lines.flatMap((line) =>
    line.slice(1).map((value, i) => sign * ((line[i] ?? Number.NaN) - value)),
  );
  return Math.max(...falls);
}

test.each([
  ['boosted-trees', {}],
  ['boosted-trees', { loss: 'poisson' }],
  ['random-forest', {}],
  ['extra-trees', {}],
  ['elastic-net', {}],
] as const)('what %s predicts never falls as the column rises %j', async (family, own) => {
  const numbers = rows.map(({ sold: _, ...row }) => ({ ...row, price: Math.max(0, row.price) }));
  const options = { ...told, ...own, label: 'price', models: [family] };
  const predictor = await fit(numbers, options);
  expect(predictor.summary.failed).toBe(0);
  const answersOf = async (asked: readonly Record<string, unknown>[]) =>
    (await predictor.predict([...asked])).map(Number);
  const [bySize, byAge] = [await along(answersOf, 'size'), await along(answersOf, 'age')];
  expect(mostFall(bySize, 1)).toBeLessThan(1e-9);
  expect(mostFall(byAge, -1)).toBeLessThan(1e-9);
  const [line = []] = bySize;
  expect((line.at(-1) ?? 0) - (line[0] ?? 0)).toBeGreaterThan(3);
  if (family !== 'boosted-trees' || 'loss' in own) return;
  const free = await fit(numbers, { ...options, monotone: {} });
  const freely = await along(async (asked) => (await free.predict([...asked])).map(Number), 'size');
  expect(mostFall(freely, 1)).toBeGreaterThan(0.5);
});

test.each(['boosted-trees', 'random-forest', 'extra-trees'])(
  'a gap that training of %s lacked goes with most rows, not with the largest value',
  async (family) => {
    const late = (i: number) => (i % 10 === 0 ? 30 : 0) + (i % 7) / 7;
    const data = Array.from({ length: 140 }, (_, i) => ({
      daysLate: late(i),
      cost: (i % 10 === 0 ? 100 : 0) + (i % 3),
    }));
    const options = { label: 'cost', task: 'regression', models: [family], folds: 2 } as const;
    const monotone = { daysLate: '+' } as const;
    const predictor = await fit(data, { ...options, trials: 1, workers: 1, monotone });
    const [gap, low, high] = await predictor.predict([
      { daysLate: null },
      { daysLate: 0.5 },
      { daysLate: 30.5 },
    ]);
    expect(Number(high)).toBeGreaterThan(50);
    expect(Number(low)).toBeLessThan(20);
    expect(Number(gap)).toBeLessThan(30);
  },
);

test.each(['yes', 'no'])(
  'the chance of the positive class %s follows the column',
  async (positive) => {
    const classes = rows.map(({ price: _, ...row }) => row);
    const options = {
      ...told,
      label: 'sold',
      positive,
      trials: 3,
      models: ['boosted-trees', 'elastic-net', 'extra-trees'],
    };
    const predictor = await fit(classes, options);
    const lines = await along(async (asked) => {
      const chances = await predictor.predictProba([...asked]);
      return chances.map((own) => own[positive] ?? Number.NaN);
    }, 'size');
    expect(mostFall(lines, 1)).toBeLessThan(1e-9);
  },
);

test.each([
  [{ monotone: { sise: '+' } }, 'price', /`monotone` names "sise", which is not a column/],
  [{ monotone: { town: '+' } }, 'price', /"town", which is taken for categorical/],
  [{ monotone: { price: '+' } }, 'price', /"price", which is the label/],
  [{ monotone: { size: 'up' } }, 'price', /cannot be "up"/],
  [{ monotone: { size: '+' } }, 'town', /for numbers and two classes, and the label has 3/],
  [{ monotone: { size: '+' }, loss: 'absolute' }, 'price', /exclude each other/],
  [{ monotone: { size: '+' }, models: ['mlp'] }, 'price', /mlp cannot be trained with `monotone`/],
] as const)('%j of %s is refused', async (own, label, message) => {
  const options = { workers: 1, trials: 1, label, ...own } as never;
  await expect(fit(rows, options)).rejects.toThrow(message);
});

test('nor is a loss that a configuration names: its trial fails with the reason', async () => {
  const predictor = await fit(
    rows.map(({ sold: _, ...row }) => row),
    {
      ...told,
      label: others[0],
      models: ['boosted-trees'],
      families: { 'boosted-trees': { defaults: { loss: 'absolute' } } },
      trials: 1,
    },
  );
  const trial = predictor.leaderboard().find(({ family }) => family === 'boosted-trees');
  expect(trial).toMatchObject({
    state: 'failed',
    reason: expect.stringContaining('`monotone` and the loss absolute exclude each other'),
  });
});

test('families that cannot follow a column are left out with a note', async () => {
  const notes: string[] = [];
  await fit(
    rows.map(({ sold: _, ...row }) => row),
    {
      ...told,
      label: others[0],
      models: ['linear', 'elastic-net', 'symmetric-trees'],
      onProgress: (event) => event.kind === 'note' && notes.push(event.message),
    },
  );
  expect(notes).toContain('not tried, as `monotone` is not for them: linear, symmetric-trees');
});
