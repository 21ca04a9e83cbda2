import { expect, test } from 'vitest';
import { fit } from '../../src/index.js';
import { loadPredictor } from '../../src/predictor/index.js';

/** Labels with means 3 and 9 and medians 0.5 and 2, by a column of two levels. */
const LABELS = { a: [0, 0, 1, 11], b: [2, 2, 2, 30] } as const;
const rows = Array.from({ length: 160 }, (_, i) => {
  const group = i % 2 === 0 ? 'a' : 'b';
  return { group, count: LABELS[group][Math.floor(i / 2) % 4] ?? 0 };
});
const options = { label: 'count', workers: 1, trials: 1, folds: 2 } as const;
const asked = [{ group: 'a' }, { group: 'b' }];

async function answersOf(loss: 'poisson' | 'gamma' | 'absolute' | 'huber', family: string) {
  const own = loss === 'gamma' ? rows.map((row) => ({ ...row, count: row.count + 0.1 })) : rows;
  const predictor = await fit(own, { ...options, loss, models: [family] });
  expect(predictor.summary.failed).toBe(0);
  const answers = (await predictor.predict(asked)).map(Number);
  const again = await loadPredictor(await predictor.toBytes());
  expect(await again.predict(asked)).toEqual(answers);
  return answers;
}

test.each([
  ['poisson', 'elastic-net', 3, 9],
  ['poisson', 'boosted-trees', 3, 9],
  ['poisson', 'linear', 3, 9],
  ['gamma', 'elastic-net', 3.1, 9.1],
  ['gamma', 'symmetric-trees', 3.1, 9.1],
] as const)('%s by %s answers the mean of each group', async (loss, family, a, b) => {
  const [low = 0, high = 0] = await answersOf(loss, family);
  expect(low).toBeGreaterThan(0.75 * a);
  expect(low).toBeLessThan(1.3 * a);
  expect(high).toBeGreaterThan(0.75 * b);
  expect(high).toBeLessThan(1.25 * b);
});

test('counts that begin behind the first fold of time have a model all the same', async () => {
  const daily = Array.from({ length: 120 }, (_, day) => ({
    day: new Date(Date.UTC(2024, 0, day + 1)).toISOString(),
    x: day % 17,
    count: day > 70 ? day % 5 : 0,
  }));
  const { summary } = await fit(daily, {
    ...options,
    folds: 5,
    loss: 'poisson',
    timeColumn: 'day',
    models: ['elastic-net'],
  });
  expect(summary.failed).toBe(0);
});

test.each(['boosted-trees', 'mlp'])('absolute errors by %s answer the median', async (family) => {
  const [low = 0, high = 0] = await answersOf('absolute', family);
  expect(low).toBeLessThan(1.5);
  expect(high).toBeGreaterThan(1.5);
  expect(high).toBeLessThan(3);
});

test('a loss decides the task and the metric, and families without it are left out with a note', async () => {
  const notes: string[] = [];
  const predictor = await fit(rows, {
    ...options,
    loss: 'absolute',
    models: ['elastic-net', 'boosted-trees', 'random-forest'],
    onProgress: (event) => event.kind === 'note' && notes.push(event.message),
  });
  expect(predictor.info).toMatchObject({ task: 'regression', metric: 'mae' });
  expect(notes).toContain(
    "not tried, as `loss: 'absolute'` is not for them: elastic-net, random-forest",
  );
});

test.each([
  [{ loss: 'poisson' }, -1, /needs labels of at least 0, and "count" has 1 row .*down to -1/],
  [{ loss: 'gamma' }, 0, /needs labels above 0, and "count" has 41 rows .*down to 0/],
  [{ loss: 'poisson', task: 'binary' }, 0, /is for numbers, and `task` is binary/],
  [{ loss: 'mean' }, 0, /`loss` cannot be "mean"/],
  [{ loss: 'absolute', models: ['random-forest'] }, 0, /random-forest cannot be trained with/],
  [
    { loss: 'poisson', enqueue: [{ family: 'random-forest', params: {} }] },
    0,
    /random-forest cannot be trained with/,
  ],
] as const)('%j is refused before training', async (own, label, message) => {
  const wrong = [...rows, { group: 'a', count: label }];
  await expect(fit(wrong, { ...options, ...own } as never)).rejects.toThrow(message);
});
